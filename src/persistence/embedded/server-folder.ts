import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { restrict } from '../data-folder.js';
import { type Account, accountFor, canEnter } from './run-as.js';

/** What is kept about the embedded server between starts, in `embedded.json` of the data folder. */
export interface ServerRecord {
  /** Absolute path; below the data folder unless PostgreSQL's account cannot reach that. */
  readonly serverDir: string;
  readonly password: string;
  /** Port of the last start; taken again when it is free. */
  readonly port: number;
}

/** Where the server goes when its account cannot reach the data folder (a project under /root). */
const FALLBACK_ROOT = '/var/lib/linli';

/** The folder that holds the cluster, inside a server folder. */
export function clusterDirOf(record: ServerRecord): string {
  return join(record.serverDir, 'cluster');
}

/** What was kept about the embedded server of the data folder; undefined before its first start. */
export function readRecord(dataDir: string): ServerRecord | undefined {
  const file = join(dataDir, 'embedded.json');
  if (!existsSync(file)) return undefined;
  const record = JSON.parse(readFileSync(file, 'utf8')) as ServerRecord;
  return { ...record, serverDir: resolve(dataDir, record.serverDir) };
}

/** Keeps the record, readable by its owner only. */
export function writeRecord(dataDir: string, record: ServerRecord): void {
  const file = join(dataDir, 'embedded.json');
  const draft = `${file}.draft`;
  // Relative where it is below the data folder, so that the whole project can be moved.
  const below = relative(dataDir, record.serverDir);
  const serverDir = below.startsWith('..') ? record.serverDir : below;
  writeFileSync(draft, JSON.stringify({ ...record, serverDir }, null, 2), { mode: 0o600 });
  renameSync(draft, file);
}

/** The record of the data folder, made on the first start; both folders exist afterwards. */
export function ensureRecord(dataDir: string): ServerRecord {
  mkdirSync(dataDir, { recursive: true });
  const account = accountFor(join(dataDir, 'none'));
  // People's pictures and voices lie in here; where PostgreSQL is another account, that one may walk through.
  restrict(dataDir, 'uid' in account ? 0o711 : 0o700);
  const record = readRecord(dataDir) ?? {
    serverDir: chooseServerDir(dataDir, account),
    password: randomBytes(18).toString('base64url'),
    port: 0,
  };
  makeServerDir(record.serverDir, account);
  writeRecord(dataDir, record);
  return record;
}

function chooseServerDir(dataDir: string, account: Account): string {
  if (canEnter(account, dataDir)) return join(dataDir, 'postgres');
  // A new name each time: should the data folder be deleted, what stands here is left alone.
  const project = basename(dirname(dataDir)) || 'data';
  return join(FALLBACK_ROOT, `${project}-${randomBytes(4).toString('hex')}`);
}

function makeServerDir(serverDir: string, account: Account): void {
  const mode = 'uid' in account ? 0o711 : 0o700;
  mkdirSync(serverDir, { recursive: true, mode });
  chmodSync(serverDir, mode);
}
