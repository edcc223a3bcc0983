import { sql } from './sql.js';
import type { Tx } from './unit-of-work.js';

/** Nobody else can look or add until the transaction ends. */
export async function lockProbes(tx: Tx): Promise<void> {
  await sql(tx).run('lock table secret_key_probe in exclusive mode');
}

/** What was sealed as a probe, one value for each key that was ever in use. */
export async function listProbes(tx: Tx): Promise<Buffer[]> {
  const rows = await sql(tx).rows<{ sealed: Buffer }>('select sealed from secret_key_probe');
  return rows.map((row) => row.sealed);
}

/** Keeps a probe, unless there is one of that key. */
export async function addProbe(tx: Tx, keyId: Buffer, sealed: Buffer): Promise<void> {
  await sql(tx).run(
    'insert into secret_key_probe (key_id, sealed) values ($1, $2) on conflict do nothing',
    [keyId, sealed],
  );
}

/** Something of people, sealed before there were probes; empty in a database that was never used. */
export async function sampleOfSealed(tx: Tx): Promise<Buffer[]> {
  const rows = await sql(tx).rows<{ sealed: Buffer }>(
    `(select name as sealed from staff limit 1) union all (select display_name from contact limit 1)`,
  );
  return rows.map((row) => row.sealed);
}
