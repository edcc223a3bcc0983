import { normaliseBuilding, normaliseName, normaliseUnit } from './building-range.rules.js';
import type { Address, Coverage, GridMatch, Territory } from './territory.types.js';
import { indexOf, shortForm } from './territory-index.rules.js';

/**
 * The grid that answers for a door. A lane is an estate whose buildings are its house numbers. Rows that name the
 * building win over rows for a whole estate, rows that name the unit over rows for a whole building.
 * @param within only grids of this community; undefined = the whole territory
 */
export function gridFor(address: Address, territory: Territory, within?: string): GridMatch {
  return matchOf(coveragesFor(address, territory, within));
}

/** The community of an address although no single grid answers for it; undefined when that is not certain either. */
export function communityFor(address: Address, territory: Territory): string | undefined {
  const rows = coveragesFor(address, territory);
  const candidates = rows.length > 0 ? rows : namedBy(address.estate, territory);
  const communities = new Set(candidates.map((coverage) => coverage.communityId));
  return communities.size === 1 ? [...communities][0] : undefined;
}

/** The official names of what people call by a name: `灵西` → 灵西小区; with buildings when the name means only some. */
export function estateOf(
  name: string,
  territory: Territory,
): { readonly estate: string; readonly buildings?: readonly string[] }[] {
  const rows = namedBy(name, territory);
  const narrowed = isNarrowAlias(name, rows, territory);
  const estates = new Map<string, readonly string[]>();
  for (const row of rows) {
    estates.set(row.estate, [...(estates.get(row.estate) ?? []), ...row.buildings]);
  }
  return [...estates].map(([estate, buildings]) => (narrowed ? { estate, buildings } : { estate }));
}

function coveragesFor(
  address: Address,
  territory: Territory,
  within?: string,
): readonly Coverage[] {
  if (!address.estate && !address.building) return [];
  const named = address.estate ? namedBy(address.estate, territory) : territory.coverages;
  const candidates = inCommunity(named, within);
  if (!address.building) return candidates;
  const found = withBuilding(candidates, address);
  if (found.length > 0 || !address.estate) return found;
  const estates = new Set(candidates.map((coverage) => normaliseName(coverage.estate)));
  const wider = [...estates].flatMap((estate) => indexOf(territory).byEstate.get(estate) ?? []);
  return withBuilding(inCommunity(wider, within), address);
}

/** Rows the name stands for. A nickname that only some rows carry means just those, unless it is short for the estate. */
function namedBy(name: string | undefined, territory: Territory): readonly Coverage[] {
  if (!name) return [];
  const index = indexOf(territory);
  const wanted = normaliseName(name);
  const official = index.byEstate.get(wanted);
  if (official) return official;
  const carriers = index.byAlias.get(wanted) ?? index.byShortForm.get(wanted) ?? [];
  if (carriers.length === 0 || isNarrowAlias(name, carriers, territory)) return carriers;
  const estates = new Set(carriers.map((coverage) => normaliseName(coverage.estate)));
  return [...estates].flatMap((estate) => index.byEstate.get(estate) ?? []);
}

/**
 * Whether the name is a nickname of some buildings (老粮站楼) and not of their whole estate. Taken so only where it is
 * plain: asking back once too often is better than the wrong door.
 */
function isNarrowAlias(name: string, carriers: readonly Coverage[], territory: Territory): boolean {
  const wanted = normaliseName(name);
  const index = indexOf(territory);
  if (!index.byAlias.has(wanted) || index.byEstate.has(wanted)) return false;
  return carriers.every(({ estate, buildings }) => {
    const stem = shortForm(estate) ?? normaliseName(estate);
    const speaksOfBuildings = buildings.length === 1 || /[楼栋幢座]$/u.test(wanted);
    return buildings.length > 0 && speaksOfBuildings && !stem.includes(wanted);
  });
}

function withBuilding(candidates: readonly Coverage[], address: Address): readonly Coverage[] {
  const building = normaliseBuilding(address.building ?? '');
  const main = building.replace(/(?:附|-).*$/u, '');
  const exact =
    nonEmpty(candidates.filter((coverage) => coverage.buildings.includes(building))) ??
    nonEmpty(candidates.filter((coverage) => main !== '' && coverage.buildings.includes(main))) ??
    candidates.filter((coverage) => coverage.buildings.length === 0);
  if (!address.unit) return exact;
  const unit = normaliseUnit(address.unit);
  return (
    nonEmpty(exact.filter((coverage) => coverage.unit === unit)) ??
    nonEmpty(exact.filter((coverage) => coverage.unit === undefined)) ??
    exact
  );
}

function inCommunity(
  coverages: readonly Coverage[],
  within: string | undefined,
): readonly Coverage[] {
  return within ? coverages.filter((coverage) => coverage.communityId === within) : coverages;
}

function nonEmpty<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length > 0 ? values : undefined;
}

function matchOf(coverages: readonly Coverage[]): GridMatch {
  return matchOfIds(coverages.map((coverage) => coverage.gridId));
}

function matchOfIds(ids: readonly string[]): GridMatch {
  const gridIds = [...new Set(ids)];
  const [first] = gridIds;
  if (first === undefined) return { kind: 'none' };
  return gridIds.length === 1 ? { kind: 'matched', gridId: first } : { kind: 'ambiguous', gridIds };
}
