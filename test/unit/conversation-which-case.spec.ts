import { describe, expect, it } from '@jest/globals';
import { chosenByWords, chosenOf, pointedIn } from '../../src/conversation/choice.rules.js';
import { readQuotedReport } from '../../src/conversation/quote.rules.js';
import { isElsewhereThan, pointedAt } from '../../src/conversation/which-case.rules.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { readReference } from '../../src/understanding/reference.rules.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import type { PlacedReference } from '../../src/understanding/understanding.types.js';

const reader = new RuleReader(loadCategoryTable());
const now = new Date('2026-12-03T04:00:00Z');

function referenceIn(text: string): PlacedReference {
  const reference = readReference(text);
  const { place, category } = reader.read({
    text: reference.phrase,
    speaker: 'resident',
    context: 'none',
  });
  const { subcategory } = category;
  return { ...reference, place, ...(subcategory && { subcategory }) };
}

const FILES = [
  {
    number: 'L1001',
    text: '3栋2单元楼道灯坏了',
    place: '灵西小区3栋2单元',
    openedAt: new Date('2026-12-01T01:00:00Z'),
    status: 'assigned',
    subcategory: '楼道照明与公共设施',
  },
  {
    number: 'L1002',
    text: '5栋门口垃圾没人清',
    place: '灵西小区5栋',
    openedAt: new Date('2026-12-02T08:00:00Z'),
    status: 'accepted',
    subcategory: '环境卫生与垃圾',
  },
  {
    number: 'L1003',
    text: '我家厨房漏水',
    place: '灵西小区3栋2单元501室',
    openedAt: new Date('2026-12-03T01:00:00Z'),
    status: 'resolved',
    subcategory: '漏水堵塞与房屋维修',
  },
] as const;

describe('the case that words point at', () => {
  it.each<[string, string]>([
    ['灯怎么样了', '1001'],
    ['路灯那件催一下', '1001'],
    ['催一下垃圾那个', '1002'],
    ['水的那个不用了', '1003'],
    ['下水道那件', '1003'],
    ['5栋的怎么还没来', '1002'],
    ['三栋的', '1001 1003'],
    ['我家那个催一下', '1003'],
    ['第二个不用了', '1002'],
    ['最早报的那个', '1001'],
    ['最后一件催一下', '1003'],
    ['刚才报的那个撤了', '1003'],
    ['昨天报的那个', '1002'],
    ['昨天下午报的怎么样了', '1002'],
    ['前天那件', '1001'],
    ['今天早上报的不用了', '1003'],
    ['1002那个', '1002'],
    ['还没人接的那件催一下', '1001'],
    ['已经修好的那个', '1003'],
    ['催一下，不是灯的，是水的那个', '1003'],
    ['不是水管，是垃圾那件', '1002'],
    ['除了灯，其他的都不用了', '1002 1003'],
    ['灯和垃圾都催一下', '1001 1002'],
    ['6栋那个', ''],
    ['电梯那件', ''],
  ])('%s → %s', (text, numbers) => {
    const pointed = pointedAt(referenceIn(text), FILES, { now });
    expect(pointed?.files.map(({ number }) => number.slice(1)).join(' ')).toBe(numbers);
  });

  it.each(['催一下', '怎么样了', '不用了', '怎么还没人来修', '都催一下', '谢谢师傅'])(
    '%s points at nothing',
    (text) => expect(pointedAt(referenceIn(text), FILES, { now })).toBeUndefined(),
  );

  it('means several only where the words join them or leave one out', () => {
    const all = (text: string) => pointedAt(referenceIn(text), FILES, { now })?.areAllMeant;
    expect(all('灯和垃圾都催一下')).toBe(true);
    expect(all('除了灯，其他的都不用了')).toBe(true);
    expect(all('三栋的')).toBe(false);
  });

  it('knows the other one only when one was just spoken of', () => {
    const two = FILES.slice(0, 2);
    const other = (focus?: string) =>
      pointedAt(referenceIn('另一件呢'), two, { now, ...(focus && { focus }) })?.files.map(
        ({ number }) => number,
      );
    expect(other('L1001')).toEqual(['L1002']);
    expect(other()).not.toEqual(['L1002']);
  });

  it('goes by the names of who has it', () => {
    const names = new Map([
      ['L1001', ['李明', '小李']],
      ['L1002', ['赵强', '小赵']],
    ]);
    const pointed = pointedAt(referenceIn('小赵管的那个怎么样了'), FILES, { now, names });
    expect(pointed?.files.map(({ number }) => number)).toEqual(['L1002']);
  });

  it.each<[string, boolean]>([
    ['8栋的路灯又坏了', true],
    ['3栋的路灯又坏了', false],
    ['路灯又坏了', false],
  ])('%s is elsewhere: %s', (text, expected) => {
    const { place } = reader.read({ text, speaker: 'resident', context: 'none' });
    expect(isElsewhereThan(FILES[0], place)).toBe(expected);
  });
});

