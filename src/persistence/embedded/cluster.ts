import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError } from '../../kernel/errors.js';
import { databaseTexts } from '../persistence.texts.js';
import type { Account } from './run-as.js';
import { clusterDirOf, type ServerRecord } from './server-folder.js';

/** Everything that is needed to run PostgreSQL's programs. */
export interface ServerContext {
  readonly record: ServerRecord;
  readonly account: Account;
  /** Folder of the programs. */
  readonly bin: string;
}

/** Sorting and case are PostgreSQL's own (the same on every machine); only LC_CTYPE must exist on this one. */
const CTYPES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/** What PostgreSQL's programs see of the world: nothing of the caller's environment. */
export function serverEnvironment(context: ServerContext): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: context.record.serverDir,
    TZ: 'UTC',
    LANG: 'C',
    LC_ALL: 'C',
  };
}

/**
 * Makes the cluster when there is none. A crash half way leaves only a draft, which the next start throws away.
 * @throws OperationalError with what `initdb` said
 */
export function ensureCluster(context: ServerContext): void {
  const cluster = clusterDirOf(context.record);
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  const draft = `${cluster}.draft`;
  let said = '';
  for (const ctype of CTYPES) {
    rmSync(draft, { recursive: true, force: true });
    said = initialise(context, draft, ctype);
    if (said === '') {
      renameSync(draft, cluster);
      return;
    }
  }
  rmSync(draft, { recursive: true, force: true });
  throw new OperationalError('database.initdb', databaseTexts.notMade(said));
}

/** @returns what went wrong; empty when the cluster was made */
function initialise(context: ServerContext, folder: string, ctype: string): string {
  mkdirSync(folder, { mode: 0o700 });
  const passwordFile = join(context.record.serverDir, 'password.draft');
  writeFileSync(passwordFile, `${context.record.password}\n`, { mode: 0o600 });
  giveTo(context.account, folder, passwordFile);
  const locale = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${ctype}`,
  ];
  const access = ['-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const result = spawnSync(
    join(context.bin, 'initdb'),
    ['-D', folder, '--encoding=UTF8', ...access, ...locale],
    {
      ...context.account,
      cwd: context.record.serverDir,
      env: serverEnvironment(context),
      encoding: 'utf8',
    },
  );
  rmSync(passwordFile, { force: true });
  if (result.status === 0) return '';
  return String(result.error ?? result.stderr ?? result.signal).trim();
}

function giveTo(account: Account, ...paths: string[]): void {
  if (!('uid' in account)) return;
  for (const path of paths) chownSync(path, account.uid, account.gid);
}
