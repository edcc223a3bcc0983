import { describe, expect, it } from '@jest/globals';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { fold } from '../../src/understanding/normalise.rules.js';
import { toDigits, toNumber } from '../../src/understanding/numerals.rules.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import type { SpeakerRole, TalkContext } from '../../src/understanding/understanding.types.js';

const reader = new RuleReader(loadCategoryTable());
const read = (text: string, speaker: SpeakerRole = 'resident', context: TalkContext = 'none') =>
  reader.read({ text, speaker, context });

describe('one message, one meaning', () => {
  it('reads the report of the issue whole', () => {
    expect(read('3栋2单元楼道灯坏了三天了,老人下楼差点摔一跤')).toMatchObject({
      intent: 'report',
      urgency: 'high',
      kind: '求助',
      category: { category: '城乡建设', subcategory: '楼道照明与公共设施' },
      place: { building: '3', unit: '2', routing: 'none' },
    });
  });

  it.each([
    ['路灯坏了,还有垃圾没人收', 2],
    ['1.电梯坏了 2.楼道堆杂物 3.狗没人管', 3],
    ['楼上漏水,另外小区门口有人占道摆摊', 2],
    ['第一,电梯老停;第二,物业费乱涨', 2],
    ['楼道灯坏了,还有三楼的灯也坏了', 1],
    ['路灯坏了三天了,老人不敢下楼', 1],
    ['楼上漏水,墙都泡了,还有完没完', 1],
    ['3栋楼下垃圾没人收', 1],
  ])('「%s」 is %i matters', (text, count) => {
    expect(read(text).problems).toHaveLength(count);
  });

  it('gives each matter its own category', () => {
    const [first, second] = read('楼上装修噪音太大,还有路灯坏了').problems;
    expect(first).toMatchObject({ category: '环境保护' });
    expect(second).toMatchObject({ category: '城乡建设', text: '路灯坏了' });
  });

  it('reads who, for whom, and what must stay quiet', () => {
    expect(read('替我妈报一下,网格员态度差,别说是我说的,电话13800138000')).toMatchObject({
      onBehalfOf: '我妈',
      about: 'worker',
      wantsAnonymity: true,
      phones: ['13800138000'],
    });
  });

  it('takes a command before anything else', () => {
    expect(read('办结 L1001 着火的杂物已清理', 'worker')).toMatchObject({
      urgency: 'normal',
      intent: 'resolve',
      command: { word: '办结', caseNumber: 'L1001', rest: '着火的杂物已清理' },
      caseNumbers: ['L1001'],
    });
  });

  it('sets a rating only where one can be meant', () => {
    expect(read('满意', 'resident', 'rating').rating).toEqual({ score: 4, verdict: 'clear' });
    expect(read('垃圾没人收').rating).toBeUndefined();
    expect(read('👍', 'resident', 'rating')).toMatchObject({ intent: 'other', isEmpty: true });
    expect(read('五星，好得很，下次别来了', 'resident', 'rating').rating?.verdict).toBe('unclear');
  });

  it('gives the same answer for the same text', () => {
    const text = '柳荫小区3栋电梯坏了,还有垃圾没人收,什么时候来';
    expect(read(text)).toEqual(read(text));
  });
});

describe('texts nobody should have to read', () => {
  it.each([
    ['empty', ''],
    ['spaces', '   '],
    ['controls', '\u0000\u0001\u0007\u200b'],
    ['half a pair', '\ud83d'],
    ['faces', '😀'.repeat(5000)],
    ['one character', '灯'.repeat(20_000)],
    ['digits', '1'.repeat(20_000)],
    ['dashes', '3-'.repeat(10_000)],
    ['doors', '3栋'.repeat(7000)],
    ['brackets', '(['.repeat(10_000)],
    ['no punctuation', '楼上漏水没人管怎么还不来修'.repeat(1600)],
    ['spaces between', '灯 '.repeat(10_000)],
    ['commas', '，'.repeat(20_000)],
    ['latin', 'wo jia mei shui '.repeat(1300)],
    ['lines', '路灯坏了\n'.repeat(4000)],
    ['left to right', '\u202e\u202d'.repeat(3000)],
    ['places', '我家小区花园路街巷'.repeat(2300)],
    ['numerals', '一二三四五六七八九十'.repeat(2000)],
  ])('%s are read to the end and mean no danger', (_name, text) => {
    for (const context of ['none', 'rating'] as const) {
      expect(read(text, 'resident', context).urgency).not.toBe('emergency');
    }
    expect(read(text, 'secretary').intent).toBeDefined();
  });

  it('still finds danger at the end of a very long text', () => {
    expect(read(`${'小区环境一直不好，'.repeat(1500)}现在着火了快来人`).urgency).toBe('emergency');
  });
});

describe('characters and numbers', () => {
  it('folds width and common traditional characters one for one', () => {
    expect(fold('３棟２單元，電燈壞了！')).toBe('3栋2单元,电灯坏了!');
    const text = 'Ａ　Ｂ\u0000樓—－～【一】';
    expect(fold(text)).toHaveLength(text.length);
  });

  it.each([
    ['十二', '12'],
    ['二十', '20'],
    ['二十一', '21'],
    ['五零一', '501'],
    ['两百零三', '203'],
    ['一百二十', '120'],
    ['叁', '3'],
    ['007', '7'],
    ['甲', '甲'],
    ['一千零一', '1001'],
  ])('%s is %s', (text, digits) => {
    expect(toDigits(text)).toBe(digits);
  });

  it('knows what is no number', () => {
    expect(toNumber('灯')).toBeUndefined();
    expect(toNumber('五')).toBe(5);
  });
});
