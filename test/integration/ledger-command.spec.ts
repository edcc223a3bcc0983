import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { register as registerExport } from '../../src/cli/commands/export.command.js';
import { register as registerHot } from '../../src/cli/commands/hot.command.js';
import { CaseWorld, LIU, minute, WANG } from '../support/case-world.js';
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
  registerExport(program);
  registerHot(program);
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

describe('linli hot', () => {
  const smoke = (contactId: string, text: string, day: string) =>
    world.open(
      {
        text,
        category: '环境保护',
        place: '灵西小区7栋',
        address: { estate: '灵西小区', building: '7' },
        reporter: { ...LIU, contactId },
      },
      minute(`${day} 09:00`),
    );

  it('ranks what stands in the ledger by people, not by how often somebody writes', async () => {
    await smoke('611', '7栋楼下烧烤店油烟太大，呛得开不了窗', '2026-10-12');
    await smoke('612', '楼下烧烤店的油烟太大了，开不了窗', '2026-10-13');
    await smoke('613', '烧烤店油烟太大，晚上开不了窗', '2026-10-14');
    const bins = { place: '灵西小区门口', reporter: WANG };
    for (const text of ['门口垃圾桶满了没人倒', '门口垃圾桶又满了没人倒', '垃圾桶满了还是没人倒'])
      await world.open({ ...bins, text }, minute('2026-10-15 09:00'));

    const issues = JSON.parse(await linli('hot', '--json')) as Record<string, unknown>[];
    expect(issues[0]).toMatchObject({
      rank: 1,
      people: 3,
      place: '灵西小区',
      since: '2026-10-12 09:00',
      until: '2026-10-14 09:00',
    });
    expect(issues.every(({ title }) => !String(title).includes('垃圾桶'))).toBe(true);
  });

  it('leaves out what was raised before the day that was asked for', async () => {
    expect(await linli('hot', '--json', '--from', '2026-10-14')).toBe('[]\n');
  });
});
