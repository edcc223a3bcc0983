import { describe, expect, it } from '@jest/globals';
import { readExampleFiles } from '../../src/understanding/category-examples.js';
import * as words from '../../src/understanding/intent-words.rules.js';
import { anyOf, Pattern } from '../../src/understanding/pattern.rules.js';
import { factorsOf } from '../../src/understanding/pattern-factors.js';

describe('what a text has to hold for a pattern to match it', () => {
  it.each<[RegExp, string[] | undefined]>([
    [/着火/, ['着火']],
    [/着(?:大)?火/, ['着']],
    [/失火|爆炸/, ['失火', '爆炸']],
    [/没[水电]/, ['没水', '没电']],
    [/没(?:水|电)了/, ['没水', '没电']],
    [/(?:停|断)+电/, ['停电', '断电']],
    [/我.{0,3}投诉/, ['投诉']],
    [/^好(?:的)?$/, ['好']],
    [/(?:孩子|老人)(?!费)/, ['孩子', '老人']],
    [/\d栋/, ['栋']],
    [/[一二]栋楼/, ['栋楼']],
    [/(?:很)?.*/, undefined],
    [/着火|.{3}/, undefined],
    [/[^好]/, undefined],
    [/hello/i, undefined],
    [/[\u4e00-\u9fa5]/, undefined],
    [/[🙂😀]/u, undefined],
  ])('%s: %j', (pattern, factors) => {
    expect(factorsOf(pattern) && [...(factorsOf(pattern) ?? [])].sort()).toEqual(factors?.sort());
  });
});

describe('a pattern', () => {
  const flood = anyOf(/漏水/, /水管(?:爆|裂)了/);

  it('gives what the expression alone would', () => {
    expect(flood.test('楼上漏水了')).toBe(true);
    expect(flood.exec('昨晚水管爆了')?.index).toBe(2);
    expect(flood.test('水管没事')).toBe(false);
    expect(flood.replaceAll('漏水，还是漏水', '·')).toBe('·，还是·');
    expect(flood.countIn('漏水，还是漏水')).toBe(2);
    expect(flood.countIn('没事')).toBe(0);
  });

  it('that came later is known for a text that was read before', () => {
    expect(flood.test('三号楼电梯又停了')).toBe(false);
    expect(new Pattern(/电梯(?:又|也)停/).test('三号楼电梯又停了')).toBe(true);
  });

  it('and all that intents are read from agree with their expressions on all our examples', () => {
    const { lines, fillers, requests } = readExampleFiles();
    const texts = [...lines, ...requests].map(({ text }) => text).concat(fillers);
    const patterns = Object.values(words).filter((value) => value instanceof Pattern);
    expect(patterns.length).toBeGreaterThan(10);
    expect(texts.length).toBeGreaterThan(500);
    const wrong = patterns.flatMap((pattern) => {
      const alone = new RegExp(pattern.source);
      return texts.filter((text) => pattern.test(text) !== alone.test(text));
    });
    expect(wrong).toEqual([]);
  });
});
