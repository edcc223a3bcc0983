import type { Address } from '../territory/territory.types.js';
import { label } from './numerals.rules.js';
import { type NamedPlace, type PlaceIndex } from './place-index.rules.js';
import { lookUp } from './place-names.rules.js';
import type { PlaceMatch, PlaceText } from './understanding.types.js';

/** Only the parts that say something. */
function present<T extends object>(parts: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<T>;
}

/** Anything named that can lead to a door, 「我家」 included. */
export function hasPlace(place: PlaceText): boolean {
  return (
    place.isHome === true ||
    [
      place.estate,
      place.building,
      place.unit,
      place.room,
      place.landmark,
      place.road,
      place.area,
    ].some((part) => part !== undefined)
  );
}

/**
 * Two messages about one matter: what the later names wins; a new building drops the old unit and room,
 * a new estate drops all of the old door.
 */
export function mergePlaces(earlier: PlaceText, later: PlaceText): PlaceText {
  const differs = (part: 'estate' | 'building' | 'unit') =>
    earlier[part] !== undefined && later[part] !== undefined && earlier[part] !== later[part];
  const { building, unit, room, ...rest } = earlier;
  const door = {
    ...(!differs('estate') && { building }),
    ...(!differs('estate') && !differs('building') && { unit }),
    ...(!differs('estate') && !differs('building') && !differs('unit') && { room }),
  };
  return { ...present(rest), ...present(door), ...present(later) };
}

/** A bound home as a place. */
export function placeOfAddress(address: Address): PlaceText {
  const { estate, building, unit, room } = address;
  return present({ estate, building, unit, room });
}

/** A place as a person would write it: 灵西小区3栋2单元501室; empty when nothing is named. */
export function describePlace(place: PlaceText): string {
  const doors = [
    place.building === undefined ? '' : `${place.building}栋`,
    place.unit === undefined ? '' : `${place.unit}单元`,
    place.room === undefined ? '' : `${place.room}室`,
  ].join('');
  const road =
    place.road === undefined
      ? ''
      : `${place.road}${place.roadNo === undefined ? '' : `${place.roadNo}号`}`;
  const area = place.estate === undefined && place.landmark === undefined ? (place.area ?? '') : '';
  return `${area}${road}${place.estate ?? ''}${doors}${place.landmark ?? ''}`;
}

/** What is known about the speaker when a place is held against the roster. */
export interface Standpoint {
  /** Bound home: completes what the text leaves out, never overrules what it says. */
  readonly home?: Address;
  /** Narrows the choice when several communities fit. */
  readonly communityId?: string;
}

type Rows = readonly number[];
const NONE: Rows = [];

function rowsOf(places: readonly NamedPlace[]): Rows {
  return [...new Set(places.flatMap((place) => place.rows))];
}

function named(
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
  if (!wanted) return fits;
  // A row that names the building knows better than one that covers the rest of the estate.
  const explicit = fits.filter((i) => index.rows[i]?.buildings.size);
  const estates = new Set(explicit.map((i) => index.rows[i]?.coverage.estate));
  return explicit.length > 0 &&
    estates.size === new Set(fits.map((i) => index.rows[i]?.coverage.estate)).size
    ? explicit
    : fits;
}

function gridsOf(rows: Rows, index: PlaceIndex): string[] {
  return [...new Set(rows.map((i) => index.rows[i]?.coverage.gridId ?? ''))].filter(
    (id) => id !== '',
  );
}

function communityOf(gridId: string, index: PlaceIndex): string | undefined {
  return (
    index.territory.units.get(gridId)?.communityId ??
    index.rows.find((row) => row.coverage.gridId === gridId)?.coverage.communityId
  );
}

const both = (a: Rows, b: Rows) => a.filter((i) => b.includes(i));

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

interface Finding {
  readonly rows: Rows;
  /** Grids of the estate when the door itself is not in the roster. */
  readonly hint: readonly string[];
}

/** Where the roster keeps a road like an estate, its numbers are the buildings. */
function roadAsEstate(place: PlaceText, index: PlaceIndex): PlaceText {
  const isEstate =
    place.estate === undefined && place.road !== undefined && index.byEstate.has(place.road);
  return isEstate
    ? { ...place, estate: place.road, building: place.building ?? place.roadNo }
    : place;
}

/** A lane that the roster keeps like an estate: its numbers are houses, not buildings of an estate. */
const LANE = /[路街巷弄道里]$|胡同$|大道$/;

