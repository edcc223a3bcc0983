import { beforeAll, describe, expect, it } from '@jest/globals';
import { readTerritory } from '../../src/roster/workbook-territory.js';
import { communityFor, estateOf, gridFor } from '../../src/territory/grid.rules.js';
import {
  chainUp,
  communityOf,
  gridsOf,
  liesWithin,
  streetOf,
  topOf,
  unitsBelow,
} from '../../src/territory/territory.rules.js';
import type { Address, GridMatch, Territory } from '../../src/territory/territory.types.js';

let territory: Territory;
beforeAll(async () => {
  territory = await readTerritory('config/samples/guangming-street');
});

const matched = (gridId: string): GridMatch => ({ kind: 'matched', gridId });
const none: GridMatch = { kind: 'none' };

describe('which grid answers for a door', () => {
  it.each<[string, Address, GridMatch]>([
    ['a building of a range', { estate: '灵西小区', building: '3', unit: '2' }, matched('G03')],
    ['however it is written', { estate: ' 灵西小区', building: '三号楼' }, matched('G03')],
    ['the next range', { estate: '灵西小区', building: '7' }, matched('G04')],
    ['a nickname of the estate', { estate: '老灵西', building: '11' }, matched('G04')],
    ['the estate without its last word', { estate: '灵西', building: '6' }, matched('G03')],
    ['a nickname of one building', { estate: '老粮站楼' }, matched('G04')],
    ['a nickname that only one row carries', { estate: '佳苑', building: '4' }, matched('G02')],
    ['a whole estate', { estate: '锦绣花园', building: '11' }, matched('G08')],
    [
      'a building divided by units',
      { estate: '双岗新村', building: '16', unit: '4' },
      matched('G06'),
    ],
    ['an odd number of a road', { estate: '灵西路', building: '15号' }, matched('G01')],
    ['an annexe of a number', { estate: '双岗巷', building: '33附1' }, matched('G07')],
    ['the side of the road that is not ours', { estate: '灵西路', building: '16' }, none],
    ['a building that does not exist', { estate: '灵西小区', building: '99' }, none],
    ['an estate that does not exist', { estate: '不存在花园', building: '3' }, none],
    ['nothing at all', {}, none],
  ])('knows %s', (_, address, expected) => {
    expect(gridFor(address, territory)).toEqual(expected);
  });

  it.each<[string, Address, string[]]>([
    ['an estate of several grids without a building', { estate: '灵西小区' }, ['G03', 'G04']],
    [
      'a building divided by units without the unit',
      { estate: '双岗新村', building: '16' },
      ['G05', 'G06'],
    ],
    ['a nickname that the whole estate shares', { estate: '灵西老区' }, ['G03', 'G04']],
  ])('asks back for %s', (_, address, gridIds) => {
    expect(gridFor(address, territory)).toEqual({ kind: 'ambiguous', gridIds });
  });

  it('looks for a bare building only where it can be', () => {
    expect(gridFor({ building: '3' }, territory).kind).toBe('ambiguous');
    expect(gridFor({ building: '甲' }, territory, 'S01')).toEqual(matched('G04'));
  });

  it('gives every door of the sample to exactly one grid', () => {
    for (const { estate, buildings, unit, gridId } of territory.coverages) {
      for (const building of buildings) {
        expect(gridFor({ estate, building, ...(unit ? { unit } : {}) }, territory)).toEqual(
          matched(gridId),
        );
      }
    }
  });

  it('knows the community where no single grid is certain', () => {
    expect(communityFor({ estate: '灵西小区', building: '99' }, territory)).toBe('S01');
    expect(communityFor({ estate: '双岗新村' }, territory)).toBe('S02');
    expect(communityFor({ estate: '不存在花园' }, territory)).toBeUndefined();
    expect(estateOf('老灵西', territory)).toEqual([{ estate: '灵西小区' }]);
    expect(estateOf('老粮站楼', territory)).toEqual([{ estate: '灵西小区', buildings: ['甲'] }]);
  });
});

describe('the chain of units', () => {
  const ids = (units: readonly { id: string }[]) => units.map((unit) => unit.id);

  it('leads from a floor-by-floor group up to the district', () => {
    expect(ids(chainUp('L0303', territory))).toEqual(['L0303', 'G03', 'S01', 'J01', 'Q01']);
    expect(communityOf('L0303', territory)?.id).toBe('S01');
    expect(streetOf('L0303', territory)?.id).toBe('J01');
    expect(topOf(territory)?.id).toBe('Q01');
    expect(chainUp('nowhere', territory)).toEqual([]);
  });

  it.each([
    ['G03', 'S01', true],
    ['S01', 'S01', true],
    ['G03', 'Q01', true],
    ['G03', 'S02', false],
    ['J01', 'S01', false],
    ['nowhere', 'S01', false],
  ])('%s lies within %s: %s', (unitId, above, expected) => {
    expect(liesWithin(unitId, above, territory)).toBe(expected);
  });

  it('leads down to grids and all that lies below', () => {
    expect(ids(gridsOf('S01', territory))).toEqual(['G01', 'G02', 'G03', 'G04']);
    expect(unitsBelow('J01', territory)).toHaveLength(territory.units.size - 1);
  });

  it('gives every unit its community as the tenant key', () => {
    const keys = ['Q01', 'J01', 'S01', 'G03', 'L0303', 'B01'].map(
      (id) => territory.units.get(id)?.communityId,
    );
    expect(keys).toEqual(['Q01', 'J01', 'S01', 'S01', 'S01', 'S02']);
  });
});
