import type { RosterChange } from '../people/people.types.js';
import type { WorkbookUnreadableError } from './roster.errors.js';
import type { CellFault } from './roster.types.js';

/** What a cell should hold, for the list of faults. */
export const EXPECTED = {
  required: '这一格不能空',
  sheet: '名册里要有「组织」这张表',
  rows: '至少要有一行',
  heading: '表头第一行要有这一列',
  knownHeading: '认不出的列，没有读；请核对表头',
  knownSheet: '认不出的表，没有读；表名见说明',
  unit: '「组织」表里有的编号',
  parent: '「组织」表里有的编号；只有最上一级可以空着',
  oneTop: '只有最上一级可以空着，这里要写上级编号',
  noCycle: '上级绕回到了自己，请改成真正的上级',
  higher: '级别比自己高的单位',
  answering: '网格（没有网格的地方写社区）的编号',
  community: '社区的编号',
  unique: (row: number) => `编号不能重复（第${row}行已有）`,
  uniqueName: (row: number) => `同一社区里名称不能重复（第${row}行已有）`,
  staff: '「人员」表里有的工号',
  level: '区、街道、社区、网格、楼栋、商务楼宇、企业等级别',
  role: '常见的角色是网格员、社区书记、驻点干部、街道、区一线办等；照原样收下了，请核对',
  post: '主 或 辅；照原样收下了，当作辅岗，请核对',
  phone: '11位手机号或带区号的座机',
  phoneDigits: '完整的号码；这一格被表格软件改成了科学计数，后几位已丢失，请把这列设成文本重填',
  plainNumber: '原来的编号；这一格被表格软件改成了科学计数，请把这列设成文本重填',
  masked: '完整的号码，不能带星号',
  samePhone: (row: number) => `和第${row}行的手机相同，请核对`,
  count: '不小于0的整数',
  point: '「经度,纬度」，如 117.26,31.87',
  ring: '至少三个点，写成「经度 纬度, 经度 纬度, …」',
  labels: '「3」「1-6」「甲;乙」这样的写法',
  ascending: '从小到大的范围，如 1-6',
  fewer: '少一些楼栋；一格最多1000个',
  date: '文本，如 1-6；这一格被表格软件变成了日期，看不出原来写的是什么',
  dateRead: (text: string) => `这一格被表格软件变成了日期，已读作 ${text}，请核对`,
  oneLabel: '一个号，如 3；这一格像是日期或范围',
  short: (limit: number) => `不超过${limit}个字`,
  noError: '公式的结果，不能是出错的公式',
  overlap: (gridId: string, row: number) =>
    `只归一个网格；第${row}行已归${gridId}，居民来问时会再问一句`,
  estate: '「地址」表里有的小区；照原样收下了，请核对',
  door: '「地址」表里有网格负责的楼栋；照原样收下了，遇事先到社区书记',
  quotes: '配对的引号',
} as const;

/** What was found where there is nothing to quote. */
export const FOUND = {
  empty: '空',
  noSheet: '没有这张表',
  noRows: '没有内容',
  noHeading: '没有这一列',
  openQuote: '引号没有配对',
} as const;

/** Why the file as a whole cannot be read. */
export const UNREADABLE: Readonly<Record<WorkbookUnreadableError['reason'], string>> = {
  missing: '找不到这个文件或文件夹',
  kind: '请给一个 .xlsx 工作簿，或一个装着 .csv 的文件夹',
  'old-xls': '这是旧的 .xls 格式或加了密码的文件，请去掉密码、另存为 .xlsx 再导入',
  damaged: '文件损坏或不是真正的 .xlsx，请用表格软件打开后另存一份再试',
  'too-large': '文件太大，请按街道拆开再导入',
  'no-sheets': '文件夹里没有 .csv 文件',
};

/** One line of the list of faults. */
export function faultLine({ sheet, row, column, found, expected }: CellFault): string {
  const place = column ? `${sheet} 第${row}行「${column}」` : `${sheet} 第${row}行`;
  return `${place}：写的是「${found}」，要求：${expected}`;
}

/** One line of the list of things worth a look. */
export function warningLine({ sheet, row, column, found, expected }: CellFault): string {
  const place = column ? `${sheet} 第${row}行「${column}」` : `${sheet} 第${row}行`;
  return `请核对 ${place}「${found}」：${expected}`;
}

/** What an import did with one sheet. */
export function changeLine(sheet: string, rows: number, change: RosterChange): string {
  const { added, changed, removed } = change;
  if (added + changed + removed === 0) return `${sheet}：${rows}行，没有变化`;
  return `${sheet}：${rows}行，新增${added}，更新${changed}，移出${removed}`;
}

/** Sentences of the import command. */
export const IMPORT_TEXTS = {
  refused: (count: number) => `名册里有${count}处要改，一行都没有导入：`,
  fine: (rows: number) => `名册没有问题，共${rows}行。`,
  unchanged: '和现有的名册一样，没有任何改动。',
  done: (version: number) => `名册已导入，现在是第${version}版。`,
  codes: (count: number) =>
    `${count}位工作人员可以绑定微信了。邀请码只显示这一次，每个只能用一次，14天内有效：`,
  codesFile: (path: string) => `邀请码已写到 ${path}，请逐个交给本人后删除这个文件。`,
  codeHeadings: ['工号', '姓名', '单位编号', '角色', '邀请码'],
  reading: (sheet: string, rows: number) => `正在读「${sheet}」，${rows}行`,
  writing: (sheet: string, rows: number) => `正在写「${sheet}」，${rows}行`,
} as const;
