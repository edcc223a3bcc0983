import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { poll } from '../../src/persistence/embedded/processes.js';
import type { ScratchDatabase } from '../../src/persistence/scratch-database.js';
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

function loggedIn(address: string): Promise<true | undefined> {
  const look = async () => {
    const health = (await (await fetch(`${address}health/ready`)).json()) as { status: string };
    return health.status === 'ok' ? true : undefined;
  };
  return poll(look, WAIT_MS, 100);
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

describe('what the service was entrusted with', () => {
  let database: ScratchDatabase;
  let folder: string;
  let running: ServiceProcess[] = [];

  beforeEach(async () => {
    database = await emptyDatabase();
    folder = mkdtempSync(join(tmpdir(), 'linli-data-'));
  });
  afterEach(async () => {
    for (const service of running) service.signal('SIGKILL');
    await Promise.all(running.map((service) => service.exited));
    running = [];
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(settings: NodeJS.ProcessEnv = {}): ServiceProcess {
    const service = startService({
      LINLI_DATA_DIR: folder,
      DATABASE_URL: database.url,
      LINLI_SECRET_KEY: 'a key for this test',
      ...settings,
    });
    running.push(service);
    return service;
  }

  it('keeps everything it acknowledged, when the signal comes while people write', async () => {
    const service = start({ LINLI_SEND_PER_MINUTE: '0' });
    const phones = await strangers(await service.opened, 20);
    const acknowledged = await writeUntilRefused(phones, (count) => {
      if (count === 40) service.signal('SIGTERM');
    });
    expect(await service.exited).toBe(0);
    const heard = await heardIn(database.url);
    expect(acknowledged.filter((id) => !heard.includes(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);
  });

  it('keeps what people send from every other account, also what an earlier start left open', async () => {
    mkdirSync(join(folder, 'media', 'ab'), { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, 'media', 'ab', 'picture'), 'of somebody', { mode: 0o644 });
    chmodSync(folder, 0o755);
    const service = start();
    const [phone = ''] = await strangers(await service.opened, 1);
    await post(phone, { kind: 'voice', seconds: 3 });
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    const all = ['', ...(readdirSync(folder, { recursive: true }) as string[])];
    expect(all.some((path) => /^media\/..\/[0-9a-f]{64}$/.test(path))).toBe(true);
    expect(all).toContain('sandbox/messages.jsonl');
    expect(all.filter((path) => (statSync(join(folder, path)).mode & 0o077) !== 0)).toEqual([]);
  });

  it('refuses a secret key that does not open its database', async () => {
    const first = start();
    await first.opened;
    first.signal('SIGTERM');
    await first.exited;
    const second = start({ LINLI_SECRET_KEY: 'another key' });
    expect(await second.exited).toBe(78);
    expect(second.output()).toContain('LINLI_SECRET_KEY');
    expect(second.output()).not.toContain('another key');
  });

  it('never mixes people of the sandbox with those of a real account', async () => {
    const real = {
      LINLI_CHANNEL: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_nobody-there',
      WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:1',
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    };
    const unheard = start(real);
    await unheard.opened;
    unheard.signal('SIGTERM');
    await unheard.exited;

    const sandbox = start();
    await loggedIn(await sandbox.opened);
    sandbox.signal('SIGTERM');
    await sandbox.exited;
    const refused = start(real);
    expect(await refused.exited).toBe(78);
    expect(refused.output()).toContain('LINLI_CHANNEL');
  }, 120_000);
});
