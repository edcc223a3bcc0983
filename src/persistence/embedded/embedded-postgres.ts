import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { OperationalError } from '../../kernel/errors.js';
import { databaseTexts } from '../persistence.texts.js';
import { binariesFor } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { FolderLock } from './folder-lock.js';
import {
  findRunning,
  type Postmaster,
  type ServerSettings,
  startPostmaster,
  stopPostmaster,
} from './postmaster.js';
import { accountFor } from './run-as.js';
import {
  clusterDirOf,
  ensureRecord,
  readRecord,
  type ServerRecord,
  writeRecord,
} from './server-folder.js';
import { ServerUsers, type Watchdog } from './server-users.js';

/** Longer than any start or stop of the server that holds the lock meanwhile. */
const LOCK_TIMEOUT_MS = 90_000;

/** Our use of an embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** Connection string of a database on the server. */
  url(database: string): string;
  /** Where the cluster is; not below the data folder when PostgreSQL's account cannot reach that. */
  readonly serverDir: string;
  /** Whether the server was running already. */
  readonly adopted: boolean;
  /** Ends our use; the last process that leaves stops the server and waits for it. */
  leave(): Promise<void>;
}

/** What `useEmbeddedPostgres` may be told beside the folder. */
export interface EmbeddedOptions {
  readonly settings?: ServerSettings;
  /** Remove the whole folder when we leave, or when our process dies. */
  readonly temporary?: boolean;
}

/**
 * Uses the PostgreSQL of the data folder, starting it when it does not run; the cluster is made on the first use.
 * Any number of processes may do so at the same time. Whatever a crash left is cleaned up.
 * @throws OperationalError when it cannot be started, with the reason
 */
export async function useEmbeddedPostgres(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const dataDir = resolve(folder);
  return underLock(dataDir, async () => {
    const record = ensureRecord(dataDir);
    const running = await findRunning(clusterDirOf(record));
    const postmaster = running ?? (await startOn(dataDir, record, options.settings ?? {}));
    const users = new ServerUsers(dataDir);
    users.join();
    const watchdog = users.watch(
      postmaster.pid,
      options.temporary ? [record.serverDir, dataDir] : [],
    );
    return {
      url: (database) => urlOf(record.password, postmaster.port, database),
      serverDir: record.serverDir,
      adopted: running !== undefined,
      leave: once(() => leave(dataDir, postmaster, users, watchdog, options.temporary ?? false)),
    };
  });
}

/** Whether a server runs on the data folder now. */
export async function isEmbeddedRunning(dataDir: string): Promise<boolean> {
  const record = readRecord(resolve(dataDir));
  return record !== undefined && (await findRunning(clusterDirOf(record))) !== undefined;
}

/** A server of its own in a temporary folder, gone when we leave or die. */
export async function useTemporaryPostgres(
  settings: ServerSettings = {},
): Promise<EmbeddedPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-'));
  try {
    return await useEmbeddedPostgres(folder, { settings, temporary: true });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startOn(
  dataDir: string,
  record: ServerRecord,
  settings: ServerSettings,
): Promise<Postmaster> {
  const account = accountFor(clusterDirOf(record));
  const context = { record, account, bin: binariesFor(account, record.serverDir) };
  ensureCluster(context);
  const postmaster = await startPostmaster(context, settings);
  writeRecord(dataDir, { ...record, port: postmaster.port });
  return postmaster;
}

async function leave(
  dataDir: string,
  postmaster: Postmaster,
  users: ServerUsers,
  watchdog: Watchdog,
  temporary: boolean,
): Promise<void> {
  const record = readRecord(dataDir);
  await underLock(dataDir, async () => {
    users.leave();
    if (record && !users.hasOthers()) await stopPostmaster(postmaster, clusterDirOf(record));
    watchdog.dismiss();
  });
  if (temporary) {
    if (record) rmSync(record.serverDir, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function underLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = await new FolderLock(dataDir, 'server-lock').take(LOCK_TIMEOUT_MS);
  if (!lock) {
    throw new OperationalError('database.locked', databaseTexts.locked(dataDir));
  }
  try {
    return await work();
  } catch (error) {
    throw readable(error);
  } finally {
    lock.release();
  }
}

/** What the file system refused, in words: the folder is another account's, or the disk is full. */
function readable(error: unknown): unknown {
  const { code = '', path = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') {
    return new OperationalError('database.disk-full', databaseTexts.diskFull, {}, { cause: error });
  }
  if (!['EACCES', 'EPERM', 'EROFS'].includes(code)) return error;
  return new OperationalError(
    'database.not-ours',
    databaseTexts.notOurs(path),
    {},
    { cause: error },
  );
}

function urlOf(password: string, port: number, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
