import { describe, expect, it } from '@jest/globals';
import type { Address, Coverage, OrgUnit, Territory } from '../../src/territory/territory.types.js';
import { locate } from '../../src/understanding/locate.rules.js';
import {
  describePlace,
  hasPlace,
  matchPlace,
  mergePlaces,
} from '../../src/understanding/place.rules.js';
import { placeIndexOf } from '../../src/understanding/place-index.rules.js';
import { readPlace } from '../../src/understanding/place-reading.rules.js';

const unit = (
  id: string,
  name: string,
  level: string,
  parentId: string | undefined,
  more: Partial<OrgUnit> = {},
): [string, OrgUnit] => [
  id,
  {
    id,
    name,
    level,
    communityId: level === '网格' ? (parentId ?? id) : id,
    aliases: [],
    ...(parentId && { parentId }),
    ...more,
  },
];
const row = (
  communityId: string,
  gridId: string,
  estate: string,
  buildings: string,
  more: Partial<Coverage> = {},
): Coverage => ({
  communityId,
  gridId,
  estate,
  buildings: buildings.split(' ').filter(Boolean),
  aliases: [],
  landmarks: [],
  ...more,
});
const square = (lng: number, lat: number) => [
  { lng, lat },
  { lng: lng + 0.002, lat },
  { lng: lng + 0.002, lat: lat + 0.002 },
  { lng, lat: lat + 0.002 },
];

const TERRITORY: Territory = {
  version: 1,
  units: new Map([
    unit('Q1', '南湖区', '区', undefined),
    unit('J1', '柳荫街道', '街道', 'Q1'),
    unit('C1', '柳荫社区', '社区', 'J1'),
    unit('C2', '河东社区', '社区', 'J1'),
    unit('W01', '第一网格', '网格', 'C1', { boundary: square(117.26, 31.86) }),
    unit('W02', '第二网格', '网格', 'C1', { checkinPoint: { lng: 117.27, lat: 31.87 } }),
    unit('W03', '第三网格', '网格', 'C2', { checkinPoint: { lng: 117.275, lat: 31.87 } }),
    unit('W04', '第四网格', '网格', 'C2'),
  ]),
  coverages: [
    row('C1', 'W01', '柳荫小区', '1 2 3 4 5 6', {
      aliases: ['机床厂宿舍'],
      landmarks: ['柳荫菜市', '实验小学'],
    }),
    row('C1', 'W02', '柳荫小区', '7 8 9 10'),
    row('C1', 'W02', '柳荫小区', '11', { aliases: ['红楼'], unit: '1' }),
    row('C1', 'W01', '柳荫小区', '11', { unit: '2' }),
    row('C2', 'W03', '锦绣花园', '', { landmarks: ['河东公园'], aliases: ['锦绣'] }),
    row('C2', 'W04', '幸福家园', '1 2 3 甲 A'),
    row('C2', 'W04', '河东路', '1 3 5 7 9'),
  ],
};
const index = placeIndexOf(TERRITORY);
const HOME: Address = { estate: '柳荫小区', building: '3', unit: '2', room: '501' };

describe('places without a roster', () => {
  it.each([
    ['灵西小区3栋2单元楼道灯坏了', { estate: '灵西小区', building: '3', unit: '2' }],
    ['我住在红旗新村三栋一单元', { estate: '红旗新村', building: '3', unit: '1' }],
    ['阳光花园门口的路灯', { estate: '阳光花园' }],
    ['长江路88号门口积水', { road: '长江路', roadNo: '88' }],
    ['我家楼下垃圾', { isHome: true }],
    ['双岗菜市门口', { landmark: '双岗菜市' }],
    ['路灯坏了', {}],
    ['小区门口的路灯坏了', {}],
    ['我们小区没水', {}],
    ['马路上有个坑', {}],
  ])('「%s」', (text, expected) => {
    expect(readPlace(text)).toEqual(expected);
  });
});

