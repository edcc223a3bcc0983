import type { Coverage, OrgUnit, Territory } from '../territory/territory.types.js';
import { label } from './numerals.rules.js';
import { nameKey, otherWords, shortName, shortNames } from './place-keys.rules.js';

/** One row of the roster's addresses, labels ready to be compared. */
export interface PlaceRow {
  readonly coverage: Coverage;
  /** Empty = the whole estate. */
  readonly buildings: ReadonlySet<string>;
  readonly unit?: string;
}

/** What a name in the roster stands for. */
export interface NamedPlace {
  readonly kind: 'estate' | 'alias' | 'landmark' | 'unit';
  /** As the roster writes it: the estate's name for estates and their other names, else the landmark or the unit. */
  readonly name: string;
  /** Rows it covers. */
  readonly rows: readonly number[];
  /** Set when the name is that of one building. */
  readonly building?: string;
  readonly unitId?: string;
  /** A name with its 小区 or 社区 left out: believed only where the words around it fit. */
  readonly isShort: boolean;
}

/** The roster turned inside out: from names to rows. Built once per territory. */
export interface PlaceIndex {
  readonly territory: Territory;
  readonly rows: readonly PlaceRow[];
  readonly byEstate: ReadonlyMap<string, readonly number[]>;
  readonly names: ReadonlyMap<string, readonly NamedPlace[]>;
  /** Lengths of the names that begin with a character, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
  /** Names with which longer ones begin: 灵西小区, where there is a 灵西小区东区. */
  readonly twins: ReadonlySet<string>;
  /** Estates by the two to four characters that their names begin with: what people say for short. */
  readonly beginnings: ReadonlyMap<string, readonly NamedPlace[]>;
  /** Rows that list a building. */
  readonly byBuilding: ReadonlyMap<string, readonly number[]>;
  /** Rows of whole estates: any building may be theirs. */
  readonly wholeRows: readonly number[];
  /** The grids themselves, for shared locations. */
  readonly grids: readonly OrgUnit[];
  /** Grids at or below a unit. */
  gridsUnder(unitId: string): readonly string[];
}

class Builder {
  readonly rows: PlaceRow[] = [];
  readonly byEstate = new Map<string, number[]>();
  readonly names = new Map<string, NamedPlace[]>();

  constructor(territory: Territory) {
    for (const coverage of territory.coverages) this.addRow(coverage);
    for (const [key, rows] of this.byEstate) this.addEstate(key, rows);
    for (const [i, row] of this.rows.entries()) this.addOtherNames(row.coverage, i);
    for (const unit of territory.units.values()) if (!unit.retired) this.addUnit(unit);
  }

  private addRow(coverage: Coverage): void {
    const key = nameKey(coverage.estate);
    const list = this.byEstate.get(key) ?? [];
    list.push(this.rows.length);
    this.byEstate.set(key, list);
    const unit =
      coverage.unit === undefined || coverage.unit === '' ? undefined : label(coverage.unit);
    this.rows.push({ coverage, buildings: new Set(coverage.buildings.map(label)), unit });
  }

  private add(key: string, named: NamedPlace): void {
    if (key.length < 2) return;
    const known = this.names.get(key);
    if (!known) {
      this.names.set(key, [named]);
      return;
    }
    const same = known.findIndex(
      (other) =>
        other.kind === named.kind && other.name === named.name && other.unitId === named.unitId,
    );
    const twin = known[same];
    if (twin)
      known[same] = {
        ...twin,
        rows: [...new Set([...twin.rows, ...named.rows])],
        building: twin.building === named.building ? twin.building : undefined,
      };
    else known.push(named);
  }

  private addEstate(key: string, rows: readonly number[]): void {
    const name = this.rows[rows[0] ?? 0]?.coverage.estate ?? key;
    this.add(key, { kind: 'estate', name, rows, isShort: false });
    for (const short of shortNames(key))
      this.add(short, { kind: 'estate', name, rows, isShort: true });
  }

  private addOtherNames(coverage: Coverage, i: number): void {
    const estateRows = this.byEstate.get(nameKey(coverage.estate)) ?? [i];
    const building =
      coverage.buildings.length === 1 && estateRows.length > 1
        ? label(coverage.buildings[0] ?? '')
        : undefined;
    for (const alias of coverage.aliases) {
      const rows = building === undefined ? estateRows : [i];
      this.add(nameKey(alias), {
        kind: 'alias',
        name: coverage.estate,
        rows,
        building,
        isShort: false,
      });
    }
    for (const landmark of coverage.landmarks)
      for (const key of otherWords(nameKey(landmark)))
        this.add(key, { kind: 'landmark', name: landmark, rows: [i], isShort: false });
  }

