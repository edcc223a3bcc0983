import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { faultLine } from '../../src/roster/roster.texts.js';
import type { CellFault, WorkbookRead } from '../../src/roster/roster.types.js';
import { readWorkbook } from '../../src/roster/workbook-reader.js';

const fixture = (name: string) => `test/fixtures/roster/${name}`;
const places = (faults: readonly CellFault[]) =>
  faults.map(({ sheet, row, column, found }) => `${sheet}/${row}/${column}/${found}`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-roster-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function readBook(fill: (book: ExcelJS.Workbook) => void): Promise<WorkbookRead> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('组织').addRows([
    ['编号', '名称', '级别', '上级编号'],
    ['J01', '光明街道', '街道', ''],
    ['S01', '灵西社区', '社区', 'J01'],
    ['G03', '第三网格', '网格', 'S01'],
  ]);
  fill(book);
  const path = join(folder, `${expect.getState().currentTestName?.length}.xlsx`);
  await book.xlsx.writeFile(path);
  return readWorkbook(path);
}

describe('a folder of tables', () => {
  it('is the sample street, without a fault', async () => {
    const { workbook, errors, warnings } = await readWorkbook('config/samples/guangming-street');
    expect(errors.map(faultLine)).toEqual([]);
    expect(warnings.map(faultLine)).toEqual([]);
    expect(workbook.units).toHaveLength(16);
    expect(workbook.staff).toHaveLength(38);
    expect(workbook.residents).toHaveLength(41);
    expect(workbook.staff?.find((one) => one.staffNo === 'G0301')).toMatchObject({
      name: '李明',
      unitId: 'G03',
      post: '主',
    });
  });

  it('is the world of the transcripts, without a fault', async () => {
    const { errors, warnings } = await readWorkbook('test/scenarios/world');
    expect([...errors, ...warnings].map(faultLine)).toEqual([]);
  });

  it('is read in GBK and UTF-16 too', async () => {
    const { workbook, errors } = await readWorkbook(fixture('gbk'));
    expect(errors).toEqual([]);
    expect(workbook.units.map((unit) => unit.name)).toEqual(['光明街道', '灵西社区', '第三网格']);
    expect(workbook.coverages).toMatchObject([{ aliases: ['老灵西', '灵西老区'] }]);
    expect(workbook.staff).toMatchObject([{ name: '李明', phone: '19900001001' }]);
  });
});

describe('what a spreadsheet made of labels and phones', () => {
  it('is read back when only one reading is left, and pointed out', async () => {
    const { workbook, warnings } = await readWorkbook(fixture('mangled'));
    const sixes = workbook.coverages?.slice(0, 6).map(({ buildings }) => buildings.join());
    expect(sixes).toEqual(Array(6).fill('1,2,3,4,5,6'));
    expect(workbook.coverages?.[6]?.buildings).toEqual(['3']);
    expect(workbook.staff?.slice(0, 2).map((one) => one.phone)).toEqual([
      '19900001001',
      '19900001002',
    ]);
    expect(warnings.filter(({ column }) => column === '楼栋')).toHaveLength(6);
  });

  it('is reported by cell when it is not', async () => {
    const { errors } = await readWorkbook(fixture('mangled'));
    expect(places(errors)).toEqual([
      '地址/9/楼栋/2026-06-01',
      '地址/10/楼栋/Jun-01',
      '人员/4/手机/1.99E+10',
      '人员/5/手机/199****1004',
      '人员/6/工号/1.2E+10',
    ]);
  });
});

