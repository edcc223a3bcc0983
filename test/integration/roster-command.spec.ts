import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { register } from '../../src/cli/commands/import.command.js';
import { openTestDatabase, TEST_SECRET, type TestDatabase } from '../support/database.js';

const SAMPLE = 'config/samples/guangming-street';
const before = { ...process.env };

let database: TestDatabase;
let folder: string;
let said: string;
let complained: string;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'linli-import-'));
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    LINLI_SECRET_KEY: TEST_SECRET,
    LINLI_DATA_DIR: folder,
  });
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complained += text;
    return true;
  });
});
beforeEach(() => {
  said = '';
  complained = '';
});
afterAll(async () => {
  jest.restoreAllMocks();
  process.env = before;
  process.exitCode = 0;
  await database.drop();
  await rm(folder, { recursive: true });
});

async function linli(...args: string[]): Promise<number> {
  const program = new Command();
  register(program);
  process.exitCode = 0;
  await program.parseAsync(['import', ...args], { from: 'user' });
  return Number(process.exitCode);
}

const countOf = async (table: string) => {
  const [row] = await database.dataSource.query(`select count(*)::int as n from ${table}`);
  return row.n as number;
};

describe('linli import', () => {
  it('with --check only reports', async () => {
    expect(await linli(SAMPLE, '--check')).toBe(0);
    expect(said).toBe('名册没有问题，共119行。\n');
    expect(await countOf('org_unit')).toBe(0);
  });

  it('lists every bad cell, writes nothing and fails', async () => {
    expect(await linli('test/fixtures/roster/broken')).toBe(1);
    expect(said.split('\n')[0]).toBe('名册里有26处要改，一行都没有导入：');
    expect(said).toContain('人员 第2行「手机」：写的是「12345」，要求：11位手机号或带区号的座机\n');
    expect(await countOf('org_unit')).toBe(0);
  });

  it('says in one line when the file cannot be read', async () => {
    expect(await linli('nowhere.xlsx')).toBe(1);
    expect(complained).toBe('linli: nowhere.xlsx：找不到这个文件或文件夹\n');
    expect(said).toBe('');
  });

  it('loads the roster and hands the codes to the operator alone; repeated, it changes nothing', async () => {
    const codes = join(folder, 'codes.csv');
    expect(await linli(SAMPLE, '--codes', codes)).toBe(0);
    expect(said).toContain('名册已导入，现在是第1版。\n组织：16行，新增16，更新0，移出0\n');
    const table = await readFile(codes, 'utf8');
    expect(table).toMatch(/^\ufeff工号,姓名,单位编号,角色,邀请码\n/);
    expect(table).toMatch(/\nG0301,李明,G03,网格员,[2-9A-HJKMNP-Z]{8}\n/);
    expect((await stat(codes)).mode & 0o777).toBe(0o600);
    said = '';
    expect(await linli(SAMPLE)).toBe(0);
    expect(said).toBe('和现有的名册一样，没有任何改动。\n');
    expect(await countOf('staff')).toBe(38);
  });
});
