import { describe, expect, it } from '@jest/globals';
import { bare, fold, isWordless, plain } from '../../src/understanding/normalise.rules.js';

describe('text evened out', () => {
  it.each([
    ['路灯坏了，三天了', '路灯坏了,三天了'],
    ['路灯坏了', '路灯坏了'],
    ['好!!!!快来', '好!快来'],
    ['好, 快来', '好,快来'],
    ['a  b', 'a b'],
    [' 前后有空格 ', '前后有空格'],
    ['谢谢[微笑][玫瑰]', '谢谢'],
    ['灯😂坏', '灯 坏'],
    ['☀️天气好', '天气好'],
    ['[灯]', '[灯]'],
    ['，开头', ',开头'],
    ['结尾。', '结尾。'],
    ['窄\u2009空格', '窄 空格'],
    ['\u205f古怪空格\u1680', '古怪空格'],
    ['', ''],
    [' ', ''],
    ['。', '。'],
  ])('「%s」 → 「%s」', (text, expected) => {
    expect(plain(text)).toBe(expected);
    expect(plain(expected)).toBe(expected);
  });

  it.each([
    ['灯、坏了。', '灯坏了'],
    ['Wi-Fi 断了', 'wifi断了'],
    ['①号', '①号'],
    ['𠮷野家', '𠮷野家'],
    ['😂', ''],
    ['，。！', ''],
    ['é è', 'éè'],
  ])('the words of 「%s」 are 「%s」', (text, expected) => {
    expect(bare(text)).toBe(expected);
    expect(isWordless(text)).toBe(expected === '');
  });

  it('says the same of every character as the patterns do', () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const isLetter = (char: string) => /[\p{L}\p{N}]/u.test(char);
    const isPicture = (char: string) => /\p{Extended_Pictographic}/u.test(char);
    expect(
      all.filter((char) => !isPicture(char) && (bare(char) !== '') !== isLetter(fold(char))),
    ).toEqual([]);
    expect(all.filter((char) => fold(fold(char)) !== fold(char))).toEqual([]);
  });
});
