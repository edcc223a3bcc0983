import { type DynamicModule, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Settings } from '../config/settings.js';
import { Clock, SystemClock } from '../kernel/clock.js';
import { PersistenceModule } from '../persistence/persistence.module.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { RosterModule } from '../roster/roster.module.js';
import { type RosterReport, RosterService } from '../roster/roster.service.js';
import type { OnProgress, RosterWorkbook } from '../roster/roster.types.js';

/** The few parts of the house that loading a roster needs. */
@Global()
@Module({})
class RosterImportModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: RosterImportModule,
      imports: [PersistenceModule, RosterModule],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Clock, useClass: SystemClock },
      ],
      exports: [Settings, Clock],
    };
  }
}

/**
 * Loads a workbook without errors in one transaction, beside a running service or without one.
 * @param settings `databaseUrl` names a migrated database
 */
export async function importRoster(
  settings: Settings,
  workbook: RosterWorkbook,
  onProgress?: OnProgress,
): Promise<RosterReport> {
  const app = await NestFactory.createApplicationContext(RosterImportModule.with(settings), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const roster = app.get(RosterService, { strict: false });
    const now = app.get(Clock, { strict: false }).now();
    return await app
      .get(UnitOfWork, { strict: false })
      .run((tx) => roster.apply(tx, workbook, now, onProgress));
  } finally {
    await app.close();
  }
}
