import { describe, expect, it } from '@jest/globals';
import { checkReferences } from '../../src/roster/references.rules.js';

const UNIT = { row: 2, id: 'G01', name: '一网格', level: '网格', aliases: [] };

describe('a post in the roster', () => {
  it.each([
    ['主', []],
    ['辅', []],
    ['主岗', []],
    ['B岗', []],
    [undefined, []],
    ['中', ['岗位']],
  ])('%s: pointed out %j', (post, columns) => {
    const person = { row: 2, staffNo: 'P1', name: '李明', phone: '19900001000', unitId: 'G01' };
    const staff = [{ ...person, role: '网格员', ...(post && { post }) }];
    const { errors, warnings } = checkReferences({ units: [UNIT], staff });
    expect(errors).toEqual([]);
    expect(warnings.map(({ column }) => column)).toEqual(columns);
  });
});
