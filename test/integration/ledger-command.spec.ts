import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { register } from '../../src/cli/commands/export.command.js';
import { CaseWorld } from '../support/case-world.js';
import { TEST_SECRET } from '../support/database.js';

let world: CaseWorld;
let folder: string;
const environment = { ...process.env };
beforeAll(async () => {
  world = await CaseWorld.open();
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  Object.assign(process.env, {
    DATABASE_URL: world.database.url,
    LINLI_SECRET_KEY: TEST_SECRET,
    LINLI_DATA_DIR: folder,
  });
});
afterAll(async () => {
  process.env = environment;
  await world.close();
});

/** What the command prints on standard output. */
async function linli(...args: string[]): Promise<string> {
  const program = new Command('linli');
  register(program);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  const printed: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return printed.join('');
}

describe('linli export ledger', () => {
  it('writes the file and prints one line that adds up', async () => {
    const { after } = await world.open();
    const out = join(folder, 'ledger.csv');
    expect(await linli('export', 'ledger', '--out', out)).toBe(
      `已写到 ${out}：登记 1 件（并案 0），收到 1 = 已结 0 + 在办 1\n`,
    );
    const rows = parse(await readFile(out, 'utf8'), { bom: true, columns: true }) as Record<
      string,
      string
    >[];
    expect(rows).toEqual([
      expect.objectContaining({ 编号: after.number, 责任人: '李明', 责任单位: '第三网格' }),
    ]);
  });

  it('counts both days of a period in', async () => {
    const out = join(folder, 'day.xlsx');
    const day = ['--from', '2026-09-28', '--to', '2026-09-28'];
    expect(await linli('export', 'ledger', '--out', out, ...day)).toContain('收到 1 =');
    expect(await linli('export', 'ledger', '--out', out, '--to', '2026-09-27')).toContain(
      '收到 0 =',
    );
    expect(await linli('export', 'ledger', '--out', out, '--from', '2026-09-29')).toContain(
      '收到 0 =',
    );
  });

  it.each([
    ['nothing to export', ['export', '--out', 'x.csv'], 'commander.missingArgument'],
    ['something else', ['export', 'people', '--out', 'x.csv'], 'commander.invalidArgument'],
    ['no file', ['export', 'ledger'], 'commander.missingMandatoryOptionValue'],
    ['a file of another kind', ['export', 'ledger', '--out', 'x.pdf'], 'commander.invalidArgument'],
    [
      'a day that is none',
      ['export', 'ledger', '--out', 'x.csv', '--from', '2026-02-30'],
      'commander.invalidArgument',
    ],
    [
      'a period that runs backwards',
      ['export', 'ledger', '--out', 'x.csv', '--from', '2026-10-02', '--to', '2026-10-01'],
      'linli.period',
    ],
    [
      'a folder that is not there',
      ['export', 'ledger', '--out', '/no/such/folder/x.csv'],
      'export.no-folder',
    ],
  ])('refuses %s in one line and writes nothing', async (_what, args, code) => {
    await expect(linli(...args)).rejects.toMatchObject({ code });
    expect(await readdir(folder)).not.toContain('x.csv');
  });
});
