import 'reflect-metadata';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type HouseParts } from './app.module.js';
import { AppLogger } from './app-logger.js';
import { AccountPageModule } from './channel/account-page/account-page.module.js';
import { LocalSandboxServer } from './channel/sandbox/local-sandbox-server.js';
import { SandboxPageModule } from './channel/sandbox/sandbox-page.module.js';
import { SandboxStore } from './channel/sandbox/sandbox-store.js';
import type { Settings } from './config/settings.js';
import { ConsoleModule } from './console/console.module.js';
import { MovableClock, SystemClock } from './kernel/clock.js';

/** Bodies of JSON; files travel as multipart, which has limits of its own. */
const BODY_LIMIT_BYTES = 1_048_576;

/**
 * Builds the whole service with its pages, without listening and without starting the channel.
 * @param settings `databaseUrl` names a migrated database
 */
export async function createApp(settings: Settings): Promise<NestFastifyApplication> {
  const parts = settings.channel === 'sandbox' ? sandboxHouse(settings) : realHouse(settings);
  // Pages hold a connection open for live news; it must not keep the service from stopping.
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  return NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: new AppLogger(),
    abortOnError: false,
  });
}

function realHouse(settings: Settings): HouseParts {
  const rooms = [{ module: ConsoleModule }, AccountPageModule.with({ isHome: true })];
  return { settings, clock: new SystemClock(), rooms };
}

/** Only the sandbox's time can be moved by people. */
function sandboxHouse(settings: Settings): HouseParts {
  const clock = new MovableClock();
  const network = SandboxStore.open(join(settings.dataDir, 'sandbox'), clock);
  return {
    settings,
    clock,
    sandbox: new LocalSandboxServer(network),
    rooms: [
      { module: ConsoleModule },
      AccountPageModule.with({ isHome: false }),
      SandboxPageModule.with({ network, clock, settings }),
    ],
  };
}
