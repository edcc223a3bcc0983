import type { Address } from '../territory/territory.types.js';
import type { PlaceIndex } from './place-index.rules.js';
import { type Finding, find, gridsOf, LANE, named, type Rows } from './place-rows.rules.js';
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

/** 3栋2单元501室; in a lane the building is the number of a house. */
function describeDoor({ building, unit, room }: PlaceText, isLane: boolean): string {
  return [
    building === undefined ? '' : `${building}${isLane ? '号' : '栋'}`,
    unit === undefined ? '' : `${unit}单元`,
    room === undefined ? '' : `${room}室`,
  ].join('');
}

function describeRoad({ road, roadNo }: PlaceText): string {
  if (road === undefined) return '';
  return roadNo === undefined ? road : `${road}${roadNo}号`;
}

/** A place as a person would write it: 灵西小区3栋2单元501室; empty when nothing is named. */
export function describePlace(place: PlaceText): string {
  const { estate = '', landmark = '' } = place;
  const isLane = LANE.test(estate);
  const road = isLane ? '' : describeRoad(place);
  const area = estate === '' && landmark === '' ? (place.area ?? '') : '';
  return `${area}${road}${estate}${describeDoor(place, isLane)}${landmark}`;
}

/** What is known about the speaker when a place is held against the roster. */
export interface Standpoint {
  /** Bound home: completes what the text leaves out, never overrules what it says. */
  readonly home?: Address;
  /** Narrows the choice when several communities fit. */
  readonly communityId?: string;
}

/** Units that the area named in the text can be. */
function areaUnits(place: PlaceText, index: PlaceIndex): readonly string[] {
  if (place.area === undefined) return [];
  const ids = named(place.area, ['unit'], index).map((unit) => unit.unitId ?? '');
  return ids.filter((id) => index.gridsUnder(id).length > 0);
}

/** A district, a street, a community, a grid, a place in it, and some to spare. */
const MOST_LEVELS = 8;

/** Whether a grid lies in one of the units, or one of them in it. */
function isIn(gridId: string, unitIds: readonly string[], index: PlaceIndex): boolean {
  let id: string | undefined = gridId;
  for (let level = 0; id !== undefined && level < MOST_LEVELS; level += 1) {
    if (unitIds.includes(id)) return true;
    id = index.territory.units.get(id)?.parentId;
  }
  return unitIds.some((unitId) => index.gridsUnder(unitId)[0] === gridId);
}

/** Those of the grids that lie in one of the units; goes through the shorter of the two lists. */
function gridsIn(grids: readonly string[], units: readonly string[], index: PlaceIndex): string[] {
  const count = units.reduce((sum, id) => sum + index.gridsUnder(id).length, 0);
  if (count > grids.length) return grids.filter((id) => isIn(id, units, index));
  const inside = new Set(units.flatMap((id) => index.gridsUnder(id)));
  return grids.filter((id) => inside.has(id));
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

/** The one estate that the rows within the grids belong to. */
function onlyEstate(rows: Rows, grids: ReadonlySet<string>, index: PlaceIndex): string | undefined {
  let estate: string | undefined;
  for (const i of rows) {
    const coverage = index.rows[i]?.coverage;
    if (!coverage || !grids.has(coverage.gridId)) continue;
    if (estate !== undefined && estate !== coverage.estate) return undefined;
    estate = coverage.estate;
  }
  return estate;
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

interface Grids {
  readonly grids: readonly string[];
  readonly hint: readonly string[];
}

/** Grids of what was found, narrowed by a grid or community named in the text; where only that was named, its grids. */
function within(search: Search, index: PlaceIndex): Grids {
  const { rows, hint, place } = search;
  const grids = gridsOf(rows, index);
  const units = areaUnits(place, index);
  if (units.length === 0) return { grids, hint };
  const kept = gridsIn(grids, units, index);
  if (kept.length > 0) return { grids: kept, hint };
  const isSlip = isBuildingAlone(place);
  if (grids.length > 0 && !isSlip) return { grids, hint };
  const area = [...new Set(units.flatMap((id) => index.gridsUnder(id)))];
  // 「柳荫社区15栋」 where only another community has a 15栋 is a slip; an estate by its name is not.
  if (grids.length > 0) return { grids: [], hint: area };
  return { grids: hint.length > 0 ? [] : area, hint };
}

const isBuildingAlone = ({ estate, landmark, road, building }: PlaceText) =>
  building !== undefined && estate === undefined && landmark === undefined && road === undefined;

/**
 * Holds a place against the roster.
 * - a building in the text beats the home's; 「3栋的」 from a resident of 灵西小区 is 灵西小区 3栋
 * - `none` with candidates: the estate is known but not the door; the candidates tell the community
 */
export function matchPlace(place: PlaceText, index: PlaceIndex, at: Standpoint = {}): PlaceMatch {
  const found = search(place, index, at);
  const { grids: all, hint } = within(found, index);
  const { communityId } = at;
  const grids =
    communityId === undefined
      ? all
      : narrow(all, (id) => index.territory.units.get(id)?.communityId === communityId);
  const isNameless = found.place.estate === undefined && found.place.building !== undefined;
  const estate = isNameless ? onlyEstate(found.rows, new Set(grids), index) : undefined;
  return verdict(estate === undefined ? found.place : { ...found.place, estate }, grids, hint);
}
