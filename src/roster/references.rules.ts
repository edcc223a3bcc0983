import { heightOf, isKnownLevel, tierOf } from '../territory/level.rules.js';
import { EXPECTED, FOUND } from './roster.texts.js';
import type { CellFault, RosterWorkbook, SheetName, StaffRow, UnitRow } from './roster.types.js';

/** Roles of the contract and of the eleven working methods; others load too and are only pointed out. */
const ROLES =
  /网格|书记|主任|驻点|联络员|助理员|街道|乡镇|一线办|部门|律师|志愿者|社区工作|社工|楼[栋组]长|联系领导|包保|督导|指导员|调解员|党员|专员|干部|区级/u;

/** What is read as a post: 主 or 辅, and the A and B of some districts. */
const POSTS = /主|辅|^[AB]/iu;

interface Found {
  readonly errors: CellFault[];
  readonly warnings: CellFault[];
}

/** What rows say of one another: numbers that exist, are unique, and lead upwards. */
export function checkReferences(
  workbook: RosterWorkbook,
  extraLevels: readonly string[] = [],
): Found {
  const units = new Map(workbook.units.map((unit) => [unit.id, unit]));
  const errors = [
    ...checkUnits(workbook.units, units, extraLevels),
    ...checkCoverages(workbook, units),
    ...checkStaff(workbook.staff ?? [], units),
    ...checkPartners(workbook, units),
    ...checkStations(workbook, units),
  ];
  return { errors, warnings: checkRoles(workbook.staff ?? []) };
}

function checkUnits(
  rows: readonly UnitRow[],
  units: ReadonlyMap<string, UnitRow>,
  extraLevels: readonly string[],
): CellFault[] {
  const isLevel = (level: string) => isKnownLevel(level) || extraLevels.includes(level);
  return [
    ...repeated('组织', '编号', rows, (row) => row.id),
    ...rows
      .filter(({ level }) => level !== '' && !isLevel(level))
      .map((unit) => fault('组织', unit.row, '级别', unit.level, EXPECTED.level)),
    ...rows.flatMap((unit) => checkParent(unit, units, rows)),
  ];
}

function checkParent(
  unit: UnitRow,
  units: ReadonlyMap<string, UnitRow>,
  rows: readonly UnitRow[],
): CellFault[] {
  const at = (expected: string) => [
    fault('组织', unit.row, '上级编号', unit.parentId ?? FOUND.empty, expected),
  ];
  if (unit.parentId === undefined) {
    const top = rows.find((other) => other.parentId === undefined);
    return top === unit ? [] : at(EXPECTED.oneTop);
  }
  const parent = units.get(unit.parentId);
  if (!parent) return at(EXPECTED.parent);
  if (isInCycle(unit, units)) return at(EXPECTED.noCycle);
  const bothRanked = tierOf(unit.level) !== 'place' && tierOf(parent.level) !== 'place';
  return bothRanked && heightOf(parent.level) < heightOf(unit.level) ? at(EXPECTED.higher) : [];
}

function isInCycle(unit: UnitRow, units: ReadonlyMap<string, UnitRow>): boolean {
  const seen = new Set<string>();
  let above: UnitRow | undefined = unit;
  while (above?.parentId !== undefined && !seen.has(above.id)) {
    seen.add(above.id);
    above = units.get(above.parentId);
    if (above?.id === unit.id) return true;
  }
  return false;
}

function checkCoverages(
  workbook: RosterWorkbook,
  units: ReadonlyMap<string, UnitRow>,
): CellFault[] {
  return (workbook.coverages ?? []).flatMap(({ row, gridId }) => {
    if (gridId === '') return [];
    const unit = units.get(gridId);
    if (!unit) return [fault('地址', row, '网格编号', gridId, EXPECTED.unit)];
    const isAbove = ['street', 'district'].includes(tierOf(unit.level));
    return isAbove ? [fault('地址', row, '网格编号', gridId, EXPECTED.answering)] : [];
  });
}

function checkStaff(rows: readonly StaffRow[], units: ReadonlyMap<string, UnitRow>): CellFault[] {
  return [
    ...repeated('人员', '工号', rows, (row) => row.staffNo),
    ...rows
      .filter(({ unitId }) => unitId !== '' && !units.has(unitId))
      .map(({ row, unitId }) => fault('人员', row, '单位编号', unitId, EXPECTED.unit)),
  ];
}

function checkPartners(workbook: RosterWorkbook, units: ReadonlyMap<string, UnitRow>): CellFault[] {
  const rows = workbook.partners ?? [];
  const key = (row: (typeof rows)[number]) => row.name && `${row.communityId}|${row.name}`;
  return [
    ...rows
      .filter(({ communityId }) => communityId !== '' && !units.has(communityId))
      .map(({ row, communityId }) =>
        fault('共建单位', row, '社区编号', communityId, EXPECTED.unit),
      ),
    ...repeated('共建单位', '名称', rows, key, (row) => row.name, EXPECTED.uniqueName),
  ];
}

function checkStations(workbook: RosterWorkbook, units: ReadonlyMap<string, UnitRow>): CellFault[] {
  const rows = workbook.stations ?? [];
  const numbers = workbook.staff && new Set(workbook.staff.map((one) => one.staffNo));
  const key = (row: (typeof rows)[number]) => row.cadreNo && `${row.communityId}|${row.cadreNo}`;
  const unknown = (row: number, column: string, staffNo: string | undefined) =>
    staffNo && numbers && !numbers.has(staffNo)
      ? [fault('驻点', row, column, staffNo, EXPECTED.staff)]
      : [];
  return [
    ...rows.flatMap(({ row, communityId, cadreNo, assistantNo, leaderNo }) => [
      ...(communityId !== '' && !units.has(communityId)
        ? [fault('驻点', row, '社区编号', communityId, EXPECTED.unit)]
        : []),
      ...unknown(row, '驻点干部工号', cadreNo),
      ...unknown(row, '助理员工号', assistantNo),
      ...unknown(row, '联系领导工号', leaderNo),
    ]),
    ...repeated('驻点', '驻点干部工号', rows, key, (row) => row.cadreNo),
  ];
}

function checkRoles(rows: readonly StaffRow[]): CellFault[] {
  const phones = new Map<string, number>();
  return rows.flatMap(({ row, role, post, phone }) => {
    const found: CellFault[] = [];
    if (role !== '' && !ROLES.test(role))
      found.push(fault('人员', row, '角色', role, EXPECTED.role));
    if (post !== undefined && !POSTS.test(post))
      found.push(fault('人员', row, '岗位', post, EXPECTED.post));
    const earlier = phones.get(phone);
    if (phone !== '' && earlier !== undefined) {
      found.push(fault('人员', row, '手机', phone, EXPECTED.samePhone(earlier)));
    }
    if (earlier === undefined) phones.set(phone, row);
    return found;
  });
}

/** Rows whose key an earlier row has. */
function repeated<R extends { readonly row: number }>(
  sheet: SheetName,
  column: string,
  rows: readonly R[],
  keyOf: (row: R) => string,
  shown: (row: R) => string = keyOf,
  expected: (row: number) => string = EXPECTED.unique,
): CellFault[] {
  const first = new Map<string, number>();
  return rows.flatMap((row) => {
    const key = keyOf(row);
    const earlier = first.get(key);
    if (key === '') return [];
    if (earlier !== undefined)
      return [fault(sheet, row.row, column, shown(row), expected(earlier))];
    first.set(key, row.row);
    return [];
  });
}

function fault(
  sheet: SheetName,
  row: number,
  column: string,
  found: string,
  expected: string,
): CellFault {
  return { sheet, row, column, found, expected };
}
