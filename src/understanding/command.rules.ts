import { fold } from './normalise.rules.js';
import type { Command, Intent, SpeakerRole } from './understanding.types.js';

interface CommandWord {
  readonly word: string;
  readonly intent: Intent;
  /** Other ways people write it, misspellings included. */
  readonly also: readonly string[];
}

const row = (word: string, intent: Intent, ...also: string[]): CommandWord => ({
  word,
  intent,
  also,
});

/** Words of the people on duty. */
const STAFF_WORDS: readonly CommandWord[] = [
  row(
    '待办',
    'todo',
    '我的待办',
    '待办列表',
    '我的任务',
    '任务列表',
    '任务',
    '代办',
    '代办列表',
    '清单',
  ),
  row('接单', 'accept', '接', '揭单', '街单', '接受', '接件', '收单', '我接单', '接单了'),
  row('进展', 'note', '进展情况', '跟进', '备注'),
  row('补充', 'note', '补记'),
  row('上门', 'visit', '到场', '入户', '已上门', '上们', '走访'),
  row('办结', 'resolve', '完成', '办完', '办结了', '已办结', '结案', '办洁', '板结', '完结'),
  row('退回', 'return', '退单', '退件', '推回', '退会'),
  row('不予受理', 'return', '不受理'),
  row('转办', 'transfer', '转派', '转给', '转交', '移交', '转单', '专办'),
  row('上报', 'escalate', '请支援', '支援', '请求支援', '请求协助', '升级', '上抱', '上级'),
  row('打卡', 'checkin', '签到', '打咔', '到岗'),
  row('日志', 'note', '工作日志', '今日日志', '日报'),
  row('请假', 'leave', '请个假', '请加'),
  row('登记', 'register', '录入', '代报', '登计'),
  row('通知', 'notice', '群发', '发通知', '公告'),
  row('派单', 'assign', '派给', '指派', '分派', '派工', '派件'),
  row('督办', 'supervise', '督促', '督查'),
  row('超时', 'todo', '超期', '逾期'),
  row('统计', 'todo', '数据', '报表'),
  row('台账', 'todo', '台帐', '导出'),
  row('延期', 'extend', '申请延期', '延时', '延长', '宽限'),
  row('交接', 'transfer', '工作交接'),
  row('同意延期', 'extend', '批准延期', '准予延期'),
  row('不同意延期', 'extend', '不准延期', '不批延期'),
  row('改类别', 'note', '改类型', '改分类', '修改类别'),
  row('邀请', 'ask', '邀请码', '发邀请'),
  row('撤销邀请', 'ask', '作废邀请', '收回邀请'),
  row('并案', 'note', '合并'),
  row('拆开', 'note', '拆案', '分开'),
  row('采纳', 'note', '已采纳'),
  row('回复', 'note', '答复'),
];

/** Words anybody may use. */
const COMMON_WORDS: readonly CommandWord[] = [
  row(
    '帮助',
    'ask',
    '帮忙看看能做什么',
    '使用帮助',
    '菜单',
    '功能',
    '怎么用',
    '使用说明',
    'help',
    '?',
  ),
  row('进度', 'progress', '查进度', '查询进度', '查询'),
  row('催办', 'urge', '催单', '催'),
  row('撤回', 'withdraw', '撤销', '撤单', '撤'),
  row('人工', 'human', '转人工', '人工服务', '真人'),
  row('绑定', 'address', '绑定地址', '绑定住址', '绑定我家', '绑定房号'),
  row('网格员', 'contact', '联系人', '联系网格员'),
  row('驻点', 'station', '驻点日', '站点日', '驻点安排'),
  row('评价', 'rate', '打分', '评分'),
];

function byWord(words: readonly CommandWord[]): ReadonlyMap<string, CommandWord> {
  return new Map(
    words.flatMap((entry) => [entry.word, ...entry.also].map((word) => [word, entry] as const)),
  );
}

const STAFF = byWord([...COMMON_WORDS, ...STAFF_WORDS]);
const EVERYBODY = byWord(COMMON_WORDS);
const LONGEST = 8;

const CASE_NUMBER = /(?<![A-Za-z0-9])[Ll]-?(\d{3,10})(?![A-Za-z0-9])/g;
/** At the head of what follows the word: the number may be written without its letter or with a 号. */
const LEADING_NUMBER =
  /^(?:编号|单号|工单|案件|第)?[#:： ]*(?:[Ll]-?(\d{3,10})|(\d{4,6}))(?![\dA-Za-z年月日天小时分个元块栋楼室-])号?(?:单|件)?[,，:：、 。]*/;
/** After a command word that is not set off by a space these make it an ordinary sentence. */
const ORDINARY =
  /^(?:的|了没|了吗|没有|没|吗|么|什么|怎么|一下|员|人|电话|是|在|这|那|不|给我|我家|社区|居委|群|单|方|中心|书|栏|我|日)/;

/** Case numbers named anywhere in a text, upper case, each once. */
export function caseNumbersIn(text: string): string[] {
  const numbers = [...fold(text).matchAll(CASE_NUMBER)].map((match) => `L${match[1]}`);
  return [...new Set(numbers)];
}

function wordAt(
  text: string,
  words: ReadonlyMap<string, CommandWord>,
): { entry: CommandWord; length: number } | undefined {
  for (let length = Math.min(LONGEST, text.length); length > 0; length--) {
    const entry = words.get(text.slice(0, length).toLowerCase());
    if (entry) return { entry, length };
  }
  return undefined;
}

/** Ends of a command word: end of text, space, punctuation or the case number. */
const SET_OFF = /^(?:$|[\s,，.。:：、;；!！?？~]|[#Ll]-?\d{3,}|\d{4,6}(?!\d))/;

function isCommand(rest: string, word: string, speaker: SpeakerRole): boolean {
  if (SET_OFF.test(rest)) return true;
  if (speaker === 'resident') return word === '绑定';
  if (word.length < 2 || ORDINARY.test(rest)) return word === '绑定' && !/^[的了吗没]/.test(rest);
  return STAFF_WORDS.some((entry) => entry.word === word);
}

/** 「评价 5」 and 「5分」 aside, a common word followed by a long text is a sentence, not a command. */
const BARE_ONLY = new Set(['ask', 'contact', 'station', 'human', 'progress', 'urge']);

/**
 * A chat command: one word at the start, perhaps a case number, perhaps more.
 * @returns undefined when the text is plain talk
 */
export function readCommand(text: string, speaker: SpeakerRole): Command | undefined {
  const trimmed = text.trim();
  const folded = fold(trimmed);
  const found = wordAt(folded, speaker === 'resident' ? EVERYBODY : STAFF);
  if (!found) return undefined;
  const { entry, length } = found;
  const tail = trimmed.slice(length);
  if (!isCommand(fold(tail), length === 1 ? folded.charAt(0) : entry.word, speaker))
    return undefined;
  const after = tail.replace(/^[\s,，.。:：、;；!！?？~]+/, '');
  // Folding keeps positions: the number is read half-width, the rest stays as it was written.
  const number = LEADING_NUMBER.exec(fold(after));
  const digits = number?.[1] ?? number?.[2];
  const rest = (number && digits ? after.slice(number[0].length) : after).trim();
  if (speaker === 'resident' && BARE_ONLY.has(entry.intent) && rest.length > 6) return undefined;
  return {
    word: entry.word,
    intent: entry.intent,
    ...(digits && { caseNumber: `L${digits}` }),
    rest,
  };
}
