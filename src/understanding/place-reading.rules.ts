import { type Door, readDoor } from './address.rules.js';
import { readAddressLine } from './address-line.rules.js';
import { anyOf, Pattern } from './pattern.rules.js';
import { maskPhones } from './phones.rules.js';
import type { NamedPlace, PlaceIndex } from './place-index.rules.js';
import { nameKey } from './place-keys.rules.js';
import { type FoundName, findNames, lookUp, nameBefore } from './place-names.rules.js';
import {
  readEstateAhead,
  readEstateAnywhere,
  readLandmark,
  readRoad,
} from './place-words.rules.js';
import type { PlaceText } from './understanding.types.js';

/** Longest stretch of a text that is searched for a place; letters of complaint name it at the beginning. */
const SEARCHED_LENGTH = 2000;

const HOME = anyOf(
  /我家|我们家|俺家|咱家|我屋|家里|家门口|家楼[上下]|我(?:们|家)?楼[上下道里]/,
  /[我咱俺]们?(?:这|这边|住的?)?(?:一?栋|幢|单元|楼|这层|门口|门栋|楼道)|屋里|屋头|屋企|自家/,
  /楼上邻居|楼上(?:漏|滴|住户|那家)|本(?:栋|楼|单元)|隔壁(?:邻居|家|那家)|对门/,
);
const OTHER_HOME = /(?:他|她|别人|人|大|国|老|专|亲|厂|商|回)家里|物业家/;

interface Draft {
  estate?: string;
  building?: string;
  unit?: string;
  room?: string;
  landmark?: string;
  road?: string;
  roadNo?: string;
  area?: string;
  isHome?: boolean;
}

function blank(text: string, names: readonly FoundName[]): string {
  let rest = '';
  let from = 0;
  for (const name of names) {
    rest += `${text.slice(from, name.start)}${'□'.repeat(name.end - name.start)}`;
    from = name.end;
  }
  return rest + text.slice(from);
}

function distinct(
  places: readonly NamedPlace[],
  kinds: readonly NamedPlace['kind'][],
): readonly NamedPlace[] {
  return places.filter((place) => kinds.includes(place.kind));
}

/** Writes what a roster name means into the draft; the first estate, landmark and area win. */
function takeName(draft: Draft, found: FoundName): void {
  const [estate] = distinct(found.places, ['estate', 'alias']);
  if (estate && draft.estate === undefined) {
    const estates = new Set(distinct(found.places, ['estate', 'alias']).map((place) => place.name));
    draft.estate = estates.size === 1 ? estate.name : found.key;
    if (estate.building !== undefined && estates.size === 1) draft.building ??= estate.building;
    return;
  }
  const [landmark] = distinct(found.places, ['landmark']);
  if (landmark) {
    draft.landmark ??= landmark.name;
    return;
  }
  const units = distinct(found.places, ['unit']);
  if (units[0]) draft.area ??= units.length === 1 ? units[0].name : found.key;
}

