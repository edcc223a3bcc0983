/** Where a login by scanning stands. `expired` and `cancelled` wait for the next code. */
export type ScanStatus = 'waiting' | 'scanned' | 'confirmed' | 'expired' | 'cancelled';

/** A login that somebody is asked to make by scanning a code with the account's phone. */
export interface LoginScan {
  readonly status: ScanStatus;
  /** Since when somebody is asked, by the service's clock; a renewed code does not change it. */
  readonly since: Date;
  /** What the last code says. A credential: shown to who may log the account in, never logged, never stored. */
  readonly code?: string;
}

/** What a puppet tells of a scan. `unknown` is a status too: some puppets know no better. */
export interface ScanNews {
  readonly status: ScanStatus | 'unknown';
  readonly code?: string;
}

/**
 * The scan after the puppet told something of it. A code that was not there before is to be scanned whatever the puppet
 * calls it: puppets tell of the end of one code together with the next one.
 */
export function scanAfter(
  before: LoginScan | undefined,
  news: ScanNews,
  now: Date,
): LoginScan | undefined {
  const since = before?.since ?? now;
  const code = news.code || before?.code;
  const isAtWork = news.status === 'scanned' || news.status === 'confirmed';
  if (code !== before?.code && !isAtWork) return { status: 'waiting', since, code };
  return news.status === 'unknown' ? before : { status: news.status, since, code };
}

/** The scan when the puppet is started anew: its code is of no use any more, and another one is on its way. */
export function scanOfRestart(before: LoginScan | undefined): LoginScan | undefined {
  return before && { ...before, status: 'expired' };
}

/** Whether there is something to scan, or a person is in the middle of it: a puppet that is started anew would spoil it. */
export function isScanUnderWay(scan: LoginScan | undefined): boolean {
  return scan !== undefined && scan.status !== 'expired' && scan.status !== 'cancelled';
}

/** The scan as it may be seen: with the code only while that can be scanned. */
export function shownScan(scan: LoginScan): LoginScan {
  const { status, since, code } = scan;
  return status === 'waiting' && code ? { status, since, code } : { status, since };
}
