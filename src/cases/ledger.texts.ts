import type { CaseAction, CaseLevel, CaseStatus, CaseUrgency } from './cases.types.js';
import type { LedgerGap } from './ledger.rules.js';
import type { LedgerTotal } from './ledger.types.js';

/** Columns of the ledger, as the districts keep it. */
export const LEDGER_HEADINGS = [
  '编号',
  '登记时间',
  '来源',
  '反映人',
  '联系电话',
  '地点',
  '反映内容',
  '类型',
  '类别',
  '紧急程度',
  '责任单位',
  '责任人',
  '层级',
  '状态',
  '派单时间',
  '接单时间',
  '办理时间',
  '办结时间',
  '办理过程',
  '办理结果',
  '结案时间',
  '反馈时间',
  '满意度',
  '评价意见',
  '重办次数',
] as const;

/** Columns of the totals. */
export const TOTAL_HEADINGS = ['口径', '名称', '登记', '并案', '收到', '已结', '在办'] as const;

/** Sheets of the workbook. */
export const LEDGER_SHEETS = { rows: '台账', totals: '汇总' } as const;

export const STATUS_NAMES: Readonly<Record<CaseStatus, string>> = {
  registered: '登记',
  assigned: '派单',
  accepted: '接单',
  in_progress: '办理',
  resolved: '办结',
  closed: '结案',
  declined: '不予受理',
  withdrawn: '撤回',
  merged: '并案',
};

export const LEVEL_NAMES: Readonly<Record<CaseLevel, string>> = {
  on_spot: '现场办结',
  community: '限时办结',
  partners: '协调办结',
  district: '统筹办结',
};

export const URGENCY_NAMES: Readonly<Record<CaseUrgency, string>> = {
  emergency: '紧急',
  high: '较急',
  normal: '一般',
};

export const ACTION_NAMES: Readonly<Record<CaseAction, string>> = {
  open: '登记',
  assign: '派单',
  accept: '接单',
  note: '进展',
  visit: '上门',
  resolve: '办结',
  return: '退回',
  transfer: '转办',
  escalate: '上报',
  reopen: '重办',
  close: '结案',
  decline: '不予受理',
  withdraw: '撤回',
  add: '补充',
  join: '多人同报',
  urge: '催办',
  'correct-place': '更正地点',
  'change-category': '改类别',
  remind: '提醒',
  overdue: '超时',
  'ask-extension': '申请延期',
  extend: '延期',
  'refuse-extension': '不同意延期',
  rate: '评价',
  'hide-reporter': '隐去反映人',
  'pass-over': '回避',
  merge: '并案',
  absorb: '并入',
  part: '拆案',
  release: '拆出',
};

/** What the service itself notes with a step. */
export const NOTE_NAMES: Readonly<Record<string, string>> = {
  rated: '已评价',
  'no-answer': '到期没有评价',
};

const SOURCES: Readonly<Record<string, string>> = {
  chat: '微信',
  'station-day': '驻点日',
  visit: '走访',
  phone: '电话',
};
const DIMENSIONS: Readonly<Record<LedgerTotal['dimension'], string>> = {
  all: '合计',
  month: '月份',
  category: '类别',
  unit: '责任单位',
};

/** Small words of the ledger. */
export const LEDGER_WORDS = {
  anonymous: '匿名',
  nameless: '未留名',
  resident: '反映人',
  system: '系统',
  someResident: '某居民',
  someRoom: '某室',
  noAnswer: '未评价',
  noVote: '不评分',
  cut: '……（太长，余下请在系统里看）',
  between: '；',
  mergedInto: (number: string) => `并入${number}`,
  handedTo: (name: string) => `→${name}`,
  score: (title: string, score: number) => `${title}（${score}分）`,
} as const;

/** How a case came in. */
export function sourceName(source: string): string {
  return SOURCES[source] ?? source;
}

/** What a line of the totals is about. */
export function dimensionName(dimension: LedgerTotal['dimension']): string {
  return DIMENSIONS[dimension];
}

/** Why nothing was exported, in one sentence. */
export function gapText(gap: LedgerGap, unit: string): string {
  const { received, closed, open, fromEvents: e } = gap;
  return (
    `台账对不上，没有导出：${gap.month} ${gap.category} ${unit}，` +
    `按台账收到 ${received}、已结 ${closed}、在办 ${open}，按流水收到 ${e.received}、已结 ${e.closed}、在办 ${e.open}`
  );
}

/** Why nothing was exported: fewer or more lines than cases. */
export function rowsText(rows: number, registered: number): string {
  return `台账对不上，没有导出：写了 ${rows} 行，登记的是 ${registered} 件`;
}
