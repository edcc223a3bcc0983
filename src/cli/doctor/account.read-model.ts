import { sql } from '../../persistence/sql.js';
import type { Tx } from '../../persistence/unit-of-work.js';

/** How a bot account stands. */
export interface AccountState {
  readonly id: string;
  readonly state: 'absent' | 'logged_out' | 'logged_in';
  readonly stateSince: Date;
  /** Undefined when it never heard anything. */
  readonly lastHeardAt?: Date;
  /** Since when somebody is asked to scan a login code; undefined = nobody is. */
  readonly scanSince?: Date;
}

/** The bot accounts of a channel. */
export async function listAccountStates(tx: Tx, channel: string): Promise<AccountState[]> {
  const rows = await sql(tx).rows<{
    id: string;
    state: AccountState['state'];
    since: Date;
    heard: Date | null;
    scan: Date | null;
  }>(
    `select id, state, state_since as since, last_heard_at as heard, scan_since as scan
     from account where channel = $1 order by id`,
    [channel],
  );
  return rows.map(({ id, state, since, heard, scan }) => ({
    id,
    state,
    stateSince: since,
    ...(heard && { lastHeardAt: heard }),
    ...(scan && { scanSince: scan }),
  }));
}
