import { describe, expect, it } from '@jest/globals';
import { placeOptions } from '../../src/conversation/report.rules.js';
import type { Coverage, OrgUnit, Territory } from '../../src/territory/territory.types.js';
import { matchPlace } from '../../src/understanding/place.rules.js';
import { placeIndexOf } from '../../src/understanding/place-index.rules.js';
import type { PlaceText } from '../../src/understanding/understanding.types.js';

describe('a choice of real places', () => {
  it('tells apart by community or unit what would read the same', () => {
    const unit = (id: string, name: string, level: string, parentId: string): [string, OrgUnit] => [
      id,
      { id, name, level, communityId: parentId, parentId, aliases: [] },
    ];
    const row = (gridId: string, more: Partial<Coverage> = {}): Coverage => ({
      communityId: gridId.slice(0, 2),
      gridId,
      estate: '光明小区',
      buildings: ['3'],
      aliases: [],
      landmarks: [],
      ...more,
    });
    const twins: Territory = {
      version: 1,
      units: new Map([
        unit('S1', '河东社区', '社区', 'J1'),
        unit('S2', '河西社区', '社区', 'J1'),
        unit('S1-1', '河东第一网格', '网格', 'S1'),
        unit('S2-1', '河西第一网格', '网格', 'S2'),
        unit('S2-2', '河西第二网格', '网格', 'S2'),
      ]),
      coverages: [
        row('S1-1'),
        row('S2-1'),
        row('S2-1', { buildings: ['9'], unit: '1' }),
        row('S2-2', { buildings: ['9'], unit: '2' }),
      ],
    };
    const labelsOf = (place: PlaceText) =>
      placeOptions(matchPlace(place, placeIndexOf(twins)), twins).map(({ label }) => label);
    expect(labelsOf({ estate: '光明小区', building: '3' })).toEqual([
      '河东社区光明小区3栋',
      '河西社区光明小区3栋',
    ]);
    expect(labelsOf({ estate: '光明小区', building: '9' })).toEqual([
      '光明小区9栋1单元',
      '光明小区9栋2单元',
    ]);
    expect(labelsOf({ estate: '光明', building: '3' })).toHaveLength(2);
  });
});
