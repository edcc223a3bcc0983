import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { isEmbeddedRunning } from '../../src/persistence/embedded/embedded-postgres.js';
import { isRunning, poll } from '../../src/persistence/embedded/processes.js';
import { readRecord } from '../../src/persistence/embedded/server-folder.js';
import { type ServiceProcess, startService } from '../support/service-process.js';
import { emptyDatabase } from '../support/test-server.js';

const WAIT_MS = 30_000;

/** Addresses to which strangers' messages are posted. */
async function strangers(address: string, count: number): Promise<string[]> {
  const api = `${address}api/sandbox`;
  const open = async () => {
    const answer = await fetch(`${api}/strangers`, { method: 'POST' });
    const { person } = (await answer.json()) as { person: { key: string } };
    return `${api}/phones/${encodeURIComponent(person.key)}/messages`;
  };
  return Promise.all(Array.from({ length: count }, open));
}

function post(phone: string, said: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(phone, { method: 'POST', headers, body: JSON.stringify(said) });
}

/** Everybody writes one message after the other, until nobody takes them any more. @returns ids of those that were taken */
async function writeUntilRefused(
  phones: readonly string[],
  onTaken: (count: number) => void,
): Promise<string[]> {
  const taken: string[] = [];
  const write = async (phone: string) => {
    for (;;) {
      const answer = await post(phone, { kind: 'text', text: '你好' }).catch(() => undefined);
      if (answer?.status !== 201) return;
      const said = (await answer.json().catch(() => undefined)) as { id: string } | undefined;
      if (!said) return;
      taken.push(said.id);
      onTaken(taken.length);
    }
  };
  await Promise.all(phones.map(write));
  return taken;
}

async function heardIn(databaseUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      'select channel_message_id as id from inbox',
    );
    return rows.map((row) => row.id);
  } finally {
    await client.end();
  }
}

