import type { Staff } from '../people/people.types.js';
import { tierOf } from '../territory/level.rules.js';
import { chainUp } from '../territory/territory.rules.js';
import type { Territory } from '../territory/territory.types.js';
import { CASE_LEVELS, type CaseLevel } from './cases.types.js';

/** They help at whatever level the case stands; their own unit says nothing about it. */
const HELPERS = /律师|志愿者|部门|共建/u;
/** They solve on the spot although their duty lies with a whole community. */
const ON_THE_SPOT = /网格|驻点干部|驻点助理/u;
/** Roles that answer for everything below their unit and may give cases out. */
const OFFICES = /书记|主任|街道|乡镇|一线办|区/u;

/** The levels above, nearest first; empty at the top. */
export function levelsAbove(level: CaseLevel): readonly CaseLevel[] {
  return CASE_LEVELS.slice(CASE_LEVELS.indexOf(level) + 1);
}

/** The higher of two levels. */
export function higherLevel(a: CaseLevel, b: CaseLevel): CaseLevel {
  return CASE_LEVELS.indexOf(a) >= CASE_LEVELS.indexOf(b) ? a : b;
}

/** At which level a case stands once this person answers for it (contracts section 5, levels and owners). */
export function levelWith(staff: Staff, territory: Territory, present: CaseLevel): CaseLevel {
  if (HELPERS.test(staff.role)) return present;
  switch (tierOf(territory.units.get(staff.unitId)?.level ?? '')) {
    case 'district':
      return 'district';
    case 'street':
      return 'partners';
    case 'community':
      return ON_THE_SPOT.test(staff.role) ? 'on_spot' : 'community';
    default:
      return 'on_spot';
  }
}

/** The level of the office to which a bureau (部门) belongs; undefined for whoever is no bureau. */
export function officeOfBureau(
  { role, unitId }: Pick<Staff, 'role' | 'unitId'>,
  territory: Territory,
): CaseLevel | undefined {
  if (!/部门/u.test(role)) return undefined;
  return tierOf(territory.units.get(unitId)?.level ?? '') === 'street' ? 'partners' : 'district';
}

/** Whether a person answers for the whole community (or more) in which the case was opened, and may give it to others. */
export function overseesCommunity(
  staff: Staff,
  communityId: string,
  territory: Territory,
): boolean {
  const isAbove = chainUp(communityId, territory).some((unit) => unit.id === staff.unitId);
  return (
    staff.active &&
    isAbove &&
    OFFICES.test(staff.role) &&
    !ON_THE_SPOT.test(staff.role) &&
    !HELPERS.test(staff.role)
  );
}
