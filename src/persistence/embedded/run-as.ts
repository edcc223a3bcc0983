import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { OperationalError } from '../../kernel/errors.js';
import { databaseTexts } from '../persistence.texts.js';

/** The account that PostgreSQL runs as; empty = our own. Spread into the options of `spawn`. */
export type Account = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** PostgreSQL refuses to run as root; then the owner of the data is taken, else one of these. */
const STAND_INS = ['postgres', 'nobody'];

/**
 * The account for the server whose data are, or will be, in the folder.
 * @throws OperationalError when root has nobody to run the server as
 */
export function accountFor(clusterDir: string): Account {
  if (process.getuid?.() !== 0) return {};
  return ownerOf(clusterDir) ?? standIn();
}

/** Whether the account can enter the folder. */
export function canEnter(account: Account, folder: string): boolean {
  if (!('uid' in account)) return true;
  const result = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/' });
  return result.status === 0;
}

/** Whether the account can run the program. */
export function canRun(account: Account, program: string): boolean {
  return spawnSync(program, ['--version'], { ...account, cwd: '/' }).status === 0;
}

function ownerOf(folder: string): Account | undefined {
  try {
    const { uid, gid } = statSync(folder);
    return uid === 0 ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

function standIn(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of STAND_INS) {
    const found = accounts.find((account) => account[0] === name);
    if (found && Number(found[2]) > 0) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new OperationalError('database.no-account', databaseTexts.noAccount(STAND_INS));
}
