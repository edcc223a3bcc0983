import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppLogger } from './app-logger.js';
import type { Settings } from './config/settings.js';
import type { Clock } from './kernel/clock.js';

/** Bodies of JSON; files travel as multipart, which has limits of its own. */
const BODY_LIMIT_BYTES = 1_048_576;

/**
 * Builds the whole service, without listening.
 * @param settings `databaseUrl` names a migrated database
 */
export async function createApp(settings: Settings, clock: Clock): Promise<NestFastifyApplication> {
  const { AppModule } = await import('./app.module.js');
  // Pages hold a connection open for live news; it must not keep the service from stopping.
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  return NestFactory.create<NestFastifyApplication>(AppModule.with({ settings, clock }), adapter, {
    logger: new AppLogger(),
    abortOnError: false,
  });
}
