import { describe, expect, it } from '@jest/globals';
import type { CaseEvent, CaseFile, Reporter } from '../../src/cases/cases.types.js';
import { gapBetween, totalsOf } from '../../src/cases/ledger.rules.js';
import { LEDGER_HEADINGS } from '../../src/cases/ledger.texts.js';
import type { LedgerEntry, Tally } from '../../src/cases/ledger.types.js';
import { ledgerRow } from '../../src/cases/ledger-row.rules.js';
import { LIU, minute, NINE, WANG } from '../support/case-world.js';

const NAMES = {
  staff: new Map([
    ['G0301', '李明'],
    ['S1', '陈书记'],
  ]),
  units: new Map([['G03', '第三网格']]),
};
const WORDS = {
  scale: new Map([
    [5, '非常满意'],
    [1, '没解决'],
  ]),
  levels: { on_spot: '现场办结' },
};

const FILE: CaseFile = {
  communityId: 'C1',
  number: 'L1001',
  status: 'closed',
  level: 'on_spot',
  kind: '求助',
  category: '城乡建设',
  subcategory: '路灯',
  urgency: 'normal',
  text: '我是501的王秀兰，灯坏了',
  place: '灵西小区3栋2单元501室',
  address: { estate: '灵西小区', building: '3', unit: '2', room: '501' },
  gridId: 'G03',
  unitId: 'G03',
  assigneeNo: 'G0301',
  avoid: [],
  method: 'hefei-luyang',
  openedAt: NINE,
  dueAt: NINE,
  resolvedAt: minute('2026-09-28 11:00'),
  closedAt: minute('2026-09-28 12:00'),
  result: '换了灯',
  reopened: 0,
  supervised: false,
  source: 'chat',
  revision: 5,
};

function event(
  time: string,
  action: CaseEvent['action'],
  more: Partial<CaseEvent> = {},
): CaseEvent {
  return {
    at: minute(`2026-09-28 ${time}`),
    action,
    actor: { kind: 'staff', staffNo: 'G0301' },
    toStatus: 'in_progress',
    unitId: 'G03',
    level: 'on_spot',
    facts: {},
    ...more,
  };
}

const RESIDENT = { kind: 'resident', contactId: '501' } as const;
const EVENTS: CaseEvent[] = [
  event('09:00', 'open', { actor: RESIDENT, toStatus: 'assigned', toAssignee: 'G0301' }),
  event('09:30', 'accept', { toStatus: 'accepted' }),
  event('10:00', 'note', { note: '王秀兰在家等' }),
  event('11:00', 'resolve', { toStatus: 'resolved', note: '换了灯' }),
  event('11:30', 'rate', {
    actor: RESIDENT,
    note: '快',
    facts: { contactId: '501', round: 0, score: 1 },
  }),
  event('11:50', 'rate', {
    actor: RESIDENT,
    note: '好了',
    facts: { contactId: '501', round: 0, score: 5, was: 1 },
  }),
  event('12:00', 'close', { actor: { kind: 'system' }, note: 'rated', toStatus: 'closed' }),
];

function cellsOf(entry: Partial<LedgerEntry>): Record<string, string> {
  const cells = ledgerRow(
    { file: FILE, reporters: [WANG], events: EVENTS, ...entry },
    NAMES,
    WORDS,
  );
  return Object.fromEntries(LEDGER_HEADINGS.map((heading, i) => [heading, cells[i] ?? '']));
}