  private addUnit(unit: OrgUnit): void {
    const named = { kind: 'unit' as const, name: unit.name, rows: [], unitId: unit.id };
    const key = nameKey(unit.name);
    this.add(key, { ...named, isShort: false });
    for (const alias of unit.aliases) this.add(nameKey(alias), { ...named, isShort: false });
    if (/[A-Z]/i.test(unit.id) && /\d/.test(unit.id))
      this.add(nameKey(unit.id), { ...named, isShort: false });
    const short = shortName(key);
    if (short) this.add(short, { ...named, isShort: true });
    const bareGrid = /(\d+网格)$/.exec(key);
    if (bareGrid?.[1] && bareGrid[1] !== key) this.add(bareGrid[1], { ...named, isShort: false });
  }
}

/** Lengths of the keys that begin with a character, longest first: how far to look at each place of a text. */
export function lengthsOf(names: ReadonlyMap<string, unknown>): Map<string, number[]> {
  const lengths = new Map<string, number[]>();
  for (const key of names.keys()) {
    const list = lengths.get(key.charAt(0)) ?? [];
    if (!list.includes(key.length)) list.push(key.length);
    lengths.set(key.charAt(0), list);
  }
  for (const list of lengths.values()) list.sort((a, b) => b - a);
  return lengths;
}

function gridsByUnit(territory: Territory): Map<string, string[]> {
  const under = new Map<string, string[]>();
  const gridIds = new Set(territory.coverages.map((coverage) => coverage.gridId));
  for (const unit of territory.units.values())
    if (unit.level === '网格' && !unit.retired) gridIds.add(unit.id);
  for (const gridId of gridIds) {
    const seen = new Set<string>();
    for (
      let id: string | undefined = gridId;
      id !== undefined && !seen.has(id);
      id = territory.units.get(id)?.parentId
    ) {
      seen.add(id);
      const grids = under.get(id);
      if (grids) grids.push(gridId);
      else under.set(id, [gridId]);
    }
  }
  return under;
}

/** A building or firm that stands below a grid belongs to that grid. */
function gridAbove(
  territory: Territory,
  under: ReadonlyMap<string, readonly string[]>,
  unitId: string,
): readonly string[] {
  let unit = territory.units.get(unitId);
  for (let steps = 0; unit && steps < 20; steps++) {
    const grids = under.get(unit.id);
    if (grids) return unit.id === unitId || unit.level === '网格' ? grids : [];
    unit = unit.parentId === undefined ? undefined : territory.units.get(unit.parentId);
  }
  return [];
}

/** What people say for short has two to four characters. */
const SHORT_LENGTHS = [2, 3, 4];

function beginningsOf(
  byEstate: ReadonlyMap<string, readonly number[]>,
  rows: readonly PlaceRow[],
): Map<string, NamedPlace[]> {
  const found = new Map<string, NamedPlace[]>();
  for (const [key, own] of byEstate) {
    const name = rows[own[0] ?? 0]?.coverage.estate ?? key;
    for (const length of SHORT_LENGTHS.filter((one) => one < key.length)) {
      const begin = key.slice(0, length);
      const named = { kind: 'estate' as const, name, rows: own, isShort: true };
      found.set(begin, [...(found.get(begin) ?? []), named]);
    }
  }
  return found;
}

function twinsIn(names: ReadonlyMap<string, readonly NamedPlace[]>): Set<string> {
  const isEstate = (name: string) =>
    names.get(name)?.some((place) => place.kind === 'estate' || place.kind === 'alias') === true;
  const found = new Set<string>();
  for (const name of names.keys()) {
    if (!isEstate(name)) continue;
    for (let end = 2; end < name.length; end += 1)
      if (isEstate(name.slice(0, end))) found.add(name.slice(0, end));
  }
  return found;
}

function rowsByBuilding(rows: readonly PlaceRow[]): Map<string, number[]> {
  const byBuilding = new Map<string, number[]>();
  for (const [i, row] of rows.entries()) {
    for (const building of row.buildings) {
      const list = byBuilding.get(building);
      if (list) list.push(i);
      else byBuilding.set(building, [i]);
    }
  }
  return byBuilding;
}

function build(territory: Territory): PlaceIndex {
  const { rows, byEstate, names } = new Builder(territory);
  const under = gridsByUnit(territory);
  const isGrid = (unit: OrgUnit) => {
    const grids = under.get(unit.id);
    return grids?.length === 1 && grids[0] === unit.id;
  };
  return {
    territory,
    rows,
    byEstate,
    names,
    lengths: lengthsOf(names),
    twins: twinsIn(names),
    beginnings: beginningsOf(byEstate, rows),
    byBuilding: rowsByBuilding(rows),
    wholeRows: [...rows.keys()].filter((i) => rows[i]?.buildings.size === 0),
    grids: [...territory.units.values()].filter((unit) => !unit.retired && isGrid(unit)),
    gridsUnder: (unitId) => gridAbove(territory, under, unitId),
  };
}

const CACHE = new WeakMap<Territory, PlaceIndex>();

/** The index of a territory; built at the first call and kept as long as the territory object lives. */
export function placeIndexOf(territory: Territory): PlaceIndex {
  let index = CACHE.get(territory);
  if (!index) {
    index = build(territory);
    CACHE.set(territory, index);
  }
  return index;
}
