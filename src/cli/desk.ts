import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadEnvironment } from '../config/environment.js';
import { readSettings } from '../config/read-settings.js';
import { Settings } from '../config/settings.js';
import { useServiceDatabase } from '../persistence/service-database.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';

/**
 * Lets a command work on the service's database, beside a running service or without one, and leaves it afterwards.
 * @param work gets the settings with the `databaseUrl` that is in use
 * @throws SettingsError, and what `useServiceDatabase` throws
 */
export async function atServiceDatabase<R>(work: (settings: Settings) => Promise<R>): Promise<R> {
  const settings = readSettings(loadEnvironment());
  const database = await useServiceDatabase(settings);
  try {
    return await work(Object.assign(new Settings(), settings, { databaseUrl: database.url }));
  } finally {
    await database.leave();
  }
}

/** Works with one part of a small house, in one transaction, and closes the house. */
export async function withPart<P, R>(
  house: DynamicModule,
  part: Type<P>,
  work: (part: P, tx: Tx) => Promise<R>,
): Promise<R> {
  const app = await NestFactory.createApplicationContext(house, {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const found = app.get(part, { strict: false });
    return await app.get(UnitOfWork, { strict: false }).run((tx) => work(found, tx));
  } finally {
    await app.close();
  }
}
