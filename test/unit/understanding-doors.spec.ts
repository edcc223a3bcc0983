import { describe, expect, it } from '@jest/globals';
import type { Coverage, Territory } from '../../src/territory/territory.types.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { readCorrection } from '../../src/understanding/person.rules.js';
import { matchPlace } from '../../src/understanding/place.rules.js';
import { placeIndexOf } from '../../src/understanding/place-index.rules.js';
import { readPlace } from '../../src/understanding/place-reading.rules.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';

const door = (gridId: string, estate: string, last: number): Coverage => ({
  communityId: 'C01',
  gridId,
  estate,
  buildings: Array.from({ length: last }, (_, index) => String(index + 1)),
  aliases: [],
  landmarks: [],
});
/** Two estates and a lane whose house numbers go far beyond their buildings. */
const TERRITORY: Territory = {
  version: 1,
  units: new Map(),
  coverages: [door('G01', '灵西路', 59), door('G03', '灵西小区', 6), door('G05', '双岗新村', 8)],
};
const HOME = { estate: '灵西小区', building: '3', unit: '2', room: '501' };
const reader = new RuleReader(loadCategoryTable());

describe('a building without a name', () => {
  it.each([
    ['5栋', HOME, 'matched', 'G03'],
    ['8栋', HOME, 'matched', 'G05'],
    ['15栋', HOME, 'none', undefined],
    ['5栋', undefined, 'ambiguous', undefined],
    ['8栋', undefined, 'matched', 'G05'],
    ['15栋', undefined, 'matched', 'G01'],
  ])('%s said by somebody at home in %j is %s %s', (text, home, routing, gridId) => {
    const index = placeIndexOf(TERRITORY);
    const match = matchPlace(readPlace(text, index), index, home ? { home } : {});
    expect([match.routing, match.gridId]).toEqual([routing, gridId]);
  });
});

describe('a door and nothing else is an address, not a report', () => {
  it.each([
    ['灵西小区3栋2单元501', 'address'],
    ['3栋2单元501室', 'address'],
    ['我住灵西小区3栋', 'address'],
    ['灵西小区3栋漏水', 'report'],
    ['灵西小区3栋楼道灯坏了', 'report'],
  ])('%s is %s', (text, intent) => {
    const meaning = reader.read({ text, speaker: 'resident', context: 'none' }, TERRITORY);
    expect(meaning.intent).toBe(intent);
  });
});

describe('a door put right', () => {
  it.each([
    ['不对，是灵西小区8栋2单元', '灵西小区8栋2单元'],
    ['错了，应该是5号楼', '5号楼'],
    ['不对，是楼上漏水', undefined],
    ['不是，我问的是停车费', undefined],
  ])('%s means %s', (text, right) => {
    expect(readCorrection(text)?.right).toBe(right);
  });
});
