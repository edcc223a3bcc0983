import { describe, expect, it } from '@jest/globals';
import { readHome } from '../../src/cli/transcript/home-address.rules.js';

describe('the home of an `is resident` line', () => {
  it.each([
    ['灵西小区 3栋2单元501', { estate: '灵西小区', building: '3', unit: '2', room: '501' }],
    ['灵西小区 3栋2单元501室', { estate: '灵西小区', building: '3', unit: '2', room: '501' }],
    ['灵西小区3栋2单元501', { estate: '灵西小区', building: '3', unit: '2', room: '501' }],
    ['灵西小区 3号楼', { estate: '灵西小区', building: '3' }],
    ['灵西小区 甲栋 301室', { estate: '灵西小区', building: '甲', room: '301' }],
    ['灵西小区', { estate: '灵西小区' }],
    ['双岗巷 12号', { estate: '双岗巷', building: '12' }],
    ['灵西小区 隔壁', undefined],
  ])('%s', (text, expected) => {
    expect(readHome(text)).toEqual(expected);
  });
});
