import { describe, expect, it } from '@jest/globals';
import { isExplicitRating, readRating } from '../../src/understanding/rating.rules.js';

const SCORES: Readonly<Record<number, readonly string[]>> = {
  5: [
    '5',
    '５',
    '五',
    '5分',
    '五分',
    '五星',
    '五颗星',
    '5颗星',
    '给5分',
    '打5分',
    '⭐⭐⭐⭐⭐',
    '非常满意',
    '很满意',
    '特别满意',
    '十分满意！',
    '满意得很',
    '太好了，谢谢小李',
    '师傅真棒',
    '很好',
    '点赞',
    '好评',
    '服务真好',
    '特别感谢',
    '给力',
    '完美',
    '五星好评',
    '❤️',
    '🌹',
    '非常满意👍',
    '必须五星',
    '巴适得很',
    '我给五星',
    '评价5',
    '来得很快，修得很好',
    '5，师傅很负责',
    '半小时就来了，太快了',
    '太好了，再也不漏了',
    '非常满意，当天就修好了',
    '安逸得很',
    '没毛病，很好',
    '五分钟就修好了，真快',
    '垃圾都清走了，太好了',
  ],
  4: [
    '4',
    '四',
    '4分',
    '满意',
    '满意的',
    '挺满意',
    '比较好',
    '不错',
    '挺好的',
    '可以',
    '⭐⭐⭐⭐',
    '满意，谢谢',
    '4分，就是慢了点',
    '还不错',
    '没什么不满意的',
    '没啥意见',
    '满意，就是等了半个月',
  ],
  3: [
    '3',
    '三星',
    '3分',
    '基本满意',
    '还行',
    '还行吧',
    '一般',
    '一般般',
    '还可以',
    '凑合',
    '马马虎虎',
    '过得去',
    '勉强',
    '基本上满意',
  ],
  2: [
    '2',
    '2分',
    '不满意',
    '不太满意',
    '不怎么满意',
    '不是很满意',
    '不好',
    '不咋样',
    '不行',
    '失望',
    '太慢了',
    '二星',
    '不大满意',
    '谈不上满意',
    '满意不起来',
    '不中',
    '不得行',
    '不咋滴',
  ],
  1: [
    '1',
    '1分',
    '一星',
    '没解决',
    '没有解决',
    '根本没修',
    '非常不满意',
    '很不满意',
    '差评',
    '太差了',
    '极不满意',
    '一点都不满意',
    '没人来',
    '问题还在',
    '还是漏',
    '最差',
  ],
};

describe('ratings', () => {
  const cases = Object.entries(SCORES).flatMap(([score, texts]) =>
    texts.map((text) => [text, Number(score)] as const),
  );

  it.each(cases)('「%s」 is %i', (text, score) => {
    const rating = readRating(text);
    // 「挺满意」 is warm praise to some and plain content to others.
    if (text === '挺满意') expect([4, 5]).toContain(rating?.score);
    else expect(rating).toMatchObject({ score, verdict: 'clear' });
  });

  it.each([
    '五星，好得很，下次别来了',
    '给100分',
    '100',
    '0分',
    '6',
    '10分',
    '呵呵，满意',
    '满意个屁',
    '5分，行了吧',
    '真满意啊，等了三个月',
    '满意才怪',
    '非常满意，还是漏水',
    '五星，就是没修好',
    '神速啊，等了一个月',
    '5分，敷衍',
    '-1分',
    '好评行了吧',
    '佩服佩服，给五星',
    '敢不满意吗',
    '太好了，三个月才来修',
    '真快啊，等了一个月',
    '真快啊 等了一个月',
    '打8分',
    '给120分',
    '好样的，越修越坏',
    '不愧是你们，三年才修好，点赞',
    '非常好，催了半个月才来人',
    '五星好评，天天漏水',
    '你觉得我会满意吗',
    '满意在哪',
    '给5分？1分都嫌多',
    '上次1分这次5分',
    '4到5分吧',
    '太棒了，电梯照样停',
    '速度真快，喊了好几天',
    '非常满意，半年了还在漏',
    '五分，看在小李面子上',
    '这效率绝了，给个好评',
    '很好很好，拖了两个礼拜',
    '负分',
  ])('「%s」 is asked back', (text) => {
    expect(readRating(text)?.score).toBeUndefined();
    if (text !== '负分') expect(readRating(text)?.verdict).toBe('unclear');
  });

  it.each([
    '不打分',
    '不想打分',
    '不评价',
    '我不评价',
    '懒得评',
    '别让我打分',
    '弃权',
    '不想评价了',
  ])('「%s」 is respected', (text) => {
    expect(readRating(text)).toEqual({ verdict: 'declined' });
  });

  it.each(['👍', '👌', '', '好的', '收到', '知道了', '嗯'])(
    '「%s」 is courtesy, no grade',
    (text) => {
      expect(readRating(text)).toBeUndefined();
    },
  );

  it.each([
    ['5 师傅很快', '师傅很快'],
    ['满意，就是来晚了', '就是来晚了'],
    ['不满意，地上弄得很脏', '地上弄得很脏'],
    ['4分，下次早点', '下次早点'],
    ['满意', undefined],
  ])('keeps what is said beside the score: 「%s」', (text, comment) => {
    expect(readRating(text)?.comment).toBe(comment);
  });

  it('takes a text for a rating only where one is asked for, or where it says so', () => {
    expect(isExplicitRating('评价 5', 'none')).toBe(true);
    expect(isExplicitRating('给你们打5分', 'none')).toBe(true);
    expect(isExplicitRating('满意', 'resolved')).toBe(true);
    expect(isExplicitRating('满意', 'none')).toBe(false);
    expect(isExplicitRating('5', 'none')).toBe(false);
    expect(isExplicitRating('打5折的店太吵', 'none')).toBe(false);
  });
});
