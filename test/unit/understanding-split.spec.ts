import { describe, expect, it } from '@jest/globals';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import { pieces } from '../../src/understanding/split.rules.js';

const reader = new RuleReader(loadCategoryTable());
const mattersIn = (text: string) =>
  reader
    .read({ text, speaker: 'resident', context: 'none' })
    .problems.map((problem) => problem.text);

describe('several matters in one breath', () => {
  it.each<[string, readonly string[]]>([
    ['路灯坏了，垃圾没人收，还有三楼漏水', ['路灯坏了', '垃圾没人收', '三楼漏水']],
    ['路灯坏了，垃圾没人收', ['路灯坏了', '垃圾没人收']],
    ['路灯坏了 垃圾没人收 三楼漏水', ['路灯坏了', '垃圾没人收', '三楼漏水']],
    ['路灯坏了垃圾没人收三楼漏水', ['路灯坏了', '垃圾没人收', '三楼漏水']],
    ['楼道灯坏了垃圾没人收电梯老停', ['楼道灯坏了', '垃圾没人收', '电梯老停']],
    ['3栋路灯坏了，8栋垃圾没人收', ['3栋路灯坏了', '8栋垃圾没人收']],
    ['家里没暖气，电梯也坏了，老人下不去', ['家里没暖气', '电梯也坏了,老人下不去']],
    ['第一路灯不亮，第二狗屎没人管，第三电梯老停', ['路灯不亮', '狗屎没人管', '电梯老停']],
    ['小区路灯坏了好几天，垃圾也没人收', ['小区路灯坏了好几天', '垃圾也没人收']],
  ])('%s', (text, expected) => {
    expect(mattersIn(text)).toEqual(expected);
  });

  it.each([
    '漏水把墙泡坏了，电线也短路了',
    '楼上漏水，我家天花板掉了，电也跳闸了',
    '下水道堵了，臭得很，到处是苍蝇',
    '电梯坏了，老人下不了楼',
    '停电了，电梯也停了',
    '垃圾没人收，臭死了，老鼠到处跑',
    '楼上装修太吵，还掉灰',
    '井盖没了，车差点掉进去',
    '树倒了，压着电线，路也堵了',
    '门禁坏了，陌生人随便进，电动车还被偷了',
    '水管爆了，楼道全是水，地都淹了',
    '外墙掉砖，砸到车了',
    '楼道灯坏了，三楼的灯也坏了',
    '路灯坏了三天了，老人不敢下楼，你们什么时候来修',
    '物业不作为，垃圾没人扫，路灯坏了没人修',
  ])('%s is one: the rest comes of it', (text) => {
    expect(mattersIn(text)).toHaveLength(1);
  });

  it('is left whole when it is a list nobody can answer for, or a story', () => {
    const list = Array.from({ length: 8 }, (_, i) => `${i + 1}、路灯坏了`).join('；');
    expect(pieces(list)).toEqual([list]);
    const story = `我们小区的路灯坏了，${'说了很多次，'.repeat(12)}垃圾没人收`;
    expect(pieces(story)).toHaveLength(1);
  });
});