describe('the service', () => {
  let dataDir: string;
  let running: ServiceProcess[] = [];

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'linli-service-'));
  });
  afterEach(async () => {
    for (const service of running) service.signal('SIGKILL');
    await Promise.all(running.map((service) => service.exited));
    running = [];
    await databaseGone();
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  function start(settings: NodeJS.ProcessEnv = {}): ServiceProcess {
    const service = startService({ LINLI_DATA_DIR: dataDir, ...settings });
    running.push(service);
    return service;
  }

  function databaseGone(): Promise<true | undefined> {
    return poll(async () => ((await isEmbeddedRunning(dataDir)) ? undefined : true), WAIT_MS, 100);
  }

  const isReady = async (address: string) => (await fetch(`${address}health/ready`)).ok;

  it('opens with nothing but an empty folder, and stops with its database on a signal', async () => {
    const service = start();
    expect(await isReady(await service.opened)).toBe(true);
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(await isEmbeddedRunning(dataDir)).toBe(false);
  });

  it('stops once and cleanly when a signal comes twice, as from a terminal', async () => {
    const service = start();
    await service.opened;
    service.signal('SIGINT');
    service.signal('SIGINT');
    expect(await service.exited).toBe(0);
    expect(await isEmbeddedRunning(dataDir)).toBe(false);
  });

  it('keeps everything it acknowledged, when the signal comes while people write', async () => {
    const database = await emptyDatabase();
    const service = start({
      DATABASE_URL: database.url,
      LINLI_SECRET_KEY: 'a key for this test',
      LINLI_SEND_PER_MINUTE: '0',
    });
    const phones = await strangers(await service.opened, 20);
    const acknowledged = await writeUntilRefused(phones, (count) => {
      if (count === 40) service.signal('SIGTERM');
    });
    expect(await service.exited).toBe(0);
    const heard = await heardIn(database.url);
    expect(acknowledged.filter((id) => !heard.includes(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);
    await database.drop();
  });

  it('refuses a second start on the same folder in one sentence, and goes on', async () => {
    const first = start();
    const address = await first.opened;
    const second = start();
    expect(await second.exited).toBe(1);
    expect(second.output().trim().split('\n')).toEqual([
      expect.stringContaining(`进程 ${first.pid}`),
    ]);
    expect(await isReady(address)).toBe(true);
  });

  it('starts again after it was killed, and its database stops when it is killed', async () => {
    const first = start();
    await first.opened;
    first.signal('SIGKILL');
    const second = start();
    expect(await isReady(await second.opened)).toBe(true);
    second.signal('SIGKILL');
    expect(await databaseGone()).toBe(true);
  });

  it('stops when the signal comes while it is still starting', async () => {
    const fresh = mkdtempSync(join(tmpdir(), 'linli-early-'));
    const service = start({ LINLI_DATA_DIR: fresh });
    await poll(() => (readRecord(fresh) ? true : undefined), WAIT_MS);
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(await isEmbeddedRunning(fresh)).toBe(false);
    rmSync(fresh, { recursive: true, force: true });
  });

  it('cures a stale number in the server’s own file', async () => {
    const file = join(readRecord(dataDir)?.serverDir ?? '', 'cluster', 'postmaster.pid');
    const first = start();
    await first.opened;
    const lines = readFileSync(file, 'utf8').split('\n');
    first.signal('SIGTERM');
    await first.exited;
    writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'));
    expect(isRunning(process.pid)).toBe(true);
    expect(await isReady(await start().opened)).toBe(true);
  });

  it('lists every wrong setting by name, without values, and ends with 78', async () => {
    const service = start({
      PORT: 'http',
      HOST: '0.0.0.0',
      LINLI_METHOD: 'nowhere',
      DATABASE_URL: 'secret-url',
    });
    expect(await service.exited).toBe(78);
    for (const name of [
      'PORT',
      'LINLI_CONSOLE_TOKEN',
      'LINLI_METHOD',
      'DATABASE_URL',
      'LINLI_SECRET_KEY',
    ]) {
      expect(service.output()).toContain(name);
    }
    expect(service.output()).not.toMatch(/secret-url|nowhere/);
  });

  it('refuses a secret key that does not open its database, and changes nothing', async () => {
    const database = await emptyDatabase();
    const first = start({ DATABASE_URL: database.url, LINLI_SECRET_KEY: 'a key for this test' });
    await first.opened;
    first.signal('SIGTERM');
    await first.exited;
    const second = start({ DATABASE_URL: database.url, LINLI_SECRET_KEY: 'another key' });
    expect(await second.exited).toBe(78);
    expect(second.output()).toContain('LINLI_SECRET_KEY');
    expect(second.output()).not.toContain('another key');
    await database.drop();
  });

  it('says that its port is taken, and leaves nothing behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const service = start({ PORT: String(port) });
    expect(await service.exited).toBe(1);
    expect(service.output()).toContain(`127.0.0.1:${port}`);
    expect(service.output()).not.toContain('    at ');
    expect(await isEmbeddedRunning(dataDir)).toBe(false);
    other.close();
  });

  it('says that the database cannot be reached, without its password', async () => {
    const service = start({
      DATABASE_URL: 'postgres://linli:topsecret@127.0.0.1:1/linli',
      LINLI_SECRET_KEY: 'a key for this test',
    });
    expect(await service.exited).toBe(1);
    expect(service.output().trim().split('\n')).toHaveLength(1);
    expect(service.output()).not.toContain('topsecret');
  });

  it('runs on any other PostgreSQL and makes no database of its own', async () => {
    const database = await emptyDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'linli-other-'));
    const service = start({
      LINLI_DATA_DIR: folder,
      DATABASE_URL: database.url,
      LINLI_SECRET_KEY: 'a key for this test',
    });
    expect(await isReady(await service.opened)).toBe(true);
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(readRecord(folder)).toBeUndefined();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps what people send from every other account, also what an earlier start left open', async () => {
    const database = await emptyDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'linli-private-'));
    mkdirSync(join(folder, 'media', 'ab'), { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, 'media', 'ab', 'picture'), 'of somebody', { mode: 0o644 });
    chmodSync(folder, 0o755);
    const service = start({
      LINLI_DATA_DIR: folder,
      DATABASE_URL: database.url,
      LINLI_SECRET_KEY: 'a key for this test',
    });
    const [phone = ''] = await strangers(await service.opened, 1);
    await post(phone, { kind: 'voice', seconds: 3 });
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    const all = ['', ...(readdirSync(folder, { recursive: true }) as string[])];
    expect(all.some((path) => /^media\/..\/[0-9a-f]{64}$/.test(path))).toBe(true);
    expect(all).toContain('sandbox/messages.jsonl');
    expect(all.filter((path) => (statSync(join(folder, path)).mode & 0o077) !== 0)).toEqual([]);
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });
});
