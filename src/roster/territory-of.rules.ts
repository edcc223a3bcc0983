import { communityIdOf } from '../territory/territory.rules.js';
import type { Coverage, OrgUnit, Territory } from '../territory/territory.types.js';
import type { RosterWorkbook } from './roster.types.js';

/** The units of a workbook without faults, each with the community it belongs to. */
export function unitsOf(workbook: Pick<RosterWorkbook, 'units'>): OrgUnit[] {
  const bare = new Map(
    workbook.units.map(({ row: _, ...unit }) => [unit.id, { ...unit, communityId: unit.id }]),
  );
  return [...bare.values()].map((unit) => ({
    ...unit,
    communityId: communityIdOf(unit.id, { units: bare }),
  }));
}

/** The doors of a workbook without faults; a row that names several units (单元) becomes one for each. */
export function coveragesOf(workbook: RosterWorkbook, units: readonly OrgUnit[]): Coverage[] {
  const communities = new Map(units.map((unit) => [unit.id, unit.communityId]));
  return (workbook.coverages ?? []).flatMap(({ row: _, units: labels, ...coverage }) => {
    const communityId = communities.get(coverage.gridId) ?? coverage.gridId;
    if (labels.length === 0) return [{ ...coverage, communityId }];
    return labels.map((unit) => ({ ...coverage, communityId, unit }));
  });
}

/** The map of responsibility a workbook describes. */
export function territoryOf(workbook: RosterWorkbook, version = 0): Territory {
  const units = unitsOf(workbook);
  return {
    version,
    units: new Map(units.map((unit) => [unit.id, unit])),
    coverages: coveragesOf(workbook, units),
  };
}
