import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FolderLock } from '../../src/persistence/embedded/folder-lock.js';
import { startHelper } from '../support/child-process.js';

describe('a lock in a folder', () => {
  let folder: string;
  let lock: FolderLock;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linli-lock-'));
    lock = new FolderLock(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is given to one at a time and can be taken again when released', () => {
    const held = lock.tryTake();
    expect(held).toBeDefined();
    expect(lock.holder()?.pid).toBe(process.pid);
    expect(lock.tryTake()).toBeUndefined();
    held?.release();
    expect(lock.holder()).toBeUndefined();
    expect(lock.tryTake()).toBeDefined();
  });

  it('is refused while another process holds it, and free once that one is killed', async () => {
    const other = startHelper('lock-user.ts', [folder, 'hold']);
    await other.said(/held/);
    expect(lock.tryTake()).toBeUndefined();
    expect(lock.holder()?.pid).toBe(other.pid);
    other.signal('SIGKILL');
    await other.exited;
    expect(lock.tryTake()).toBeDefined();
  });

  it('does not take a later process with the same number for its holder', () => {
    writeFileSync(join(folder, 'lock.7'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    expect(lock.tryTake()).toBeDefined();
  });

  it('passes over a file that a crash left half written', () => {
    writeFileSync(join(folder, 'lock.3'), '{"pid":');
    expect(lock.tryTake()).toBeDefined();
  });

  it('lets no two processes in together', async () => {
    writeFileSync(join(folder, 'counter'), '0');
    const counters = [1, 2, 3].map(() => startHelper('lock-user.ts', [folder, 'count', '40']));
    const codes = await Promise.all(counters.map((counter) => counter.exited));
    expect(codes).toEqual([0, 0, 0]);
    expect(readFileSync(join(folder, 'counter'), 'utf8')).toBe('120');
  });
});