/** 「15栋」 without a name: estates first; a house number of a lane is meant only where no estate has the building. */
function rowsOfBuildingAlone(place: PlaceText, index: PlaceIndex): Rows {
  if (place.building === undefined) return NONE;
  const rows = withDoor(
    index.rows.map((_, i) => i),
    place,
    index,
  );
  const estates = rows.filter((i) => !LANE.test(index.rows[i]?.coverage.estate ?? ''));
  return estates.length > 0 ? estates : rows;
}

function find(written: PlaceText, index: PlaceIndex): Finding {
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

function areaGrids(place: PlaceText, index: PlaceIndex): readonly string[] | undefined {
  if (place.area === undefined) return undefined;
  const grids = named(place.area, ['unit'], index).flatMap((unit) =>
    index.gridsUnder(unit.unitId ?? ''),
  );
  return grids.length > 0 ? [...new Set(grids)] : undefined;
}

function narrow(grids: readonly string[], keep: (gridId: string) => boolean): readonly string[] {
  const kept = grids.filter(keep);
  return kept.length > 0 ? kept : grids;
}

function verdict(place: PlaceText, grids: readonly string[], hint: readonly string[]): PlaceMatch {
  if (grids.length === 1)
    return { ...place, routing: 'matched', gridId: grids[0], candidates: grids };
  if (grids.length > 1) return { ...place, routing: 'ambiguous', candidates: grids };
  return { ...place, routing: 'none', candidates: hint };
}

/** Completes a place by the home of the speaker: a building, unit or room alone is that of the own estate. */
function completed(place: PlaceText, at: Standpoint): PlaceText {
  const home = at.home ? placeOfAddress(at.home) : undefined;
  if (!home || place.estate !== undefined) return place;
  if (
    place.building === undefined &&
    (place.landmark !== undefined || place.road !== undefined || place.area !== undefined)
  )
    return place;
  if (!hasPlace(place)) return place;
  return mergePlaces(home, place);
}

function onlyEstate(rows: Rows, index: PlaceIndex): string | undefined {
  const estates = new Set(rows.map((i) => index.rows[i]?.coverage.estate));
  return estates.size === 1 ? [...estates][0] : undefined;
}

interface Search extends Finding {
  /** The place that was looked for: as completed by the home, or as it was said. */
  readonly place: PlaceText;
}

/** Looks in the home's estate first; a building that is not there may be any other one. */
function search(place: PlaceText, index: PlaceIndex, at: Standpoint): Search {
  const whole = completed(place, at);
  const near = find(whole, index);
  const isElsewhere =
    near.rows.length === 0 && place.estate === undefined && place.building !== undefined;
  if (whole === place || !isElsewhere) return { ...near, place: whole };
  const far = find(place, index);
  const isLane = far.rows.every((i) => LANE.test(index.rows[i]?.coverage.estate ?? ''));
  // Somebody at home in an estate who says 15栋 means a building; a house number of a lane would be a wrong guess.
  return far.rows.length > 0 && !isLane ? { ...far, place } : { ...near, place: whole };
}

/** Grids of what was found, narrowed by a grid or community named in the text; where only that was named, its grids. */
function gridsWithin({ rows, hint, place }: Search, index: PlaceIndex): readonly string[] {
  const grids = gridsOf(rows, index);
  const area = areaGrids(place, index);
  if (!area) return grids;
  if (grids.length > 0) return narrow(grids, (id) => area.includes(id));
  return hint.length > 0 ? [] : area;
}

/**
 * Holds a place against the roster.
 * - a building in the text beats the home's; 「3栋的」 from a resident of 灵西小区 is 灵西小区 3栋
 * - `none` with candidates: the estate is known but not the door; the candidates tell the community
 */
export function matchPlace(place: PlaceText, index: PlaceIndex, at: Standpoint = {}): PlaceMatch {
  const found = search(place, index, at);
  const { communityId } = at;
  const within = gridsWithin(found, index);
  const grids =
    communityId === undefined
      ? within
      : narrow(within, (id) => communityOf(id, index) === communityId);
  const rows = found.rows.filter((i) => grids.includes(index.rows[i]?.coverage.gridId ?? ''));
  const isBuildingAlone = found.place.estate === undefined && found.place.building !== undefined;
  const estate = isBuildingAlone ? onlyEstate(rows, index) : undefined;
  return verdict(
    estate === undefined ? found.place : { ...found.place, estate },
    grids,
    found.hint,
  );
}
