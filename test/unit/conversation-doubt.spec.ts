import { describe, expect, it } from '@jest/globals';
import type { Crossing } from '../../src/conversation/crossing.types.js';
import { advised, type Doubt, doubtOf } from '../../src/conversation/doubt.rules.js';
import { routeOf } from '../../src/conversation/router.rules.js';
import type { Advice } from '../../src/understanding/advice/advice.types.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import type { Meaning, PlaceMatch } from '../../src/understanding/understanding.types.js';

const reader = new RuleReader(loadCategoryTable());
const read = (text: string): Meaning => reader.read({ text, speaker: 'resident', context: 'none' });

const ADVICE: Advice = {
  intent: 'report',
  kind: '求助',
  category: { category: '城乡建设', subcategory: '漏水堵塞与房屋维修' },
  urgency: 'normal',
};
const UNCLEAR = '那面墙一块一块像地图';

function doubt(text: string, standing: Partial<Crossing> = {}): Doubt | undefined {
  const crossing: Crossing = {
    meaning: read(text),
    text,
    isStaff: false,
    hasHome: false,
    isAskedToRate: false,
    hasOpenCase: false,
    hasUnfinishedCase: false,
    hasRecentCase: false,
    justRated: false,
    quotesCase: false,
    isElsewhere: false,
    ...standing,
  };
  return doubtOf(crossing, routeOf(crossing));
}

describe('whether somebody else is asked', () => {
  it.each<[string, Doubt | undefined]>([
    [UNCLEAR, 'wish'],
    ['有个铁家伙竖在路当中', 'wish'],
    ['阳光花园二期3栋楼道灯坏了', 'place'],
    ['在灵西小区那边就是三号那栋楼灯不亮', 'place'],
    ['3栋2单元楼道灯坏了', undefined],
    ['楼道灯坏了', undefined],
    ['家里有煤气味', undefined],
    ['你好', undefined],
    ['进度', undefined],
    ['那个', undefined],
    [`别说是我说的,${UNCLEAR}`, undefined],
  ])('%s → %s', (text, expected) => {
    expect(doubt(text)).toBe(expected);
  });

  it.each<[string, Partial<Crossing>]>([
    ['staff', { isStaff: true }],
    ['somebody who is asked something', { dialog: { name: 'ask-home', version: 1, goal: 'bind' } }],
    ['somebody who is asked to rate', { isAskedToRate: true }],
  ])('never of %s', (_who, standing) => {
    expect(doubt(UNCLEAR, standing)).toBeUndefined();
  });
});

describe('what becomes of the meaning', () => {
  it('is a matter of the advised class, with what the rules read beside it', () => {
    const before = read(UNCLEAR);
    expect(advised(before, ADVICE, 'wish', undefined)).toEqual({
      ...before,
      intent: 'report',
      intentConfidence: 0.5,
      kind: '求助',
      category: { ...ADVICE.category, confidence: 0.5, alternatives: [] },
      problems: [
        { ...ADVICE.category, confidence: 0.5, alternatives: [], kind: '求助', text: UNCLEAR },
      ],
    });
  });

  it.each<[string, Partial<Advice>]>([
    ['nothing was understood', { intent: 'other' }],
    ['nothing but calm was added', { intent: 'other', urgency: 'high' }],
  ])('stays when %s', (_what, advice) => {
    expect(advised(read(UNCLEAR), { ...ADVICE, ...advice }, 'wish', undefined)).toBeUndefined();
  });

  it('never makes a danger less that the rules found', () => {
    const grave: Meaning = { ...read(UNCLEAR), urgency: 'high' };
    expect(advised(grave, ADVICE, 'wish', undefined)?.urgency).toBe('high');
    expect(
      advised(grave, { ...ADVICE, urgency: 'emergency', danger: 'gas' }, 'wish', undefined),
    ).toMatchObject({ urgency: 'emergency', intent: 'emergency', danger: 'gas' });
  });

  it('takes a danger from words that were thought to be none of our business', () => {
    const advice: Advice = { ...ADVICE, intent: 'other', urgency: 'emergency', danger: 'fire' };
    expect(advised(read(UNCLEAR), advice, 'wish', undefined)?.intent).toBe('emergency');
  });

  it('keeps a report of wrongdoing what it is, and takes an idea for an idea', () => {
    const report: Meaning = { ...read(UNCLEAR), kind: '举报' };
    expect(advised(report, ADVICE, 'wish', undefined)?.kind).toBe('举报');
    const idea: Advice = { ...ADVICE, intent: 'suggest' };
    expect(advised(read(UNCLEAR), idea, 'wish', undefined)?.kind).toBe('建议');
  });

  it('never turns a report into anything else: only the place is better', () => {
    const plain = read('阳光花园二期3栋楼道灯坏了');
    const before: Meaning = { ...plain, place: { ...plain.place, room: '501' } };
    const found: PlaceMatch = { estate: '灵西小区', routing: 'matched', candidates: ['G03'] };
    const thanks: Advice = { ...ADVICE, intent: 'thanks' };
    expect(advised(before, thanks, 'place', found)).toEqual({
      ...before,
      place: { ...found, room: '501' },
    });
    expect(advised(before, thanks, 'place', { ...found, routing: 'none' })).toBeUndefined();
  });
});