describe('a broken workbook', () => {
  it('is answered with every bad cell', async () => {
    const { errors, warnings } = await readWorkbook(fixture('broken'));
    expect(places(errors)).toEqual([
      '组织/3/打卡点/31.87,117.26',
      '组织/4/名称/空',
      '组织/4/边界/117 31, 118 32',
      '组织/5/编号/S01',
      '组织/5/级别/社曲',
      '组织/6/上级编号/G02',
      '组织/7/上级编号/G01',
      '组织/8/上级编号/S09',
      '组织/9/上级编号/空',
      '组织/10/上级编号/G04',
      '地址/2/网格编号/G99',
      '地址/3/小区/空',
      '地址/4/楼栋/6-1',
      '地址/5/楼栋/1-9999',
      '地址/5/户数/很多',
      '地址/6/网格编号/J01',
      '人员/2/手机/12345',
      '人员/3/工号/G0301',
      '人员/3/单位编号/G98',
      '人员/4/工号/空',
      '人员/4/手机/空',
      '人员/4/角色/空',
      '居民/1/小区/没有这一列',
      '共建单位/3/名称/健民药店',
      '驻点/2/社区编号/S77',
      '驻点/2/驻点干部工号/Z0101',
    ]);
    expect(places(warnings)).toEqual(['组织/1//备注', '花名册/1//花名册']);
    expect(errors.map(faultLine)[3]).toBe(
      '组织 第5行「编号」：写的是「S01」，要求：编号不能重复（第4行已有）',
    );
  });

  it('says where a quote was left open', async () => {
    const { errors } = await readWorkbook(fixture('open-quote'));
    expect(places(errors)).toContain('组织/2//引号没有配对');
  });

  it.each([
    ['nowhere.xlsx', '', 'missing'],
    ['photo.jpg', 'x', 'kind'],
    ['old.xls', 'x', 'old-xls'],
    ['cut.xlsx', 'PK\u0003\u0004 and no more', 'damaged'],
    ['empty.xlsx', '', 'damaged'],
  ])('is told apart: %s', async (name, content, reason) => {
    const path = join(folder, name);
    if (reason !== 'missing') await writeFile(path, content);
    await expect(readWorkbook(path)).rejects.toMatchObject({ code: 'roster.unreadable', reason });
  });

  it('is an old or locked file when it begins like one', async () => {
    const path = join(folder, 'locked.xlsx');
    await writeFile(path, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]));
    await expect(readWorkbook(path)).rejects.toMatchObject({ reason: 'old-xls' });
  });

  it('is a folder without tables, or without the one that must be there', async () => {
    await expect(readWorkbook(folder)).rejects.toMatchObject({ reason: 'no-sheets' });
    const book = new ExcelJS.Workbook();
    book.addWorksheet('地址').addRows([
      ['网格编号', '小区'],
      ['G03', '灵西小区'],
    ]);
    await book.xlsx.writeFile(join(folder, 'half.xlsx'));
    const { errors } = await readWorkbook(join(folder, 'half.xlsx'));
    expect(places(errors)).toEqual(['组织/1//没有这张表', '地址/2/网格编号/G03']);
  });

  it('warns of a door that two grids claim and of homes that no grid answers for', async () => {
    const { errors, warnings } = await readBook((book) => {
      book.getWorksheet('组织')?.addRow(['G04', '第四网格', '网格', 'S01']);
      book.addWorksheet('地址').addRows([
        ['网格编号', '小区', '楼栋'],
        ['G03', '灵西小区', '1-6'],
        ['G04', '灵西小区', '6-9'],
      ]);
      book.addWorksheet('居民').addRows([
        ['姓名', '小区', '楼栋'],
        ['王秀兰', '灵西小区', '20'],
        ['刘德福', '灵溪小区', '2'],
        ['赵小满', '灵西小区', '8'],
      ]);
    });
    expect(errors).toEqual([]);
    expect(places(warnings)).toEqual([
      '地址/3/楼栋/6;7;8;9',
      '居民/2/楼栋/20',
      '居民/3/小区/灵溪小区',
    ]);
  });
});

