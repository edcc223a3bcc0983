import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
// @ts-expect-error: what runs before anything is installed is plain JavaScript
import { findSystemPostgres } from '../../src/cli/setup/system-postgres.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-postgres-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function installed(version: string, programs = ['initdb', 'postgres']): void {
  mkdirSync(join(folder, version, 'bin'), { recursive: true });
  for (const program of programs) writeFileSync(join(folder, version, 'bin', program), '');
}

it('the oldest PostgreSQL of the system that is not too old is taken', () => {
  for (const version of ['9.6', '13', '17', '15', '16']) installed(version);
  expect(findSystemPostgres(15, folder)).toEqual({ version: 15, bin: join(folder, '15', 'bin') });
});

it('none is found where there is none, where it is too old, and where only the client is', () => {
  expect(findSystemPostgres(15, join(folder, 'nothing'))).toBeUndefined();
  installed('13');
  installed('16', ['psql']);
  expect(findSystemPostgres(15, folder)).toBeUndefined();
});
