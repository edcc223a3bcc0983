import { Injectable } from '@nestjs/common';
import { MethodProfile } from '../config/method-profile.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { LedgerMismatchError } from './cases.errors.js';
import { LedgerReadModel } from './ledger.read-model.js';
import { gapBetween, totalsOf } from './ledger.rules.js';
import { dimensionName, gapText, rowsText } from './ledger.texts.js';
import type { LedgerNames, LedgerPeriod, LedgerTotal } from './ledger.types.js';
import { ledgerRow } from './ledger-row.rules.js';

/** Where an exported ledger goes: a workbook, a text file. */
export interface LedgerSink {
  /** One case, in the order of `LEDGER_HEADINGS`. */
  row(cells: readonly string[]): Promise<void> | void;
  /** The totals, in the order of `TOTAL_HEADINGS`; after all rows. */
  totals(lines: readonly (readonly (string | number)[])[]): Promise<void> | void;
}

/** The ledger (台账) that nobody has to type. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly ledger: LedgerReadModel,
    private readonly profile: MethodProfile,
  ) {}

  /**
   * Writes the cases registered in the period, and their totals. The transaction must be new: all is read as of one
   * moment. What was written is worthless when this throws.
   * @returns the totals
   * @throws LedgerMismatchError when received is not closed + open somewhere, by the cases or by their events alone
   */
  async export(tx: Tx, period: LedgerPeriod, sink: LedgerSink): Promise<LedgerTotal[]> {
    await this.ledger.beginSnapshot(tx);
    const names = await this.ledger.names(tx);
    const totals = await this.checkedTotals(tx, period, names);
    const words = {
      scale: new Map(this.profile.rating.scale.map((step) => [step.score, step.title])),
      levels: Object.fromEntries(
        Object.entries(this.profile.levels).map(([level, rule]) => [level, rule.title]),
      ),
    };
    let rows = 0;
    for await (const entry of this.ledger.entries(tx, period)) {
      await sink.row(ledgerRow(entry, names, words));
      rows += 1;
    }
    const registered = totals[0]?.registered ?? 0;
    if (rows !== registered) throw new LedgerMismatchError(rowsText(rows, registered));
    await sink.totals(totals.map((total) => totalLine(total, names)));
    return totals;
  }

  private async checkedTotals(
    tx: Tx,
    period: LedgerPeriod,
    names: LedgerNames,
  ): Promise<LedgerTotal[]> {
    const cases = await this.ledger.tallyCases(tx, period);
    const gap = gapBetween(cases, await this.ledger.tallyEvents(tx, period));
    if (gap) throw new LedgerMismatchError(gapText(gap, names.units.get(gap.unitId) ?? gap.unitId));
    return totalsOf(cases);
  }
}

function totalLine(total: LedgerTotal, { units }: LedgerNames): (string | number)[] {
  const { dimension, key, registered, merged, received, closed, open } = total;
  const name = dimension === 'unit' ? (units.get(key) ?? key) : key;
  return [dimensionName(dimension), name, registered, merged, received, closed, open];
}