describe('an .xlsx', () => {
  it('is read whatever program wrote it', async () => {
    const { workbook, errors } = await readWorkbook(fixture('other-program.xlsx'));
    expect(errors).toEqual([]);
    expect(workbook.units.map((unit) => unit.id)).toEqual(['J01', 'S01', 'G03']);
    expect(workbook.coverages).toMatchObject([
      { row: 2, gridId: 'G03', estate: '灵西小区', buildings: ['1', '2', '3', '4', '5', '6'] },
    ]);
  });

  it('may hold numbers, dates, formulas, rich text and links', async () => {
    const { workbook, errors, warnings } = await readBook((book) => {
      const doors = book.addWorksheet('地址');
      doors.addRows([
        ['网格编号', '小区', '楼栋', '户数'],
        ['G03', '灵西小区', new Date(Date.UTC(2026, 0, 6)), 288],
      ]);
      doors.getCell('C2').numFmt = 'm"月"d"日"';
      doors.addRow([
        'G03',
        { richText: [{ text: '双岗' }, { text: '新村' }] },
        3,
        { formula: '100+10', result: 110 },
      ]);
      book
        .addWorksheet('人员')
        .addRows([
          ['工号', '姓名', '手机', '单位编号', '角色'],
          [
            301,
            { text: '李明', hyperlink: 'https://example.invalid/' },
            19900001001,
            'G03',
            '网格员',
          ],
          [],
          ['G0302', '吴 倩', '＋86 199 0000 1002', 'Ｇ０３', '网格员'],
        ]);
    });
    expect(errors.map(faultLine)).toEqual([]);
    expect(workbook.coverages).toMatchObject([
      { buildings: ['1', '2', '3', '4', '5', '6'], households: 288 },
      { estate: '双岗新村', buildings: ['3'], households: 110 },
    ]);
    expect(workbook.staff).toMatchObject([
      { row: 2, staffNo: '301', name: '李明', phone: '19900001001' },
      { row: 4, phone: '19900001002', unitId: 'G03' },
    ]);
    expect(places(warnings)).toEqual(['地址/2/楼栋/2026-01-06']);
  });

  it('reports a date that may have been anything, by cell', async () => {
    const { errors } = await readBook((book) => {
      const doors = book.addWorksheet('地址');
      doors.addRows([
        ['网格编号', '小区', '楼栋'],
        ['G03', '灵西小区', new Date(Date.UTC(1940, 0, 1))],
      ]);
      doors.getCell('C2').numFmt = 'mmm-yy';
    });
    expect(places(errors)).toEqual(['地址/2/楼栋/1940-01-01']);
  });

  it('loads every role and level of the contract', async () => {
    const levels = ['楼栋', '商务楼宇', '企业', '小区', '微网格'];
    const roles = [
      '网格员',
      '社区书记',
      '驻点干部',
      '驻点助理员',
      '驻点联络员',
      '街道',
      '区一线办',
      '部门',
      '律师',
      '志愿者',
    ];
    const { errors, warnings } = await readBook((book) => {
      book.getWorksheet('组织')?.addRows(levels.map((level, i) => [`X${i}`, level, level, 'G03']));
      book
        .addWorksheet('人员')
        .addRows([
          ['工号', '姓名', '手机', '单位编号', '角色'],
          ...roles.map((role, i) => [`P${i}`, `人${i}`, `1990000100${i}`, 'G03', role]),
        ]);
    });
    expect([...errors, ...warnings]).toEqual([]);
  });

  it('of thousands of rows is read in seconds', async () => {
    const { workbook } = await readBook((book) => {
      const residents = book.addWorksheet('居民');
      residents.addRow(['姓名', '手机', '小区', '楼栋', '单元', '室', '标签']);
      for (let i = 0; i < 10_000; i += 1)
        residents.addRow([
          `居民${i}`,
          19900000000 + i,
          '灵西小区',
          (i % 6) + 1,
          1,
          101 + i,
          '党员;独居老人',
        ]);
    });
    expect(workbook.residents).toHaveLength(10_000);
    expect(workbook.residents?.[9_999]).toMatchObject({
      phone: '19900009999',
      labels: ['党员', '独居老人'],
    });
  });
});
