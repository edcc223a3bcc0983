import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { OperationalError } from '../../kernel/errors.js';
import { databaseTexts } from '../persistence.texts.js';
import { type ServerContext, serverEnvironment } from './cluster.js';
import { commandLine, isRunning, poll } from './processes.js';
import { clusterDirOf } from './server-folder.js';

/** A running server of the embedded kind. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Settings of the server, as PostgreSQL names them. */
export type ServerSettings = Readonly<Record<string, string | number>>;

const DEFAULTS: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 120,
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  // A new house has plans for empty tables until statistics are gathered; the server's own pace is once a minute.
  autovacuum_naptime: '10s',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Recovery after a crash is part of a start and may take a while on a slow disk. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const PORT_ATTEMPTS = 3;

/** The server that runs on the cluster already: a crash of ours left it, or another process of ours uses it. */
export function findRunning(clusterDir: string): Promise<Postmaster | undefined> {
  return poll(
    async () => {
      const file = readPidFile(clusterDir);
      if (!file || !isPostmaster(file.pid, clusterDir)) return null;
      if (file.status !== 'ready') return undefined;
      if (await isOpen(file.port)) return { pid: file.pid, port: file.port };
      // Where command lines cannot be read, a closed port tells that the number belongs to another process by now.
      return commandLine(file.pid) === undefined ? null : undefined;
    },
    START_TIMEOUT_MS,
    100,
  ).then((found) => found ?? undefined);
}

/**
 * Starts the server and waits until it takes connections.
 * @throws OperationalError with the end of its log
 */
export async function startPostmaster(
  context: ServerContext,
  settings: ServerSettings,
): Promise<Postmaster> {
  neutraliseStalePid(clusterDirOf(context.record));
  let { port } = context.record;
  for (let attempt = 1; ; attempt += 1) {
    if (port === 0 || attempt > 1 || (await isOpen(port))) port = await freePort();
    const pid = await launch(context, port, settings);
    if (pid !== undefined) return { pid, port };
    const said = logTail(context);
    const portWasTaken = /could not (bind|create any TCP)/.test(said);
    if (!portWasTaken || attempt === PORT_ATTEMPTS) {
      throw new OperationalError('database.start', databaseTexts.notStarted(said));
    }
  }
}

/** Stops the server: clients are sent away, what was committed is kept. */
export async function stopPostmaster({ pid }: Postmaster, clusterDir: string): Promise<void> {
  if (!isPostmaster(pid, clusterDir)) return;
  process.kill(pid, 'SIGINT');
  const gone = await poll(
    () => (isPostmaster(pid, clusterDir) ? undefined : true),
    STOP_TIMEOUT_MS,
  );
  if (!gone) process.kill(pid, 'SIGQUIT');
}

/** Whether the process is the server of that cluster, and not another that was given its number. */
function isPostmaster(pid: number, clusterDir: string): boolean {
  if (!isRunning(pid)) return false;
  const command = commandLine(pid);
  return command === undefined || (command.includes('postgres') && command.includes(clusterDir));
}

/** @returns the process number; undefined when the server ended instead of getting ready */
async function launch(context: ServerContext, port: number, settings: ServerSettings) {
  const cluster = clusterDirOf(context.record);
  const log = openSync(logFile(context), 'a', 0o600);
  const options = Object.entries({ ...DEFAULTS, ...settings }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  // A session of its own: Ctrl-C in a terminal must not reach the server before the service has drained.
  const child = spawn(
    join(context.bin, 'postgres'),
    ['-D', cluster, '-p', String(port), ...options],
    {
      ...context.account,
      cwd: context.record.serverDir,
      env: serverEnvironment(context),
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  let ended = false;
  const end = () => {
    ended = true;
  };
  child.once('exit', end).once('error', end);
  child.unref();
  const isReady = () => {
    const file = readPidFile(cluster);
    return file?.pid === child.pid && file?.status === 'ready';
  };
  const outcome = await poll(
    () => (ended ? 'ended' : isReady() ? 'ready' : undefined),
    START_TIMEOUT_MS,
    15,
  );
  return outcome === 'ready' ? child.pid : undefined;
}

/**
 * After a crash, above all in a container, the number in `postmaster.pid` may belong to another process by now, and
 * PostgreSQL would refuse to start. Our own number in its place is ignored (PostgreSQL allows its parent's), and the
 * other lines stay, so that it still checks by shared memory that no server is left.
 */
function neutraliseStalePid(clusterDir: string): void {
  const file = readPidFile(clusterDir);
  if (!file || !isRunning(file.pid)) return;
  const path = join(clusterDir, 'postmaster.pid');
  const [, ...rest] = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, [String(process.pid), ...rest].join('\n'));
}

function readPidFile(
  clusterDir: string,
): { pid: number; port: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

function logFile(context: ServerContext): string {
  return join(context.record.serverDir, 'postgres.log');
}

function logTail(context: ServerContext): string {
  return readFileSync(logFile(context), 'utf8').slice(-1500).trim();
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