describe('a wish beside the words that point', () => {
  it.each<[string, string | undefined]>([
    ['灯那件不用了', '不用了'],
    ['3栋那个修好了', '修好了'],
    ['把灯那件派给赵强', '派给赵强'],
    ['下水道那件退回，要物业来弄', '退回,要物业来弄'],
    ['第二件地址错了，应该是5栋', '地址错了,应该是5栋'],
    ['催一下，不是灯的，是水的那个', '催一下'],
    ['今天早上报的不用了', '不用了'],
    ['除了灯，其他的都不用了', '都不用了'],
    ['就是水管漏水那个', undefined],
    ['另一件呢', undefined],
    ['3栋那个路灯坏了', undefined],
    ['不是3栋，是5栋', undefined],
    ['那个怎么样了', undefined],
  ])('%s → %s', (text, wish) => {
    expect(readReference(text).wish).toBe(wish);
  });
});

describe('a choice made in words', () => {
  const dialog = {
    name: 'choose-case',
    version: 1,
    act: { side: 'staff', intent: 'resolve', text: '', media: [] },
    options: ['L1001', 'L1002'],
    labels: ['L1001 灵西小区3栋，楼道灯坏了', 'L1002 灵西小区2栋，楼下下水道堵了'],
  } as const;

  it.each<[string, string]>([
    ['灯那件', 'L1001'],
    ['楼道灯', 'L1001'],
    ['下水道的', 'L1002'],
    ['就下水道那个吧', 'L1002'],
    ['2栋那个', 'L1002'],
    ['不是灯，是下水道', 'L1002'],
    ['不是灯', 'L1002'],
    ['灵西小区', ''],
    ['水表', 'L1002'],
    ['电梯', ''],
    ['5栋门口下水道堵了', ''],
    ['', ''],
    ['我想说的是另外一件完全不同的事情', ''],
  ])('%s → %s', (text, numbers) => {
    const chosen = pointedIn(dialog, referenceIn(text), { now, recent: [] });
    expect(chosen.join(' ')).toBe(numbers);
  });

  it.each<[string, string]>([
    ['1', 'L1001'],
    ['第二个', 'L1002'],
    ['最后一个', 'L1002'],
    ['3', ''],
    ['L1002', 'L1002'],
    ['嗯', ''],
  ])('%s picks %s', (text, numbers) => {
    const meaning = reader.read({ text, speaker: 'worker', context: 'none' });
    expect(chosenOf(dialog, meaning).join(' ')).toBe(numbers);
  });

  it('is read from the labels of other lists too', () => {
    const people = {
      name: 'choose-person',
      version: 1,
      act: dialog.act,
      caseNumber: 'L1001',
      options: ['G0301', 'G0302'],
      labels: ['李明（第三网格）', '李明（第四网格）'],
    } as const;
    expect(chosenByWords('第四网格的', people)).toBe(2);
    expect(chosenByWords('李明', people)).toBeUndefined();
    expect(chosenByWords('第四网格的', undefined)).toBeUndefined();
  });
});

describe('a quotation of what the speaker told', () => {
  it.each<[string, string | undefined]>([
    ['3栋2单元楼道灯坏了', 'L1001'],
    ['3栋2单元楼道…', 'L1001'],
    ['5栋门口垃圾没人清', 'L1002'],
    ['好的', undefined],
    ['停水了怎么办', undefined],
  ])('%s → %s', (quote, number) => {
    expect(readQuotedReport(quote, FILES)).toBe(number);
  });
});