const ROAD_NUMBER = /^(\d{1,4})(?:号|#)?(?![\d路线]|公交|号?[楼栋幢])/;

/** Where the roster keeps a road like an estate, its numbers are the buildings: 灵西路23号. */
function takeRoadNumber(draft: Draft, name: FoundName, key: string): void {
  if (draft.estate === undefined || draft.building !== undefined || !/[路街巷弄道]$/.test(name.key))
    return;
  const number = ROAD_NUMBER.exec(key.slice(name.end))?.[1];
  if (number === undefined) return;
  draft.building = number;
  draft.road = name.key;
  draft.roadNo = number;
}

function takeDoor(draft: Draft, door: Door | undefined): void {
  if (!door) return;
  if (door.building !== undefined) draft.building = door.building;
  if (door.unit !== undefined) draft.unit = door.unit;
  if (door.room !== undefined) draft.room = door.room;
}

/** Words between the name of an estate and a door that name nothing of their own. */
const BETWEEN =
  /^(?:[的,、:_\-□]|里面?|院内|院里|大院|小区|社区|[这那]边|[东南西北]?门口?|[东南西北]边|旁边|附近)*$/;

const LONGEST_REST = 10;

/** 「灵西小区东区3栋」: a longer name was meant than the one the roster knows by its beginning. */
function takeLongerName(
  draft: Draft,
  name: FoundName,
  key: string,
  door: Door,
  index: PlaceIndex,
): void {
  const between = key.slice(name.end, door.start);
  if (door.start < name.end || between.length > LONGEST_REST || BETWEEN.test(between)) return;
  const written = key.slice(name.start, door.start).replace(/[的,_-]+$/, '');
  const [longer] = distinct(lookUp(written, index), ['estate', 'alias']);
  if (longer) draft.estate = longer.name;
  else if (index.twins.has(name.key)) draft.estate = written;
}

const SHORTEST_LANDMARK = 3;

/** 「双岗新村健身广场」, where the roster has a 新村健身广场: the end of a landmark right behind the estate. */
function takeLandmark(draft: Draft, name: FoundName, key: string, index: PlaceIndex): void {
  const after = key.slice(name.end).replace(/^[的,]/, '');
  const rows = name.places.flatMap((place) => place.rows);
  const landmarks = rows.flatMap((i) => index.rows[i]?.coverage.landmarks ?? []);
  const meant = landmarks.find((landmark) => {
    const end = nameKey(landmark);
    for (let from = 1; from <= end.length - SHORTEST_LANDMARK; from += 1)
      if (after.startsWith(end.slice(from))) return true;
    return false;
  });
  if (meant !== undefined) draft.landmark ??= meant;
}

/** The roster's name before a door. 「东江南2号楼」: the 南 that could be of the building is of the name. */
function typedName(text: string, { start }: Door, index: PlaceIndex): FoundName | undefined {
  const isSide = /^[东西南北中]\d/.test(text.slice(start, start + 2));
  return (
    (isSide ? nameBefore(text, start + 1, index) : undefined) ?? nameBefore(text, start, index)
  );
}

function takeEstate(draft: Draft, text: string, door: Door | undefined, index?: PlaceIndex): void {
  if (draft.estate !== undefined) return;
  const slip = door && index ? typedName(text, door, index) : undefined;
  if (slip) {
    takeName(draft, slip);
    return;
  }
  const ahead = door && readEstateAhead(text.slice(Math.max(0, door.start - 24), door.start));
  const estate = ahead ?? readEstateAnywhere(text);
  if (estate === undefined) return;
  const [named, ...others] = index ? distinct(lookUp(estate, index), ['estate', 'alias']) : [];
  draft.estate = others.length === 0 ? (named?.name ?? estate) : estate;
}

function takeSurroundings(draft: Draft, text: string, doorStart?: number): void {
  const road = draft.road === undefined ? readRoad(text.slice(0, doorStart)) : undefined;
  if (road) Object.assign(draft, road);
  if (draft.landmark !== undefined || draft.estate !== undefined) return;
  const landmark = readLandmark(text);
  if (landmark !== undefined) draft.landmark = landmark;
}

const SPACE_FOR_COMMA = /(?<=[\u4e00-\u9fa5]) +(?=[\u4e00-\u9fa5])/g;

/** Many write a space where others write a comma, and some write one inside a name. */
function namesIn(text: string, index?: PlaceIndex): { key: string; names: readonly FoundName[] } {
  const key = nameKey(text);
  const names = index ? findNames(key, index) : [];
  const isNamed = names.some((name) => name.places.some((place) => place.kind !== 'unit'));
  if (isNamed || !SPACE_FOR_COMMA.test(text)) return { key, names };
  const separated = nameKey(text.replace(SPACE_FOR_COMMA, ','));
  return { key: separated, names: index ? findNames(separated, index) : [] };
}

/** 「不是3栋，是5栋」「是5栋不是3栋」: what it is not. */
const DENIED = new Pattern(
  /(?:并?不是|并非)(?=[^,，。!！?？;；]{0,14}[\d栋幢座号楼单元])[^,，。!！?？;；]{1,16}(?:[,，;；、 ]+(?:而|应该|其实)?是(?!不是)|$)/,
);

/**
 * The place named in a text, with the roster's names where an index is given.
 * @param text as written; phone numbers are ignored
 */
export function readPlace(text: string, index?: PlaceIndex): PlaceText {
  const said = DENIED.replaceAll(maskPhones(text.slice(0, SEARCHED_LENGTH)).text, '');
  const { key, names } = namesIn(said, index);
  const draft: Draft = {};
  for (const name of names) {
    takeName(draft, name);
    takeRoadNumber(draft, name, key);
  }
  const rest = names.length > 0 ? blank(key, names) : key;
  const line = readAddressLine(rest);
  const door = line ?? readDoor(rest);
  const estate = names.find((name) => distinct(name.places, ['estate', 'alias']).length > 0);
  if (estate && door && index) takeLongerName(draft, estate, key, door, index);
  if (draft.roadNo === undefined || door?.unit !== undefined) takeDoor(draft, door);
  takeEstate(draft, rest, door, index);
  if (estate && draft.building === undefined && index) takeLandmark(draft, estate, key, index);
  // In an address line what follows the number of the road is a door: 「江滨路88-3-2-501」.
  takeSurroundings(draft, rest, line?.start);
  if (HOME.test(key) && !OTHER_HOME.test(key)) draft.isHome = true;
  return draft;
}

/** What an estate is called when the roster does not know it. */
const ESTATE_NAME = /^\p{Script=Han}{1,6}(?:小区|新村|家园|花园|公寓|[苑园村城庭居府湾轩])$/u;
/** Small words round a door that say nothing of their own. */
const AROUND_DOOR = /^(?:我|我们)?(?:是|在|住|就是)|(?:的|这里|这儿|这边|号|室)$/gu;

/** Whether a text names a door and says nothing else: 「灵西小区3栋2单元501」. */
export function isOnlyDoor(text: string, index?: PlaceIndex): boolean {
  const key = nameKey(text.slice(0, SEARCHED_LENGTH));
  const names = index ? findNames(key, index) : [];
  const rest = names.length > 0 ? blank(key, names) : key;
  const door = readDoor(rest);
  if (door?.building === undefined) return false;
  const around = `${rest.slice(0, door.start)}${rest.slice(door.end)}`
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(AROUND_DOOR, '');
  return around === '' || (names.length === 0 && ESTATE_NAME.test(around));
}
