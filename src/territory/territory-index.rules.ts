import { normaliseName } from './building-range.rules.js';
import type { Coverage, OrgUnit, Territory } from './territory.types.js';

/** Look-up tables of one territory; names are normalised (`normaliseName`). */
export interface TerritoryIndex {
  readonly byEstate: ReadonlyMap<string, readonly Coverage[]>;
  /** Short forms: 「灵西」 for 灵西小区. */
  readonly byShortForm: ReadonlyMap<string, readonly Coverage[]>;
  readonly byAlias: ReadonlyMap<string, readonly Coverage[]>;
  readonly children: ReadonlyMap<string, readonly OrgUnit[]>;
}

/** Endings that people leave out when they name an estate; what is left must be two characters or more. */
const ESTATE_WORD = /(?:住宅小区|小区|花园|家园|新村|大厦|公寓|大院|宿舍)$/u;

const indexes = new WeakMap<Territory, TerritoryIndex>();

/** The index of a territory, built once for each. */
export function indexOf(territory: Territory): TerritoryIndex {
  let index = indexes.get(territory);
  if (!index) {
    index = build(territory);
    indexes.set(territory, index);
  }
  return index;
}

/** The name without the ending that people leave out; undefined when nothing recognisable would be left. */
export function shortForm(estate: string): string | undefined {
  const short = normaliseName(estate).replace(ESTATE_WORD, '');
  return short.length >= 2 && short !== normaliseName(estate) ? short : undefined;
}

function build(territory: Territory): TerritoryIndex {
  const byEstate = new Map<string, Coverage[]>();
  const byShortForm = new Map<string, Coverage[]>();
  const byAlias = new Map<string, Coverage[]>();
  for (const coverage of territory.coverages) {
    add(byEstate, normaliseName(coverage.estate), coverage);
    const short = shortForm(coverage.estate);
    if (short) add(byShortForm, short, coverage);
    for (const alias of coverage.aliases) add(byAlias, normaliseName(alias), coverage);
  }
  return { byEstate, byShortForm, byAlias, children: childrenOf(territory) };
}

function childrenOf(territory: Territory): Map<string, OrgUnit[]> {
  const children = new Map<string, OrgUnit[]>();
  for (const unit of territory.units.values()) {
    if (!unit.retired && unit.parentId) add(children, unit.parentId, unit);
  }
  return children;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
