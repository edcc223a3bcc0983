import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from './project.mjs';

/** What runs on it crashes processes, never the machine: it need not wait for the disk. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Does the work with a PostgreSQL cluster of its own on a free port of this machine, which is gone afterwards. Needs the
 * build: account, start and stop are those of the embedded server.
 * @param {string} bin folder of PostgreSQL's programs
 * @param {(url: string) => Promise<T>} work given the connection string of an account that may make databases
 * @returns {Promise<T>}
 * @template T
 */
export async function withScratchCluster(bin, work) {
  const { accountFor } = await import('../../../dist/persistence/embedded/run-as.js');
  const { startPostmaster, stopPostmaster } = await import(
    '../../../dist/persistence/embedded/postmaster.js'
  );
  const serverDir = mkdtempSync(join(tmpdir(), 'linli-system-'));
  const cluster = join(serverDir, 'cluster');
  const password = randomBytes(18).toString('base64url');
  const record = { serverDir, password, port: 0 };
  const account = accountFor(cluster);
  try {
    makeCluster(bin, record, account);
    const postmaster = await startPostmaster({ record, account, bin }, SETTINGS);
    try {
      return await work(`postgres://postgres:${password}@127.0.0.1:${postmaster.port}/postgres`);
    } finally {
      await stopPostmaster(postmaster, cluster);
    }
  } finally {
    rmSync(serverDir, { recursive: true, force: true });
  }
}

/** `initdb`, as the account: PostgreSQL refuses root. */
function makeCluster(bin, { serverDir, password }, account) {
  const cluster = join(serverDir, 'cluster');
  const passwordFile = join(serverDir, 'password');
  chmodSync(serverDir, 'uid' in account ? 0o711 : 0o700);
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if ('uid' in account) {
    for (const path of [cluster, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  const args = ['-D', cluster, '-U', 'postgres', `--pwfile=${passwordFile}`];
  const result = spawnSync(
    join(bin, 'initdb'),
    [...args, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8'],
    { ...account, cwd: serverDir, encoding: 'utf8' },
  );
  rmSync(passwordFile);
  if (result.status !== 0) throw new SetupError(String(result.error ?? result.stderr).trim());
}
