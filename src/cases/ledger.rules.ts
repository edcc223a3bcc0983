import { FINAL_STATUSES } from './cases.state-machine.js';
import type { LedgerTotal, Tally } from './ledger.types.js';

/** Where two counts of the same cases differ first. */
export interface LedgerGap {
  readonly month: string;
  readonly category: string;
  readonly unitId: string;
  /** By the cases themselves. */
  readonly received: number;
  readonly closed: number;
  readonly open: number;
  /** By the events alone. */
  readonly fromEvents: {
    readonly received: number;
    readonly closed: number;
    readonly open: number;
  };
}

interface Sums {
  registered: number;
  merged: number;
  closed: number;
  open: number;
}

/** The totals of all, by month, by class and by unit, in that order; keys sorted. */
export function totalsOf(tallies: readonly Tally[]): LedgerTotal[] {
  const by = (dimension: LedgerTotal['dimension'], keyOf: (tally: Tally) => string) =>
    [...sumBy(tallies, keyOf)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, sums]) => ({ dimension, key, ...withReceived(sums) }));
  const all = by('all', () => '');
  return [
    ...(all.length > 0 ? all : [{ dimension: 'all', key: '', ...withReceived(none()) } as const]),
    ...by('month', (tally) => tally.month),
    ...by('category', (tally) => tally.category),
    ...by('unit', (tally) => tally.unitId),
  ];
}

/**
 * Compares what the cases say with what their events say, for every month, class and unit: the first place where they
 * differ, or where received is not closed + open. Undefined when the ledger adds up.
 */
export function gapBetween(
  cases: readonly Tally[],
  events: readonly Tally[],
): LedgerGap | undefined {
  const keyOf = ({ month, category, unitId }: Tally) => JSON.stringify([month, category, unitId]);
  const ours = sumBy(cases, keyOf);
  const theirs = sumBy(events, keyOf);
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const a = withReceived(ours.get(key) ?? none());
    const b = withReceived(theirs.get(key) ?? none());
    const same =
      a.merged === b.merged &&
      a.closed === b.closed &&
      a.open === b.open &&
      a.received === b.received;
    if (same && a.received === a.closed + a.open) continue;
    const [month, category, unitId] = JSON.parse(key) as [string, string, string];
    return {
      month,
      category,
      unitId,
      received: a.received,
      closed: a.closed,
      open: a.open,
      fromEvents: b,
    };
  }
  return undefined;
}

function sumBy(tallies: readonly Tally[], keyOf: (tally: Tally) => string): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const tally of tallies) {
    const key = keyOf(tally);
    const sum = sums.get(key) ?? none();
    sum.registered += tally.count;
    sum[heapOf(tally)] += tally.count;
    sums.set(key, sum);
  }
  return sums;
}

function heapOf({ status }: Tally): 'merged' | 'closed' | 'open' {
  if (status === 'merged') return 'merged';
  return FINAL_STATUSES.includes(status) ? 'closed' : 'open';
}

function withReceived({ registered, merged, closed, open }: Sums) {
  return { registered, merged, received: registered - merged, closed, open };
}

function none(): Sums {
  return { registered: 0, merged: 0, closed: 0, open: 0 };
}
