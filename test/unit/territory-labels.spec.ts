import { describe, expect, it } from '@jest/globals';
import {
  normaliseBuilding,
  normaliseRoom,
  normaliseUnit,
  parseBuildings,
  parseUnits,
} from '../../src/territory/building-range.rules.js';
import { chineseNumber } from '../../src/territory/chinese-number.rules.js';

describe('labels of buildings, units and rooms', () => {
  it.each([
    ['三', 3],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二十三', 23],
    ['一百零三', 103],
    ['五〇一', 501],
    ['一二', 12],
    ['两', 2],
    ['甲', undefined],
    ['', undefined],
    ['百', undefined],
    ['三号', undefined],
  ])('reads the numeral %s as %s', (text, expected) => {
    expect(chineseNumber(text)).toBe(expected);
  });

  it.each([
    ['3', '3'],
    ['3栋', '3'],
    ['三号楼', '3'],
    ['3#', '3'],
    ['#3', '3'],
    ['３幢', '3'],
    ['03', '3'],
    ['第五栋', '5'],
    ['a座', 'A'],
    ['甲', '甲'],
    ['甲楼', '甲'],
    ['东楼', '东'],
    ['A3栋', 'A3'],
    ['十二栋', '12'],
  ])('writes the building %s as %s', (text, expected) => {
    expect(normaliseBuilding(text)).toBe(expected);
  });

  it('writes units and rooms without their words', () => {
    expect([normaliseUnit('二单元'), normaliseUnit('2'), normaliseUnit('２单元')]).toEqual([
      '2',
      '2',
      '2',
    ]);
    expect([normaliseRoom('501室'), normaliseRoom('五〇一'), normaliseRoom('1102')]).toEqual([
      '501',
      '501',
      '1102',
    ]);
  });

  it.each([
    ['1-6', ['1', '2', '3', '4', '5', '6']],
    ['甲;乙', ['甲', '乙']],
    ['甲－丙', ['甲', '乙', '丙']],
    ['1-3;7', ['1', '2', '3', '7']],
    ['1-3；7栋', ['1', '2', '3', '7']],
    ['1号楼-3号楼', ['1', '2', '3']],
    ['1栋到3栋', ['1', '2', '3']],
    ['A1-A3', ['A1', 'A2', 'A3']],
    ['A1-3', ['A1', 'A2', 'A3']],
    ['B-D座', ['B', 'C', 'D']],
    ['1-9单', ['1', '3', '5', '7', '9']],
    ['2-8双', ['2', '4', '6', '8']],
    ['1、3、5栋', ['1', '3', '5']],
    ['3;3;1-3', ['3', '1', '2']],
    ['', []],
  ])('spells out %s', (cell, labels) => {
    expect(parseBuildings(cell)).toEqual({ ok: true, labels });
  });

  it.each([
    ['6-1', 'backwards'],
    ['丙-甲', 'backwards'],
    ['1-6000', 'too-many'],
    ['1-900;1001-1900', 'too-many'],
    ['3栋2单元', 'unreadable'],
    ['1-甲', 'unreadable'],
    ['A1-B3', 'unreadable'],
    ['见附件。', 'unreadable'],
    ['栋', 'unreadable'],
  ])('refuses %s as %s', (cell, reason) => {
    expect(parseBuildings(cell)).toEqual({ ok: false, reason });
  });

  it('spells out units', () => {
    expect(parseUnits('1-2')).toEqual({ ok: true, labels: ['1', '2'] });
    expect(parseUnits('一单元；三单元')).toEqual({ ok: true, labels: ['1', '3'] });
  });
});
