import type { CaseEvent, CaseFile, CaseStatus, Reporter } from './cases.types.js';

/** Half-open: cases registered from `start` on, before `end`; undefined = without limit. */
export interface LedgerPeriod {
  readonly start?: Date;
  readonly end?: Date;
}

/** Everything the ledger says of one case, still unmasked. */
export interface LedgerEntry {
  readonly file: CaseFile;
  readonly reporters: readonly Reporter[];
  readonly events: readonly CaseEvent[];
}

/** What the ledger calls people and units. */
export interface LedgerNames {
  /** Names of staff by number, those who left included. */
  readonly staff: ReadonlyMap<string, string>;
  /** Names of units by number, retired ones included. */
  readonly units: ReadonlyMap<string, string>;
}

/** How many cases of one month, class and unit stand in one status. */
export interface Tally {
  /** `YYYY-MM` of the registration, Asia/Shanghai. */
  readonly month: string;
  readonly category: string;
  readonly unitId: string;
  readonly status: CaseStatus;
  readonly count: number;
}

/** One line of the totals: received = closed + open; registered = received + merged. */
export interface LedgerTotal {
  readonly dimension: 'all' | 'month' | 'category' | 'unit';
  /** Month, class or unit number; empty for `all`. */
  readonly key: string;
  readonly registered: number;
  /** 并案: counted with the case they went into. */
  readonly merged: number;
  readonly received: number;
  readonly closed: number;
  readonly open: number;
}
