import { beforeAll, describe, expect, it } from '@jest/globals';
import { measurePlaces, type PlacesResult } from '../../src/cli/bench/places/places-bench.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';

/** The same draw every time: nothing here depends on the machine. Bounds are those of the product, not of this draw. */
const DRAW = { seed: 20_261_123, worlds: 3, messages: 400, size: { communities: 3, grids: 6 } };

describe('a community that nobody has seen', () => {
  let result: PlacesResult;
  beforeAll(() => {
    result = measurePlaces(DRAW, new RuleReader(loadCategoryTable()));
  });

  it('sends next to nobody to the wrong grid', () => {
    expect(result.misses.filter(({ got }) => got.startsWith('G'))).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ way: 'estate and building' })]),
    );
    expect(result.all.wrongGrid).toBeLessThanOrEqual(0.005);
  });

  it('finds the grid, or asks where several fit', () => {
    expect(result.all.right + result.all.rightlyAsked).toBeGreaterThanOrEqual(0.985);
    expect(result.all.right).toBeGreaterThan(0.6);
  });

  it.each([
    'by ear',
    'pinyin',
    'landmark',
    'road and number',
    'shared location',
    'around the home',
  ])('finds what is named %s', (way) => {
    expect(result.ways[way]?.messages).toBeGreaterThan(5);
    expect(result.ways[way]?.right).toBeGreaterThanOrEqual(0.95);
  });

  it.each(['estate that is not there', 'building that is not there', 'building alone', 'no place'])(
    'guesses nothing for: %s',
    (way) => {
      expect(result.ways[way]?.messages).toBeGreaterThan(5);
      expect(result.ways[way]?.wrongGrid).toBeLessThanOrEqual(0.01);
    },
  );
});
