import { label } from './numerals.rules.js';
import type { NamedPlace, PlaceIndex } from './place-index.rules.js';
import { lookUp } from './place-names.rules.js';
import type { PlaceText } from './understanding.types.js';

/** Which rows of the roster a place can be. */

export type Rows = readonly number[];
const NONE: Rows = [];

function rowsOf(places: readonly NamedPlace[]): Rows {
  return [...new Set(places.flatMap((place) => place.rows))];
}

/** Places of these kinds that a name stands for. */
export function named(
  name: string | undefined,
  kinds: readonly NamedPlace['kind'][],
  index: PlaceIndex,
): readonly NamedPlace[] {
  return name === undefined
    ? []
    : lookUp(name, index).filter((place) => kinds.includes(place.kind));
}

function buildingsOf(text: string): readonly string[] {
  if (text.includes('、')) return text.split('、').map(label);
  const range = /^(\d{1,3})-(\d{1,3})$/.exec(text);
  if (!range) return [label(text)];
  const [from, to] = [Number(range[1]), Number(range[2])];
  if (to < from || to - from > 60) return [label(text)];
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}

const estateKey = (i: number, index: PlaceIndex) => {
  const coverage = index.rows[i]?.coverage;
  return `${coverage?.communityId}/${coverage?.estate}`;
};

/** A row that names the building knows better than one that covers the rest of its estate. */
function namedBeforeWhole(rows: Rows, index: PlaceIndex): Rows {
  const wholes = rows.filter((i) => index.rows[i]?.buildings.size === 0);
  if (wholes.length === 0 || wholes.length === rows.length) return rows;
  const named = rows.filter((i) => index.rows[i]?.buildings.size);
  const estates = new Set(named.map((i) => estateKey(i, index)));
  return [...named, ...wholes.filter((i) => !estates.has(estateKey(i, index)))];
}

/** Those of the rows that can have the door. */
function withDoor(rows: Rows, place: PlaceText, index: PlaceIndex): Rows {
  const wanted = place.building === undefined ? undefined : buildingsOf(place.building);
  const unit = place.unit === undefined ? undefined : label(place.unit);
  const fits = rows.filter((i) => {
    const row = index.rows[i];
    if (!row) return false;
    const isBuilding =
      !wanted || row.buildings.size === 0 || wanted.some((building) => row.buildings.has(building));
    return isBuilding && (unit === undefined || row.unit === undefined || row.unit === unit);
  });
  // The same list where nothing was left out: what is known of it need not be found again.
  const left = fits.length === rows.length ? rows : fits;
  return wanted ? namedBeforeWhole(left, index) : left;
}

const GRIDS = new WeakMap<Rows, readonly string[]>();

/** The grids of the rows, each once. */
export function gridsOf(rows: Rows, index: PlaceIndex): readonly string[] {
  const known = GRIDS.get(rows);
  if (known) return known;
  const grids = new Set(rows.map((i) => index.rows[i]?.coverage.gridId ?? ''));
  grids.delete('');
  const found = [...grids];
  GRIDS.set(rows, found);
  return found;
}

function both(a: Rows, b: Rows): Rows {
  const known = new Set(b);
  return a.filter((i) => known.has(i));
}

/** Rows for landmark, road and number, in the order of how surely they lead to one grid. */
function rowsOfSurroundings(place: PlaceText, index: PlaceIndex): Rows {
  const kinds = ['landmark', 'alias', 'estate'] as const;
  if (place.landmark !== undefined) {
    const rows = rowsOf(named(place.landmark, kinds, index));
    if (rows.length > 0) return rows;
  }
  if (place.road === undefined) return NONE;
  for (const name of place.roadNo === undefined
    ? [place.road]
    : [`${place.road}${place.roadNo}号`, `${place.road}${place.roadNo}`]) {
    const rows = rowsOf(named(name, kinds, index));
    if (rows.length > 0) return rows;
  }
  return NONE;
}

function rowsOfEstate(place: PlaceText, index: PlaceIndex): Rows {
  const exact = place.estate === undefined ? undefined : index.byEstate.get(place.estate);
  return exact ?? rowsOf(named(place.estate, ['estate', 'alias'], index));
}

export interface Finding {
  readonly rows: Rows;
  /** Grids of the estate when the door itself is not in the roster. */
  readonly hint: readonly string[];
}

/** Where the roster keeps a road like an estate, its numbers are the buildings. */
function roadAsEstate(place: PlaceText, index: PlaceIndex): PlaceText {
  const isEstate =
    place.estate === undefined && place.road !== undefined && index.byEstate.has(place.road);
  return isEstate
    ? { ...place, estate: place.road, building: place.roadNo ?? place.building }
    : place;
}

/** A lane that the roster keeps like an estate: its numbers are houses, not buildings of an estate. */
export const LANE = /[路街巷弄道]$|胡同$/;

const ALONE = new WeakMap<PlaceIndex, Map<string, Rows>>();

/** Estates with a building first; a house number of a lane is meant only where no estate has the building. */
function estatesBeforeLanes(rows: Rows, index: PlaceIndex): Rows {
  const estates = rows.filter((i) => !LANE.test(index.rows[i]?.coverage.estate ?? ''));
  return estates.length > 0 ? estates : rows;
}

/** Rows of one label, remembered: in a district thousands of estates have a 3栋. */
function rowsOfLabel(building: string, index: PlaceIndex): Rows {
  const known = ALONE.get(index) ?? new Map<string, Rows>();
  ALONE.set(index, known);
  const remembered = known.get(building);
  if (remembered) return remembered;
  const listed = index.byBuilding.get(building) ?? NONE;
  const rows = estatesBeforeLanes(
    namedBeforeWhole([...new Set([...listed, ...index.wholeRows])], index),
    index,
  );
  if (listed.length > 0) known.set(building, rows);
  return rows;
}

/** 「15栋」 without a name. */
function rowsOfBuildingAlone(place: PlaceText, index: PlaceIndex): Rows {
  if (place.building === undefined) return NONE;
  const labels = buildingsOf(place.building);
  const rows =
    labels.length === 1
      ? rowsOfLabel(labels[0] ?? '', index)
      : [...new Set(labels.flatMap((one) => rowsOfLabel(one, index)))];
  return place.unit === undefined ? rows : withDoor(rows, { unit: place.unit }, index);
}

/** The rows a place can be, the speaker left out of account. */
export function find(written: PlaceText, index: PlaceIndex): Finding {
  const place = roadAsEstate(written, index);
  const around = rowsOfSurroundings(place, index);
  if (place.estate === undefined) {
    if (around.length > 0)
      return { rows: preferNarrow(around, withDoor(around, place, index)), hint: [] };
    return { rows: rowsOfBuildingAlone(place, index), hint: [] };
  }
  const estate = rowsOfEstate(place, index);
  const doors = withDoor(estate, place, index);
  if (place.building === undefined && around.length > 0)
    return { rows: preferNarrow(around, both(doors, around)), hint: [] };
  return { rows: doors, hint: doors.length > 0 ? [] : gridsOf(estate, index) };
}

const preferNarrow = (wide: Rows, narrow: Rows) => (narrow.length > 0 ? narrow : wide);
