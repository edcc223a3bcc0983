import { sql } from '../../persistence/sql.js';
import type { Tx } from '../../persistence/unit-of-work.js';

/**
 * What the server's own housekeeping does within a minute of the first rows: without it a bench of seconds would run on
 * plans made for empty tables, which no service that has run for an hour has.
 */
export async function gatherStatistics(tx: Tx): Promise<void> {
  await sql(tx).run('analyze');
}
