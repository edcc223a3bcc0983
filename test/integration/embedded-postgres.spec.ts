import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import {
  type EmbeddedPostgres,
  isEmbeddedRunning,
  useEmbeddedPostgres,
} from '../../src/persistence/embedded/embedded-postgres.js';
import { isRunning, poll } from '../../src/persistence/embedded/processes.js';
import { readRecord } from '../../src/persistence/embedded/server-folder.js';
import { startHelper } from '../support/child-process.js';

const FAST = { settings: { fsync: 'off' } };
const WAIT_MS = 20_000;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-embedded-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask(server: Pick<EmbeddedPostgres, 'url'>, text: string): Promise<unknown[][]> {
  const client = new Client(server.url('postgres'));
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

function pidFile(): string {
  return join(readRecord(folder)?.serverDir ?? '', 'cluster', 'postmaster.pid');
}

function serverPid(): number {
  return Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);
}

function gone(pid: number): Promise<true | undefined> {
  return poll(() => (isRunning(pid) ? undefined : true), WAIT_MS);
}

describe('the embedded database', () => {
  it('keeps what was stored over a stop and a start', async () => {
    const first = await useEmbeddedPostgres(folder, FAST);
    expect(first.adopted).toBe(false);
    await ask(first, 'create table note as select 42 as answer');
    await first.leave();
    expect(await isEmbeddedRunning(folder)).toBe(false);

    const second = await useEmbeddedPostgres(folder, FAST);
    expect(await ask(second, 'select answer from note')).toEqual([[42]]);
    await second.leave();
  });

  it('compares and folds Chinese text the same on every machine, and keeps its password to itself', async () => {
    const server = await useEmbeddedPostgres(folder, FAST);
    expect(await ask(server, "select upper('é'), current_setting('timezone')")).toEqual([
      ['É', 'UTC'],
    ]);
    expect(statSync(join(folder, 'embedded.json')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o066).toBe(0);
    await server.leave();
  });

  it('serves two processes and stops with the last one', async () => {
    const other = startHelper('embedded-user.ts', [folder]);
    await other.said(/ready false/);
    const mine = await useEmbeddedPostgres(folder, FAST);
    expect(mine.adopted).toBe(true);
    expect(await other.finish()).toBe(0);
    expect(await ask(mine, 'select 1')).toEqual([[1]]);
    const pid = serverPid();
    await mine.leave();
    expect(await gone(pid)).toBe(true);
  });

  it('starts once when two processes start it in the same moment', async () => {
    const both = [
      startHelper('embedded-user.ts', [folder]),
      startHelper('embedded-user.ts', [folder]),
    ];
    const said = await Promise.all(both.map((each) => each.said(/ready (true|false)/)));
    expect(said.map((match) => match[1]).sort()).toEqual(['false', 'true']);
    await Promise.all(both.map((each) => each.finish()));
    expect(await isEmbeddedRunning(folder)).toBe(false);
  });
});

describe('after a crash, the embedded database', () => {
  it('stops by itself when the only process that used it is killed', async () => {
    const user = startHelper('embedded-user.ts', [folder]);
    await user.said(/ready/);
    const pid = serverPid();
    user.signal('SIGKILL');
    expect(await gone(pid)).toBe(true);
  });

  it('removes its folder too where that was a temporary one', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'linli-temporary-'));
    const user = startHelper('embedded-user.ts', [temporary, 'temporary']);
    await user.said(/ready/);
    user.signal('SIGKILL');
    expect(await poll(() => (existsSync(temporary) ? undefined : true), WAIT_MS)).toBe(true);
  });

  it('goes on for the others when one of its users is killed', async () => {
    const mine = await useEmbeddedPostgres(folder, FAST);
    const user = startHelper('embedded-user.ts', [folder]);
    await user.said(/ready true/);
    user.signal('SIGKILL');
    await user.exited;
    expect(await ask(mine, 'select 1')).toEqual([[1]]);
    await mine.leave();
    expect(await isEmbeddedRunning(folder)).toBe(false);
  });

  it('is taken over when it runs without anybody', async () => {
    const user = startHelper('embedded-user.ts', [folder]);
    await user.said(/ready/);
    const pid = serverPid();
    const children = readFileSync(`/proc/${user.pid}/task/${user.pid}/children`, 'utf8');
    for (const child of children.trim().split(' ').map(Number)) {
      if (child !== pid) process.kill(child, 'SIGKILL');
    }
    user.signal('SIGKILL');
    await user.exited;

    const server = await useEmbeddedPostgres(folder, FAST);
    expect([server.adopted, serverPid()]).toEqual([true, pid]);
    await server.leave();
    expect(await gone(pid)).toBe(true);
  });

  it('recovers what was committed when the server itself was killed', async () => {
    const server = await useEmbeddedPostgres(folder);
    await ask(server, 'create table kept as select 1 as answer');
    const pid = serverPid();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    await server.leave();

    const again = await useEmbeddedPostgres(folder, FAST);
    expect(await ask(again, 'select answer from kept')).toEqual([[1]]);
    await again.leave();
  });

  it('is not kept from starting by a process that was given its old number', async () => {
    const server = await useEmbeddedPostgres(folder, FAST);
    const file = readFileSync(pidFile(), 'utf8').split('\n');
    await server.leave();
    writeFileSync(pidFile(), [String(process.ppid), ...file.slice(1)].join('\n'));

    const again = await useEmbeddedPostgres(folder, FAST);
    expect(await ask(again, 'select 1')).toEqual([[1]]);
    await again.leave();
  });

  it('is made anew when the first start was cut off half way', async () => {
    const server = await useEmbeddedPostgres(folder, FAST);
    const { serverDir } = readRecord(folder) ?? { serverDir: '' };
    await server.leave();
    rmSync(join(serverDir, 'cluster'), { recursive: true });
    writeFileSync(join(serverDir, 'cluster.draft'), 'half of it');

    const again = await useEmbeddedPostgres(folder, FAST);
    expect(await ask(again, 'select 1')).toEqual([[1]]);
    await again.leave();
  });
});
