import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { useEmbeddedPostgres } from '../../src/persistence/embedded/embedded-postgres.js';
import { openScratchServer, ScratchServer } from '../../src/persistence/scratch-database.js';
import { testServerUrl } from '../support/test-server.js';

async function rows(url: string, text: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const databases = (prefix: string) =>
  rows(testServerUrl(), `select 1 from pg_database where starts_with(datname, '${prefix}')`);

describe('scratch databases', () => {
  let server: ScratchServer;

  beforeAll(async () => {
    server = await ScratchServer.on(testServerUrl());
  });
  afterAll(() => server.close());

  it('are copies of a template that do not see each other', async () => {
    const template = await server.createMigrated();
    const [one, other] = await Promise.all([
      server.createDatabase(template),
      server.createDatabase(template),
    ]);
    await rows(one.url, 'create table mine (x int)');
    expect(
      await rows(
        other.url,
        "select to_regclass('mine') as mine, to_regclass('community_case')::text as ours",
      ),
    ).toEqual([{ mine: null, ours: 'community_case' }]);
  });

  it('are dropped even while somebody is connected', async () => {
    const database = await server.createDatabase();
    const client = new Client(database.url);
    const cutOff = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await database.drop();
    await cutOff;
    expect(await databases(database.name)).toEqual([]);
  });

  it('are all gone when their server is closed', async () => {
    const another = await ScratchServer.on(testServerUrl());
    const database = await another.createDatabase();
    await another.close();
    expect(await databases(database.name)).toEqual([]);
  });

  it('that a killed process left are dropped by the next, those of a living one never', async () => {
    const orphan = `linli_scratch_${'0'.repeat(10)}_1`;
    await rows(testServerUrl(), `create database ${orphan}`);
    const living = await server.createDatabase();
    const next = await ScratchServer.on(testServerUrl());
    expect(await databases(orphan)).toEqual([]);
    expect(await databases(living.name)).toHaveLength(1);
    await next.close();
  });
});

describe('the server for scratch databases', () => {
  let dataDir: string;

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'linli-scratch-'));
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  const portOf = (url: string) => new URL(url).port;

  it('is the one of DATABASE_URL', async () => {
    const server = await openScratchServer({ databaseUrl: testServerUrl(), dataDir });
    expect(portOf(server.adminUrl)).toBe(portOf(testServerUrl()));
    await server.close();
  });

  it('is one of its own when no service runs, and the service’s beside a running one', async () => {
    const own = await openScratchServer({ dataDir });
    const service = await useEmbeddedPostgres(dataDir, { settings: { fsync: 'off' } });
    const beside = await openScratchServer({ dataDir });
    const servicePort = portOf(service.url('postgres'));
    expect(portOf(own.adminUrl)).not.toBe(servicePort);
    expect(portOf(beside.adminUrl)).toBe(servicePort);
    await Promise.all([own.close(), beside.close()]);
    await service.leave();
  });
});
