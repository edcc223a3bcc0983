import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { LedgerService, type LedgerSink } from '../cases/ledger.service.js';
import type { LedgerPeriod, LedgerTotal } from '../cases/ledger.types.js';
import { type RaisedCase, RaisedCasesReadModel } from '../cases/raised-cases.read-model.js';
import { MethodProfile } from '../config/method-profile.js';
import { loadMethodProfile } from '../config/method-profile-loader.js';
import { Settings } from '../config/settings.js';
import { PersistenceModule } from '../persistence/persistence.module.js';
import { withPart } from './desk.js';

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
export function exportLedger(
  settings: Settings,
  period: LedgerPeriod,
  sink: LedgerSink,
): Promise<LedgerTotal[]> {
  return withPart(LedgerExportModule.with(settings), LedgerService, (ledger, tx) =>
    ledger.export(tx, period, sink),
  );
}

/**
 * What was raised since the instant (undefined: ever), a page in memory at a time.
 * @param settings `databaseUrl` names a migrated database
 */
export function readRaised(
  settings: Settings,
  since: Date | undefined,
  take: (raised: RaisedCase) => void,
): Promise<void> {
  return withPart(LedgerExportModule.with(settings), RaisedCasesReadModel, async (cases, tx) => {
    for await (const raised of cases.since(tx, since)) take(raised);
  });
}
