import { describe, expect, it } from '@jest/globals';
import { findResponsible } from '../../src/people/duty.rules.js';
import { readCode } from '../../src/people/invitation.rules.js';
import { surnameInCall } from '../../src/people/people.rules.js';
import type { Staff } from '../../src/people/people.types.js';
import { maskName, normalisePhone } from '../../src/people/phone.rules.js';
import type { OrgUnit } from '../../src/territory/territory.types.js';

const unit = (id: string, level: string): OrgUnit => ({
  id,
  communityId: 'S01',
  name: id,
  level,
  aliases: [],
});
const chain = [unit('G03', '网格'), unit('S01', '社区'), unit('J01', '街道'), unit('Q01', '区')];
const person = (staffNo: string, unitId: string, role: string, post?: string): Staff => ({
  staffNo,
  unitId,
  role,
  communityId: 'S01',
  name: staffNo,
  phone: '19900000000',
  active: true,
  ...(post ? { post } : {}),
});
const main = person('G0301', 'G03', '网格员', '主');
const standIn = person('G0302', 'G03', '网格员', '辅');
const secretary = person('S0101', 'S01', '社区书记');
const clerk = person('S0100', 'S01', '社区工作人员');
const cadre = person('Z0101', 'S01', '驻点干部');
const lawyer = person('F0101', 'S01', '律师');
const street = person('J0101', 'J01', '街道');
const office = person('Q0101', 'Q01', '区一线办');
const bureau = person('Q0000', 'Q01', '部门');
const everybody = [standIn, main, clerk, lawyer, secretary, cadre, street, bureau, office];

const find = (
  staff: Staff[],
  options: {
    level?: 'on_spot' | 'community' | 'partners' | 'district';
    avoid?: string[];
    from?: number;
    hasGrids?: boolean;
  } = {},
) =>
  findResponsible({
    chain: chain.slice(options.from ?? 0),
    staff,
    level: options.level ?? 'on_spot',
    avoid: options.avoid ?? [],
    hasGrids: options.hasGrids ?? true,
  })?.staffNo;

describe('who answers', () => {
  it('is the main worker of the grid, then the stand-in, then the secretary, then whoever stands above', () => {
    expect(find(everybody)).toBe('G0301');
    expect(find([standIn, secretary])).toBe('G0302');
    expect(find([clerk, lawyer, secretary, cadre])).toBe('S0101');
    expect(find([clerk, street])).toBe('S0100');
    expect(find([lawyer, street])).toBe('J0101');
    expect(find([bureau, office])).toBe('Q0101');
    expect(find([lawyer, bureau])).toBeUndefined();
  });

  it('is, by level, the secretary, the street and the district office', () => {
    expect(find(everybody, { level: 'community' })).toBe('S0101');
    expect(find(everybody, { level: 'partners' })).toBe('J0101');
    expect(find(everybody, { level: 'district' })).toBe('Q0101');
    expect(find([main, office], { level: 'partners' })).toBe('Q0101');
  });

  it('is never the person it is about, nor somebody who stands under or beside them', () => {
    expect(find(everybody, { avoid: ['G0301'] })).toBe('S0101');
    expect(find(everybody, { avoid: ['G0302'] })).toBe('G0301');
    expect(find(everybody, { avoid: ['G0301', 'S0101'] })).toBe('J0101');
    expect(find(everybody, { level: 'community', avoid: ['S0101'] })).toBe('J0101');
  });

  it('is a colleague only when nobody else is left', () => {
    expect(find([main, standIn], { avoid: ['G0301'] })).toBe('G0302');
    expect(find([main], { avoid: ['G0301'] })).toBeUndefined();
  });

  it('is the station cadre on the spot where a community has no grids', () => {
    expect(find(everybody, { from: 1, hasGrids: false })).toBe('Z0101');
    expect(find(everybody, { from: 1, hasGrids: true })).toBe('S0101');
    expect(find(everybody, { from: 1, hasGrids: false, level: 'community' })).toBe('S0101');
  });
});

describe('what people write', () => {
  it.each([
    ['绑定 K7M2-P9QX', 'K7M2P9QX'],
    ['k7m2p9qx', 'K7M2P9QX'],
    ['邀请码：K7M2 P9QX。', 'K7M2P9QX'],
    ['我的邀请码是K7M2P9QX', 'K7M2P9QX'],
    ['绑定ABCDEFGH', 'ABCDEFGH'],
    ['Ｋ７Ｍ２Ｐ９ＱＸ', 'K7M2P9QX'],
    ['building', undefined],
    ['ABCDEFGH', undefined],
    ['绑定 G0301', undefined],
    ['3栋2单元', undefined],
    ['K7M2P9QX 这个码不对', undefined],
    ['23456789', '23456789'],
    ['19900001234', undefined],
    ['', undefined],
  ])('%s holds the code %s', (text, code) => {
    expect(readCode(text)).toBe(code);
  });

  it.each([
    ['199 0000 1234', '19900001234'],
    ['+86 199-0000-1234', '19900001234'],
    ['１９９００００１２３４', '19900001234'],
    ['0551-62345678', '055162345678'],
    ['400-123-4567', '4001234567'],
    ['1990000123', undefined],
    ['电话', undefined],
    ['', undefined],
  ])('%s is the number %s', (text, phone) => {
    expect(normalisePhone(text)).toBe(phone);
  });

  it.each([
    ['小李', '李'],
    ['老王', '王'],
    ['李师傅', '李'],
    ['陈书记', '陈'],
    ['小欧阳', '欧阳'],
    ['李明', undefined],
    ['小李明', undefined],
    ['电工', '电'],
  ])('%s is a call with the surname %s', (call, surname) => {
    expect(surnameInCall(call)).toBe(surname);
  });

  it('is hidden from those who need not know', () => {
    expect([maskName('王秀兰'), maskName('王')]).toEqual(['王**', '王*']);
  });
});
