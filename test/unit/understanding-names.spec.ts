import { describe, expect, it } from '@jest/globals';
import type { Coverage, OrgUnit, Territory } from '../../src/territory/territory.types.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import { nearSoundOf, pinyinOf, soundOf } from '../../src/understanding/sound.rules.js';

const row = (gridId: string, estate: string, last: number, more: Partial<Coverage> = {}) => ({
  communityId: gridId.startsWith('G1') ? 'C1' : 'C2',
  gridId,
  estate,
  buildings: Array.from({ length: last }, (_, index) => String(index + 1)),
  aliases: [],
  landmarks: [],
  ...more,
});
const unit = (id: string, name: string, level: string, parentId?: string): [string, OrgUnit] => [
  id,
  { id, name, level, communityId: parentId ?? id, aliases: [], ...(parentId && { parentId }) },
];

const TERRITORY: Territory = {
  version: 1,
  units: new Map([
    unit('C1', '河东社区', '社区'),
    unit('C2', '河西社区', '社区'),
    unit('G11', '河东社区第1网格', '网格', 'C1'),
    unit('G12', '河东社区第2网格', '网格', 'C1'),
    unit('G21', '河西社区第1网格', '网格', 'C2'),
    unit('G22', '河西社区第2网格', '网格', 'C2'),
    ['G29', { ...unit('G29', '河西社区第9网格', '网格', 'C2')[1], retired: true }],
  ]),
  coverages: [
    row('G11', '翠湖家园', 6, { aliases: ['老粮站宿舍'], landmarks: ['春晓菜市场'] }),
    row('G12', '翠湖家园东区', 8),
    row('G21', '灵西小区', 9, { landmarks: ['小区健身广场'] }),
    row('G22', '灵西国际', 9, { aliases: ['国际'] }),
    row('G22', '长江花园', 12),
    row('G22', '阳光华庭', 0),
    row('G12', '阳光国际', 20),
    row('G21', '金桂公寓', 3),
  ],
};
const reader = new RuleReader(loadCategoryTable());
const read = (text: string) =>
  reader.read({ text, speaker: 'resident', context: 'none' }, TERRITORY).place;

describe('names as people type them', () => {
  it.each([
    ['by ear', '灵溪小区3栋路灯坏了', 'G21'],
    ['by ear', '反映一下翠胡佳园5栋没水', 'G11'],
    ['by ear, after a lead', '我是长将花元12栋的', 'G22'],
    ['by ear, a number in words', '金贵公寓二栋', 'G21'],
    ['by ear, the nickname', '老良站宿舍漏水', 'G11'],
    ['by ear, the landmark', '春小菜市场门口积水', 'G11'],
    ['as many speakers say it', '林西小区3栋', 'G21'],
    ['a character lost', '翠湖园5栋', 'G11'],
    ['a character doubled', '翠湖湖家园5栋', 'G11'],
    ['two characters changed places', '湖翠家园5栋', 'G11'],
    ['another one in the end of the name', '金桂公寄3栋', 'G21'],
    ['in pinyin', 'lingxixiaoqu 3dong loushui', 'G21'],
    ['in pinyin, apart', 'ling xi xiao qu 3 hao lou ludeng huaile', 'G21'],
    ['the longer name by ear', '翠湖家园冬区3栋', 'G12'],
    ['the longer name with a slip', '翠湖家园东东区3栋', 'G12'],
    ['the short name', '长江12栋', 'G22'],
    ['the landmark by another word', '春晓菜场门口', 'G11'],
    ['a landmark behind its estate', '灵西小区健身广场的灯', 'G21'],
    ['what it is, not what it is not', '不是翠湖家园3栋，是灵西小区8栋', 'G21'],
    ['what it is, said first', '是灵西小区8栋不是翠湖家园3栋', 'G21'],
    ['a space where others write a comma', '昨晚返水 金桂公寓2栋', 'G21'],
    ['a space inside the name', '灵西 小区 3栋', 'G21'],
    ['where there is a 小区 of that name, it is meant', '灵西3栋', 'G21'],
    ['in full form', '金桂公寓２号楼', 'G21'],
  ])('%s: 「%s」 is of %s', (_, text, gridId) => {
    expect(read(text)).toMatchObject({ routing: 'matched', gridId });
  });

  it.each([
    ['two estates share the short name', '阳光3栋', ['G12', 'G22']],
    ['the name alone, of two grids', '翠湖3栋', ['G11', 'G12']],
  ])('%s: 「%s」 is asked back', (_, text, grids) => {
    const place = read(text);
    expect(place.routing).toBe('ambiguous');
    expect([...place.candidates].sort()).toEqual(grids);
  });

  it.each([
    ['another estate that differs by a character', '翠竹家园5栋'],
    ['an estate nobody knows', '红星小区3栋'],
    ['an estate nobody knows whose name has small words in it', '春和花园3栋'],
    ['a longer name that is not known', '翠湖家园西区3栋'],
    ['an estate whose end is the nickname of another', '红旗国际3栋'],
    ['a name that only begins like a community’s', '枫亭河东3栋'],
    ['a building that is not there', '灵西小区15栋'],
    ['a building that only another community has', '河东社区25栋'],
    ['a grid that left the roster', 'G29那边的路灯'],
    ['words that only sound like a name', '这里凌晨吸小曲太吵'],
  ])('%s: 「%s」 goes to no grid', (_, text) => {
    expect(read(text).gridId).toBeUndefined();
  });
});

describe('words before 小区 that are no name', () => {
  it.each([
    '建议小区装充电桩',
    '希望小区多种点树',
    '整个小区停水了',
    '今天小区又停电了',
    '能不能小区里装个灯',
  ])('「%s」 names no estate', (text) => {
    expect(read(text).estate).toBeUndefined();
  });

  it('leave a name alone that goes on', () => {
    expect(read('希望家园3栋楼道灯坏了').estate).toBe('希望家园');
  });
});

describe('how names sound', () => {
  it('tells the same and nearly the same from different', () => {
    expect(soundOf('灵溪')).toBe(soundOf('灵西'));
    expect(soundOf('二区')).toBe(soundOf('2曲'));
    expect(soundOf('林西')).not.toBe(soundOf('灵西'));
    expect(nearSoundOf('林西')).toBe(nearSoundOf('灵西'));
    expect(nearSoundOf('翠竹')).not.toBe(nearSoundOf('翠湖'));
  });

  it('spells names without tones, ü as v, and nothing that is neither Chinese nor a number', () => {
    expect(pinyinOf('绿地长江花园3期')).toBe('lvdichangjianghuayuan3qi');
    expect(pinyinOf('灵西·小区')).toBeUndefined();
  });
});
