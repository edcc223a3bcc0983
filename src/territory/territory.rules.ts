import { type Tier, tierOf } from './level.rules.js';
import type { OrgUnit, Territory } from './territory.types.js';
import { indexOf } from './territory-index.rules.js';

/** The unit itself and all above it, the top last. Empty for an unknown unit. */
export function chainUp(unitId: string, territory: Territory): OrgUnit[] {
  const chain: OrgUnit[] = [];
  let unit = territory.units.get(unitId);
  while (unit && !chain.includes(unit)) {
    chain.push(unit);
    unit = unit.parentId === undefined ? undefined : territory.units.get(unit.parentId);
  }
  return chain;
}

/** Whether the unit is the other one or lies somewhere below it. */
export function liesWithin(unitId: string, above: string, territory: Territory): boolean {
  return chainUp(unitId, territory).some((unit) => unit.id === above);
}

/** The community (社区) the unit is or lies in. */
export function communityOf(unitId: string, territory: Territory): OrgUnit | undefined {
  return ancestorOf('community', unitId, territory);
}

/** The street (街道) the unit is or lies in. */
export function streetOf(unitId: string, territory: Territory): OrgUnit | undefined {
  return ancestorOf('street', unitId, territory);
}

/** The unit nobody stands above; where a deployment holds several, the first by number. */
export function topOf(territory: Territory): OrgUnit | undefined {
  return active(territory)
    .filter((unit) => unit.parentId === undefined)
    .sort(byId)[0];
}

/** The unit and everything under it, parents first; retired units left out. */
export function unitsBelow(unitId: string, territory: Territory): OrgUnit[] {
  const root = territory.units.get(unitId);
  const found = root && !root.retired ? [root] : [];
  const { children } = indexOf(territory);
  for (let i = 0; i < found.length; i += 1) {
    found.push(...(children.get((found[i] as OrgUnit).id) ?? []));
  }
  return found;
}

/** The grids of a community, by number. */
export function gridsOf(communityId: string, territory: Territory): OrgUnit[] {
  return unitsBelow(communityId, territory)
    .filter((unit) => tierOf(unit.level) === 'grid')
    .sort(byId);
}

/** Which community each unit belongs to: the nearest one at or above it, else the unit itself (contracts: tenant key). */
export function communityIdOf(unitId: string, territory: Pick<Territory, 'units'>): string {
  const seen = new Set<string>();
  let unit = territory.units.get(unitId);
  while (unit && !seen.has(unit.id)) {
    if (tierOf(unit.level) === 'community') return unit.id;
    seen.add(unit.id);
    unit = unit.parentId === undefined ? undefined : territory.units.get(unit.parentId);
  }
  return unitId;
}

function ancestorOf(tier: Tier, unitId: string, territory: Territory): OrgUnit | undefined {
  return chainUp(unitId, territory).find((unit) => tierOf(unit.level) === tier);
}

function active(territory: Territory): OrgUnit[] {
  return [...territory.units.values()].filter((unit) => !unit.retired);
}

function byId(a: OrgUnit, b: OrgUnit): number {
  return a.id < b.id ? -1 : 1;
}
