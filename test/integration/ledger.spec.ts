import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { LedgerService } from '../../src/cases/ledger.service.js';
import { LEDGER_HEADINGS, TOTAL_HEADINGS } from '../../src/cases/ledger.texts.js';
import type { LedgerPeriod, LedgerTotal } from '../../src/cases/ledger.types.js';
import { openLedgerFile } from '../../src/cli/ledger-file.js';
import { sql } from '../../src/persistence/sql.js';
import { by, CaseWorld, LIU, minute, NINE, WANG } from '../support/case-world.js';

const OCTOBER = minute('2026-10-09 09:00');

let world: CaseWorld;
let folder: string;
beforeAll(async () => {
  world = await CaseWorld.open();
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
});
afterAll(() => world.close());

async function exportTo(
  name: string,
  period: LedgerPeriod = {},
): Promise<{ path: string; totals: LedgerTotal[] }> {
  const path = join(folder, name);
  const file = await openLedgerFile(path);
  try {
    const totals = await world.run((tx) =>
      world.module.get(LedgerService).export(tx, period, file),
    );
    await file.keep();
    return { path, totals };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function sheetsOf(path: string): Promise<string[][][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return book.worksheets.map((sheet) => {
    const rows: string[][] = [];
    sheet.eachRow((row) =>
      rows.push((row.values as unknown[]).slice(1).map((value) => String(value ?? ''))),
    );
    return rows;
  });
}

describe('an exported ledger', () => {
  beforeAll(async () => {
    const solved = await world.open({ text: '=1+1 灯坏了' });
    const hidden = await world.open({
      reporter: { ...LIU, anonymous: true },
      text: '别说是刘建国说的',
    });
    const merged = await world.open({ reporter: { ...LIU, contactId: '503' } });
    await world.open(
      { gridId: undefined, communityId: 'C2', category: '@环境保护' } as never,
      OCTOBER,
    );
    await world.run(async (tx) => {
      const done = await world.work.resolve(tx, solved.after, 'G0301', '-换好了', [], NINE);
      await world.joining.merge(tx, merged.after, hidden.after, 'S1', NINE);
      if (done) await world.work.close(tx, done.after, 'no-answer', OCTOBER);
    });
  });

  it('is a workbook of cases and totals that anybody can open', async () => {
    const { path, totals } = await exportTo('all.xlsx');
    const [rows = [], sums = []] = await sheetsOf(path);
    expect(rows[0]).toEqual([...LEDGER_HEADINGS]);
    expect(rows).toHaveLength(5);
    expect(sums[0]).toEqual([...TOTAL_HEADINGS]);
    expect(sums[1]?.join(' ')).toBe('合计  4 1 3 1 2');
    expect(sums.slice(2).map((line) => line.join(' '))).toEqual([
      '月份 2026-09 3 1 2 1 1',
      '月份 2026-10 1 0 1 0 1',
      "类别 '@环境保护 1 0 1 0 1",
      '类别 城乡建设 3 1 2 1 1',
      '责任单位 灵东社区 1 0 1 0 1',
      '责任单位 第三网格 3 1 2 1 1',
    ]);
    expect(totals[0]).toMatchObject({ registered: 4, merged: 1, received: 3, closed: 1, open: 2 });
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('neutralises what a spreadsheet would run, and hides who asked for it', async () => {
    const { path } = await exportTo('all.csv');
    const text = await readFile(path, 'utf8');
    expect(text.startsWith('\ufeff编号,')).toBe(true);
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map((row) => row.反映人)).toEqual(['王**', '匿名；刘**', '刘**', '王**']);
    expect(rows[0]).toMatchObject({
      反映内容: "'=1+1 灯坏了",
      办理结果: "'-换好了",
      满意度: '未评价',
      联系电话: '199****0001',
    });
    expect(rows[1]?.反映内容).toBe('别说是我说的');
    expect(rows[2]).toMatchObject({ 状态: `并案（并入${rows[1]?.编号}）` });
    expect(text).not.toMatch(/19900000001|王秀兰|刘建国/);
  });

  it('holds the cases that were registered in the period', async () => {
    const { path } = await exportTo('october.csv', { start: minute('2026-10-01 00:00') });
    expect(parse(await readFile(path, 'utf8'), { bom: true })).toHaveLength(2);
    const { totals } = await exportTo('september.xlsx', { end: minute('2026-10-01 00:00') });
    expect(totals[0]).toMatchObject({ registered: 3, received: 2 });
    const none = await exportTo('none.xlsx', { start: minute('2030-01-01 00:00') });
    expect((await sheetsOf(none.path))[0]).toHaveLength(1);
  });

  it('is not written at all when the events tell another story', async () => {
    const { after } = await world.open({ reporter: WANG });
    await world.run((tx) =>
      sql(tx).run(
        `update community_case set status = 'closed', closed_at = opened_at where number = $1`,
        [after.number],
      ),
    );
    await expect(exportTo('wrong.xlsx')).rejects.toMatchObject({
      code: 'ledger.mismatch',
      message:
        '台账对不上，没有导出：2026-09 城乡建设 第三网格，按台账收到 3、已结 2、在办 1，按流水收到 3、已结 1、在办 2',
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('wrong'))).toEqual([]);
    await world.run((tx) =>
      sql(tx).run(
        `update community_case set status = 'assigned', closed_at = null where number = $1`,
        [after.number],
      ),
    );
    await world.run((tx) => world.cases.withdraw(tx, after, by(WANG), '', NINE));
  });

  it('says so when the file cannot be written', async () => {
    await expect(openLedgerFile(join(folder, 'no', 'such.xlsx'))).rejects.toMatchObject({
      code: 'export.cannot-write',
    });
  });

  it('of many cases is written page by page, each case once', async () => {
    const rows = 620;
    await world.run(async (tx) => {
      for (let i = 0; i < rows; i += 1) {
        await world.cases.open(
          tx,
          {
            text: `第${i}件`,
            kind: '求助',
            category: '其他',
            urgency: 'normal',
            place: '',
            address: {},
            gridId: 'G04',
            reporter: WANG,
            media: [],
          },
          by(WANG),
          minute('2027-03-01 09:00'),
        );
      }
    });
    const { path, totals } = await exportTo('many.csv', { start: minute('2027-01-01 00:00') });
    const numbers = (
      parse(await readFile(path, 'utf8'), { bom: true, columns: true }) as Record<string, string>[]
    ).map((row) => row.编号);
    expect(new Set(numbers).size).toBe(rows);
    expect(totals[0]).toMatchObject({ registered: rows, open: rows });
  });
});
