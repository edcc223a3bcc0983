import { beforeAll, describe, expect, it } from '@jest/globals';
import { readTerritory } from '../../src/roster/workbook-territory.js';
import type { Territory } from '../../src/territory/territory.types.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import { isSharedMatter, sharedSignOf } from '../../src/understanding/shared-matter.rules.js';
import { isOffered, matterPairs, scoreOf } from '../support/matter-pairs.js';

const reader = new RuleReader(loadCategoryTable());
let territory: Territory;
beforeAll(async () => {
  territory = await readTerritory('test/scenarios/world');
});

/** The figures that the README tells. */
function figures(names: readonly string[]) {
  const pairs = names.flatMap(matterPairs);
  return scoreOf(pairs, (pair) => isOffered(pair, reader, territory));
}

describe('the same matter from two people', () => {
  it('is offered rightly in 95 of 100 at least, in all labelled pairs', () => {
    const { pairs, precision, recall } = figures(['seen.txt', 'unseen.txt']);
    process.stdout.write(
      `same matter: ${pairs} pairs, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n`,
    );
    expect(pairs).toBeGreaterThanOrEqual(200);
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.8);
  });

  it('and in those that were put away before the rules were written', () => {
    const { pairs, precision, recall } = figures(['unseen.txt']);
    process.stdout.write(
      `put away: ${pairs} pairs, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.8);
  });

  it('does not depend on who spoke first', () => {
    const pairs = ['seen.txt', 'unseen.txt'].flatMap(matterPairs);
    const turned = pairs.filter((pair) => {
      const other = { ...pair, one: pair.other, other: pair.one };
      return isOffered(pair, reader, territory) !== isOffered(other, reader, territory);
    });
    expect(turned).toEqual([]);
  });
});

describe('what a text says of a shared thing', () => {
  it.each([
    ['3栋2单元楼道灯坏了', 'hall light', ['out'], '', true],
    ['小区北门的道闸抬不起来', 'barrier', ['broken'], '北门', false],
    ['8栋1单元2号电梯不动了', 'lift', ['stuck'], '2号', true],
    ['9栋东侧路面塌了', 'road', ['broken'], '东', true],
    ['三楼楼道灯不亮', 'hall light', ['out'], '3楼', false],
    ['楼下井盖松了，还少了一块，没了', 'manhole', ['gone', 'loose'], '', true],
  ])('%s', (text, name, faults, marks, atDoor) => {
    const sign = sharedSignOf(text);
    expect(sign && [sign.thing.name, sign.faults, sign.marks, sign.atDoor]).toEqual([
      name,
      faults,
      marks,
      atDoor,
    ]);
  });

  it.each([
    '我家厨房漏水',
    '楼上半夜跳绳',
    '隔壁装修太吵',
    '家里停电了',
    '停水了',
    '建议装个路灯',
    '路灯太亮睡不着',
    '电梯里有人抽烟',
    '保安骂人',
    '你好',
    '',
  ])('nothing in 「%s」', (text) => expect(sharedSignOf(text)).toBeUndefined());
});

describe('two places', () => {
  const at = (text: string, place: string, address: object = {}) => ({ text, place, address });
  const LAMP = '路灯不亮';

  it('agree by their words where neither is a door', () => {
    const gate = at(LAMP, '双岗菜市大门');
    expect(isSharedMatter(gate, at('路灯坏了', '双岗菜市大门'))).toBe(true);
    expect(isSharedMatter(gate, at('路灯坏了', '健民药店'))).toBe(false);
    expect(isSharedMatter(at(LAMP, ''), at(LAMP, ''))).toBe(false);
  });

  it('need the same unit for a hallway, only the same estate for a gate', () => {
    const [one, two] = ['1', '2'].map((unit) => ({ estate: '灵西小区', building: '3', unit }));
    const hall = '楼道灯不亮';
    expect(isSharedMatter(at(hall, 'a', one), at(hall, 'b', two))).toBe(false);
    expect(isSharedMatter(at(hall, 'a', one), at(hall, 'b', one))).toBe(true);
    const gate = '北门道闸坏了';
    expect(isSharedMatter(at(gate, 'a', one), at(gate, 'b', two))).toBe(true);
    expect(isSharedMatter(at(gate, 'a', one), at(gate, 'b', { estate: '双岗新村' }))).toBe(false);
  });
});
