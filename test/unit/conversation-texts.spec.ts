import { describe, expect, it } from '@jest/globals';
import { readQuotedCase } from '../../src/conversation/quote.rules.js';
import { splitName } from '../../src/conversation/staff-act.rules.js';
import {
  emergencyFirstWords,
  emergencyTexts,
} from '../../src/conversation/texts/emergency.texts.js';
import { inBrief, nameForResident, numbered } from '../../src/conversation/texts/people.texts.js';
import { refusalWords } from '../../src/conversation/texts/refusal.texts.js';
import {
  progressTexts,
  ratingTexts,
  residentTexts,
  standingTexts,
} from '../../src/conversation/texts/resident.texts.js';
import { withoutPlace } from '../../src/conversation/texts/said-place.js';
import { staffTexts } from '../../src/conversation/texts/staff.texts.js';
import { talkTexts } from '../../src/conversation/texts/talk.texts.js';
import { spokenTime } from '../../src/conversation/texts/time.texts.js';
import { parseMinute } from '../../src/kernel/calendar.js';

/** Words that never stand in what a resident reads (design, manners). */
const NEVER_TO_RESIDENTS = /办结|不予受理|催办|工单|群众|投诉|网格化|网格员|无法识别|系统/;
const CASE = { number: 'L1001', place: '灵西小区3栋2单元', text: '楼道灯坏了' };

/** Every sentence of a table of texts, functions called with plausible words. */
function sentences(table: Readonly<Record<string, unknown>>): string[] {
  return Object.values(table).map((entry) => {
    if (typeof entry === 'string') return entry;
    const call = entry as (...args: unknown[]) => string;
    for (const first of [CASE, [CASE, CASE], 'L1001', ['一', '二']]) {
      try {
        const words = call(first, '社区的李明', '明天上午9点前');
        if (!/undefined|\[object/.test(words)) return words;
      } catch {
        // Not what this sentence is made from; the next shape is tried.
      }
    }
    throw new Error(`no words fit ${String(entry)}`);
  });
}

describe('what a resident reads', () => {
  const all = [
    residentTexts,
    progressTexts,
    standingTexts,
    ratingTexts,
    talkTexts,
    emergencyTexts,
  ].flatMap((table) =>
    sentences(table as Readonly<Record<string, unknown>>).map((sentence) =>
      sentence.replaceAll('\n', ' '),
    ),
  );

  it.each(all)('never sounds like an office: %s', (sentence) => {
    expect(sentence).not.toMatch(NEVER_TO_RESIDENTS);
  });

  it('names who looks after a case as neighbours do', () => {
    expect(nameForResident({ name: '李明', role: '网格员' })).toBe('社区的李明');
    expect(nameForResident({ name: '王芳', role: '社区书记' })).toBe('社区书记王芳');
    expect(nameForResident({ name: '赵强', role: '志愿者' })).toBe('赵强');
  });

  it('gives the right number in each danger, and no call to somebody in hiding', () => {
    expect(emergencyFirstWords('fire')).toContain('119');
    expect(emergencyFirstWords('medical')).toContain('120');
    expect(emergencyFirstWords('missing')).toContain('110');
    expect(emergencyFirstWords('violence')).toContain('12110');
    expect(emergencyFirstWords('violence')).toContain('我不会给您打电话');
    expect(emergencyFirstWords(undefined)).toMatch(/110.*119.*120/);
  });

  it('answers a refusal in words whatever the reason', () => {
    expect(refusalWords('case.not-yours')).toContain('别的同事');
    expect(refusalWords('something.new')).not.toContain('something.new');
  });
});

describe('a time is said as neighbours say it', () => {
  const now = parseMinute('2026-12-01 09:00') as Date;
  it.each([
    ['2026-12-01 17:00', '今天下午5点'],
    ['2026-12-01 12:30', '今天中午12点半'],
    ['2026-12-02 09:05', '明天上午9点5分'],
    ['2026-12-03 00:00', '后天凌晨0点'],
    ['2026-12-08 20:00', '12月8日（周二）晚上8点'],
  ])('%s is %s', (instant, spoken) => {
    expect(spokenTime(parseMinute(instant) as Date, now)).toBe(spoken);
  });
});

describe('a quotation finds its case', () => {
  const said = [
    { content: { kind: 'text', text: '记下了，编号 L1002：电梯停了' }, caseNumber: 'L1002' },
    { content: { kind: 'text', text: '社区的李明接下了您反映的事' }, caseNumber: 'L1001' },
    { content: { kind: 'text', text: '您好！' } },
  ];
  it.each([
    ['编号 L1007：路灯', 'L1007'],
    ['社区的李明接下了', 'L1001'],
    ['社区的李明 接下了您…', 'L1001'],
    ['您好！', undefined],
    ['从没说过的话', undefined],
  ])('「%s」 → %s', (quote, number) => {
    expect(readQuotedCase(quote, said)).toBe(number);
  });
});

describe('names and lists', () => {
  it.each([
    ['张华 漏水要找物业', '张华', '漏水要找物业'],
    ['给张华，你那边的', '张华', '你那边的'],
    ['G0301', 'G0301', ''],
    ['', '', ''],
  ])('%s is a name and the rest', (text, name, rest) => {
    expect(splitName(text)).toEqual({ name, rest });
  });

  it('shortens without cutting a character in two', () => {
    expect(inBrief('🏠🏠🏠', 2)).toBe('🏠🏠…');
    expect(inBrief('一\n二', 10)).toBe('一 二');
    expect(numbered(['甲', '乙'])).toBe('1. 甲\n2. 乙');
  });
});

it('a list that is cut says how many there are', () => {
  expect(staffTexts.todo(['一', '二'], 2)).toBe('您手上 2 件：\n一\n二');
  expect(staffTexts.todo(['一', '二'], 31)).toContain('您手上 31 件');
});

describe('a place that is told beside the words', () => {
  it.each([
    ['灵西小区3号楼2单元五零一水管爆了', '灵西小区3栋2单元501室', '水管爆了'],
    ['灵西小区3栋2单元楼道灯坏了', '灵西小区3栋2单元', '楼道灯坏了'],
    ['3栋2单元楼道灯坏了', '灵西小区3栋2单元', '楼道灯坏了'],
    ['灵西路15号门口路灯坏了', '灵西路15号', '门口路灯坏了'],
    ['我住灵西路17号，门口路灯不亮', '灵西路17号', '门口路灯不亮'],
    ['灵西小区3-2-501漏水', '灵西小区3栋2单元501室', '3-2-501漏水'],
    ['灵西小区3栋402天天打麻将', '灵西小区3栋', '402天天打麻将'],
    ['3栋三楼的灯坏了', '灵西小区3栋', '三楼的灯坏了'],
    ['3号楼楼下积水', '灵西小区3栋', '楼下积水'],
    ['我家停水了', '双岗巷27号', '我家停水了'],
    ['灵西小区3栋', '灵西小区3栋', '灵西小区3栋'],
    ['楼道灯坏了', '', '楼道灯坏了'],
    ['你好，光明小学门口堵车', '光明小学', '门口堵车'],
  ])('「%s」 beside 「%s」 is 「%s」', (text, place, expected) => {
    expect(withoutPlace(text, place)).toBe(expected);
  });
});