describe('places held against the roster', () => {
  it.each([
    ['柳荫小区3栋2单元楼道灯坏了', 'W01'],
    ['柳荫3栋', 'W01'],
    ['柳荫小区八号楼', 'W02'],
    ['机床厂宿舍9栋漏水', 'W02'],
    ['柳荫小区11栋2单元', 'W01'],
    ['柳荫小区11栋1单元', 'W02'],
    ['柳荫菜市门口积水', 'W01'],
    ['实验小学旁边', 'W01'],
    ['锦绣花园甲栋', 'W03'],
    ['锦绣5栋', 'W03'],
    ['河东公园的椅子', 'W03'],
    ['幸福家园A座', 'W04'],
    ['河东路5号', 'W04'],
    ['第三网格', 'W03'],
    ['3网格的事', 'W03'],
    ['W03那边', 'W03'],
    ['柳阴小区3栋', 'W01'],
    ['幸福家圆2栋', 'W04'],
    ['锦秀花园', 'W03'],
  ])('「%s」 is of %s', (text, gridId) => {
    expect(matchPlace(readPlace(text, index), index)).toMatchObject({
      routing: 'matched',
      gridId,
      candidates: [gridId],
    });
  });

  it.each([
    ['3栋的', ['W01', 'W03', 'W04']],
    ['柳荫小区路灯坏了', ['W01', 'W02']],
    ['柳荫小区11栋', ['W01', 'W02']],
    ['红楼的灯', ['W01', 'W02']],
    ['河东社区', ['W03', 'W04']],
  ])('「%s」 could be several: %s', (text, grids) => {
    const match = matchPlace(readPlace(text, index), index);
    expect(match.routing).toBe('ambiguous');
    expect([...match.candidates].sort()).toEqual(grids);
  });

  it.each([
    ['红星小区3栋', []],
    ['柳荫小区99栋', ['W01', 'W02']],
    ['路灯坏了', []],
    ['河东路6号', ['W04']],
  ])('「%s」 is nobody’s door; what is known of its estate is kept: %s', (text, hints) => {
    const match = matchPlace(readPlace(text, index), index);
    expect(match.routing).toBe('none');
    expect([...match.candidates].sort()).toEqual(hints);
  });

  it.each([
    ['3栋的', 'W01', '柳荫小区', '3', '501'],
    ['8栋门口', 'W02', '柳荫小区', '8', undefined],
    ['我家楼下', 'W01', '柳荫小区', '3', '501'],
    ['2单元的灯', 'W01', '柳荫小区', '3', '501'],
    ['幸福家园3栋', 'W04', '幸福家园', '3', undefined],
    ['甲栋', 'W04', '幸福家园', '甲', undefined],
    ['河东公园', 'W03', undefined, undefined, undefined],
  ])(
    'a bound home completes 「%s」 and never overrules it',
    (text, gridId, estate, building, room) => {
      const match = matchPlace(readPlace(text, index), index, { home: HOME });
      if (text === '甲栋') expect(match.candidates).toContain(gridId);
      else expect(match).toMatchObject({ routing: 'matched', gridId });
      if (match.routing === 'matched')
        expect([match.estate, match.building, match.room]).toEqual([estate, building, room]);
    },
  );

  it('narrows by the community of the speaker', () => {
    expect(matchPlace({ building: '3' }, index, { communityId: 'C1' })).toMatchObject({
      routing: 'matched',
      gridId: 'W01',
      estate: '柳荫小区',
    });
  });

  it('joins what is said in pieces; a new building drops the old door', () => {
    const first = { estate: '柳荫小区', building: '3', unit: '2', room: '501' };
    expect(mergePlaces(first, { building: '5' })).toEqual({ estate: '柳荫小区', building: '5' });
    expect(mergePlaces({ isHome: true }, { building: '5' })).toEqual({
      isHome: true,
      building: '5',
    });
    expect(mergePlaces(first, { estate: '幸福家园' })).toEqual({ estate: '幸福家园' });
    expect(mergePlaces({ unit: '2' }, { estate: '柳荫小区', building: '3' })).toEqual({
      estate: '柳荫小区',
      building: '3',
      unit: '2',
    });
  });

  it('writes a place as a person would', () => {
    expect(describePlace({ estate: '柳荫小区', building: '3', unit: '2', room: '501' })).toBe(
      '柳荫小区3栋2单元501室',
    );
    expect(describePlace({ road: '河东路', roadNo: '5' })).toBe('河东路5号');
    expect(describePlace({ estate: '河东路', building: '5', road: '河东路', roadNo: '5' })).toBe(
      '河东路5号',
    );
    expect(describePlace({})).toBe('');
    expect(hasPlace({})).toBe(false);
    expect(hasPlace({ isHome: true })).toBe(true);
  });

  it('finds the grid of a shared location: inside a boundary, else the nearest check-in point', () => {
    expect(locate({ lng: 117.261, lat: 31.861 }, index)).toEqual({
      gridId: 'W01',
      how: 'inside',
      meters: 0,
    });
    expect(locate({ lng: 117.271, lat: 31.8705 }, index)).toMatchObject({
      gridId: 'W02',
      how: 'nearest',
    });
    expect(locate({ lng: 118.5, lat: 30 }, index)).toBeUndefined();
  });

  it('keeps one index per territory', () => {
    expect(placeIndexOf(TERRITORY)).toBe(index);
    expect(placeIndexOf({ ...TERRITORY })).not.toBe(index);
  });
});