describe('a line of the ledger', () => {
  it('tells the whole life of a case, names and numbers masked', () => {
    expect(cellsOf({})).toEqual({
      编号: 'L1001',
      登记时间: '2026-09-28 09:00',
      来源: '微信',
      反映人: '王**',
      联系电话: '199****0001',
      地点: '灵西小区3栋2单元501室',
      反映内容: '我是501的王秀兰，灯坏了',
      类型: '求助',
      类别: '城乡建设/路灯',
      紧急程度: '一般',
      责任单位: '第三网格',
      责任人: '李明',
      层级: '现场办结',
      状态: '结案',
      派单时间: '2026-09-28 09:00',
      接单时间: '2026-09-28 09:30',
      办理时间: '2026-09-28 10:00',
      办结时间: '2026-09-28 11:00',
      办理过程: [
        '2026-09-28 09:00 登记 反映人→李明',
        '2026-09-28 09:30 接单 李明',
        '2026-09-28 10:00 进展 李明：王秀兰在家等',
        '2026-09-28 11:00 办结 李明：换了灯',
        '2026-09-28 11:30 评价 反映人：快',
        '2026-09-28 11:50 评价 反映人：好了',
        '2026-09-28 12:00 结案 系统：已评价',
      ].join('\n'),
      办理结果: '换了灯',
      结案时间: '2026-09-28 12:00',
      反馈时间: '2026-09-28 11:50',
      满意度: '非常满意（5分）',
      评价意见: '快；好了',
      重办次数: '0',
    });
  });

  it('hides somebody who asked not to be named, in every cell', () => {
    const cells = cellsOf({ reporters: [{ ...WANG, anonymous: true }] });
    expect(cells).toMatchObject({
      反映人: '匿名',
      联系电话: '',
      地点: '灵西小区3栋2单元某室',
      反映内容: '灯坏了',
    });
    expect(JSON.stringify(cells)).not.toMatch(/王秀兰|王\*\*|199|501/);
  });

  it('shows the other reporters of a shared case', () => {
    const nameless: Reporter = { accountId: 'main', contactId: '9', anonymous: false };
    const cells = cellsOf({ reporters: [{ ...WANG, anonymous: true }, LIU, nameless] });
    expect([cells.反映人, cells.联系电话]).toEqual(['匿名；刘**；未留名', '']);
  });

  it.each<[string, Partial<CaseFile>, Partial<CaseEvent>, string, string]>([
    ['no answer at all', {}, { action: 'add' }, '未评价', ''],
    [
      'a refusal',
      {},
      { facts: { contactId: '501', round: 0, declined: true } },
      '不评分',
      '2026-09-28 11:30',
    ],
    ['an open case that was never rated', { status: 'accepted' }, { action: 'add' }, '', ''],
    [
      'a case that was taken up again',
      { status: 'assigned', reopened: 1 },
      {},
      '没解决（1分）',
      '2026-09-28 11:30',
    ],
    ['a second result that nobody rated', { reopened: 1 }, {}, '未评价', ''],
  ])('says what is known of satisfaction: %s', (_case, file, vote, rating, at) => {
    const rate = event('11:30', 'rate', {
      facts: { contactId: '501', round: 0, score: 1 },
      ...vote,
    });
    const cells = cellsOf({ file: { ...FILE, ...file }, events: [EVENTS[0] as CaseEvent, rate] });
    expect([cells.满意度, cells.反馈时间]).toEqual([rating, at]);
  });

  it('says where a merged case went, and keeps a cell small enough for a spreadsheet', () => {
    const cells = cellsOf({
      file: { ...FILE, status: 'merged', parent: 'L1000', text: '长'.repeat(40_000) },
    });
    expect(cells.状态).toBe('并案（并入L1000）');
    expect(cells.反映内容?.length).toBeLessThan(32_767);
  });
});

const tally = (
  month: string,
  category: string,
  unitId: string,
  status: Tally['status'],
  count: number,
): Tally => ({
  month,
  category,
  unitId,
  status,
  count,
});

describe('the totals of the ledger', () => {
  const TALLIES = [
    tally('2026-09', '城乡建设', 'G03', 'closed', 3),
    tally('2026-09', '城乡建设', 'G03', 'resolved', 1),
    tally('2026-09', '环境保护', 'G04', 'merged', 2),
    tally('2026-10', '环境保护', 'G03', 'withdrawn', 1),
    tally('2026-10', '环境保护', 'G04', 'registered', 4),
  ];

  it('count received = closed + open, merged ones apart, in every month, class and unit', () => {
    const lines = totalsOf(TALLIES).map(
      ({ dimension, key, registered, merged, received, closed, open }) =>
        `${dimension} ${key} ${registered}-${merged}=${received}=${closed}+${open}`,
    );
    expect(lines).toEqual([
      'all  11-2=9=4+5',
      'month 2026-09 6-2=4=3+1',
      'month 2026-10 5-0=5=1+4',
      'category 城乡建设 4-0=4=3+1',
      'category 环境保护 7-2=5=1+4',
      'unit G03 5-0=5=4+1',
      'unit G04 6-2=4=0+4',
    ]);
    expect(totalsOf([])).toEqual([
      { dimension: 'all', key: '', registered: 0, merged: 0, received: 0, closed: 0, open: 0 },
    ]);
  });

  it('agree with the events, whatever the order', () => {
    expect(gapBetween(TALLIES, [...TALLIES].reverse())).toBeUndefined();
  });

  it('name the first month, class and unit where they do not', () => {
    const events = [...TALLIES.slice(1), tally('2026-09', '城乡建设', 'G03', 'closed', 2)];
    expect(gapBetween(TALLIES, events)).toMatchObject({
      month: '2026-09',
      category: '城乡建设',
      unitId: 'G03',
      received: 4,
      closed: 3,
      open: 1,
      fromEvents: { received: 3, closed: 2, open: 1 },
    });
    expect(gapBetween([], [tally('2026-09', '其他', 'G09', 'closed', 1)])).toMatchObject({
      unitId: 'G09',
      received: 0,
    });
  });
});
