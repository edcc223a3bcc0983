import { type DynamicModule, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CasesModule } from '../cases/cases.module.js';
import { LedgerService, type LedgerSink } from '../cases/ledger.service.js';
import type { LedgerPeriod, LedgerTotal } from '../cases/ledger.types.js';
import { MethodProfile } from '../config/method-profile.js';
import { loadMethodProfile } from '../config/method-profile-loader.js';
import { Settings } from '../config/settings.js';
import { PersistenceModule } from '../persistence/persistence.module.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** The few parts of the house that the ledger needs. */
@Global()
@Module({})
class LedgerExportModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: LedgerExportModule,
      imports: [PersistenceModule, CasesModule],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: MethodProfile, useFactory: () => loadMethodProfile(settings.method) },
      ],
      exports: [Settings, MethodProfile],
    };
  }
}

/**
 * Writes the ledger of the period, beside a running service or without one.
 * @param settings `databaseUrl` names a migrated database
 * @throws LedgerMismatchError when it does not add up
 */
export async function exportLedger(
  settings: Settings,
  period: LedgerPeriod,
  sink: LedgerSink,
): Promise<LedgerTotal[]> {
  const app = await NestFactory.createApplicationContext(LedgerExportModule.with(settings), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const ledger = app.get(LedgerService, { strict: false });
    return await app
      .get(UnitOfWork, { strict: false })
      .run((tx) => ledger.export(tx, period, sink));
  } finally {
    await app.close();
  }
}
