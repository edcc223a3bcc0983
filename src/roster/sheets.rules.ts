import {
  normaliseBuilding,
  normaliseRoom,
  normaliseUnit,
  parseBuildings,
  parseUnits,
} from '../territory/building-range.rules.js';
import type {
  CoverageRow,
  PartnerRow,
  ResidentRow,
  SheetName,
  StaffRow,
  StationRow,
  UnitRow,
} from './roster.types.js';
import type { RowReader } from './row-reader.js';

/** Headings of each sheet (contracts section 4), required ones first. */
export const HEADINGS: Readonly<
  Record<SheetName, { readonly required: readonly string[]; readonly optional: readonly string[] }>
> = {
  组织: { required: ['编号', '名称', '级别'], optional: ['上级编号', '别名', '打卡点', '边界'] },
  地址: { required: ['网格编号', '小区'], optional: ['楼栋', '单元', '别名', '地标', '户数'] },
  人员: {
    required: ['工号', '姓名', '手机', '单位编号', '角色'],
    optional: ['岗位', '职务', '单位'],
  },
  居民: { required: ['姓名', '小区'], optional: ['手机', '楼栋', '单元', '室', '标签'] },
  共建单位: { required: ['名称', '社区编号'], optional: ['联系人', '手机', '可提供'] },
  驻点: {
    required: ['社区编号', '驻点干部工号', '地点'],
    optional: ['助理员工号', '联系领导工号'],
  },
};

/** A heading as people decorate it: `编号*`, `手机（必填）`, blanks. */
export function normaliseHeading(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^)]*\)|[*\s]/gu, '')
    .trim();
}

export function readUnit(cells: RowReader): UnitRow {
  return {
    row: cells.row,
    id: cells.required('编号'),
    name: cells.required('名称'),
    level: cells.required('级别'),
    aliases: cells.list('别名'),
    ...given('parentId', cells.optional('上级编号')),
    ...given('checkinPoint', cells.point('打卡点')),
    ...given('boundary', cells.ring('边界')),
  };
}

export function readCoverage(cells: RowReader): CoverageRow {
  return {
    row: cells.row,
    gridId: cells.required('网格编号'),
    estate: cells.required('小区'),
    buildings: cells.labels('楼栋', parseBuildings),
    units: cells.labels('单元', parseUnits),
    aliases: cells.list('别名'),
    landmarks: cells.list('地标'),
    ...given('households', cells.count('户数')),
  };
}

export function readStaff(cells: RowReader): StaffRow {
  return {
    row: cells.row,
    staffNo: cells.required('工号'),
    name: cells.required('姓名'),
    phone: cells.requiredPhone('手机'),
    unitId: cells.required('单位编号'),
    role: cells.required('角色'),
    ...given('post', cells.optional('岗位')),
    ...given('title', cells.optional('职务')),
    ...given('homeUnit', cells.optional('单位')),
  };
}

export function readResident(cells: RowReader): ResidentRow {
  return {
    row: cells.row,
    name: cells.required('姓名'),
    home: {
      estate: cells.required('小区'),
      ...given('building', cells.label('楼栋', normaliseBuilding)),
      ...given('unit', cells.label('单元', normaliseUnit)),
      ...given('room', cells.label('室', normaliseRoom)),
    },
    labels: cells.list('标签'),
    ...given('phone', cells.phone('手机')),
  };
}

export function readPartner(cells: RowReader): PartnerRow {
  return {
    row: cells.row,
    name: cells.required('名称'),
    communityId: cells.required('社区编号'),
    offers: cells.list('可提供'),
    ...given('contactName', cells.optional('联系人')),
    ...given('phone', cells.phone('手机')),
  };
}

export function readStation(cells: RowReader): StationRow {
  return {
    row: cells.row,
    communityId: cells.required('社区编号'),
    cadreNo: cells.required('驻点干部工号'),
    place: cells.required('地点'),
    ...given('assistantNo', cells.optional('助理员工号')),
    ...given('leaderNo', cells.optional('联系领导工号')),
  };
}

/** The property when there is a value, nothing otherwise. */
function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
