import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isEmbeddedRunning } from '../../src/persistence/embedded/embedded-postgres.js';
import { isRunning, poll } from '../../src/persistence/embedded/processes.js';
import { readRecord } from '../../src/persistence/embedded/server-folder.js';
import { type ServiceProcess, startService } from '../support/service-process.js';
import { emptyDatabase } from '../support/test-server.js';

const WAIT_MS = 30_000;

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
});
