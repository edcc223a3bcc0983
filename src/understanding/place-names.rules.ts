import type { NamedPlace, PlaceIndex } from './place-index.rules.js';
import { nameKey } from './place-keys.rules.js';
import { type NameTable, soundsOf, withoutOne } from './place-sounds.rules.js';
import { endsAsEstate } from './place-words.rules.js';
import { nearSoundOf, soundOf } from './sound.rules.js';

/** A roster name found in a text. */
export interface FoundName {
  readonly start: number;
  readonly end: number;
  /** As it was written. */
  readonly key: string;
  readonly places: readonly NamedPlace[];
}

const AFTER_SHORT =
  /^(?:小区|社区|的?[A-Z]?\d|[一二三四五六七八九十]{1,3}(?:[栋幢座#号]|单元|期|区)|[甲乙丙A-Z](?:栋|座|区)|[东南西北]?[门区]|的|那|这|里面|门口|$|[,。!?、:;])/;
const BEFORE_NAME =
  /(?:^|[在住到去是来从的找了吗呢吧啊和与跟及]|社区|街道|[市县镇区]|我们|咱们?|俺们?|来自|关于|一下|反映|看看|你好|您好|请问|麻烦|你们|就是|地址[是:]?|[,。!?、:;~□ ])$/;
const BEFORE_ID = /[A-Z\d]$/;
const AFTER_ID = /^[A-Z\d]/;
const IS_ID = /^[A-Z\d-]+$/;
/** A door right behind a name. */
const AFTER_DOOR =
  /^[的,]?(?:小区)?(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Z甲乙丙丁])(?:栋|号楼|幢|#|座|单元|号院)|\d{1,3}-\d)/;

function fits(text: string, start: number, end: number, key: string, named: NamedPlace): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 6);
  if (IS_ID.test(key)) return !BEFORE_ID.test(before) && !AFTER_ID.test(after);
  if (/\d$/.test(key) && /^\d/.test(after)) return false;
  if (/^\d/.test(key) && /\d$/.test(before)) return false;
  const isGeneric = key.length <= 2 && named.kind === 'alias';
  if ((!named.isShort && !isGeneric) || key.length >= 4) return true;
  // 「云樾东方3栋」 is not 东方新村, 「红旗新村」 not the one that is called 新村.
  return BEFORE_NAME.test(before) && (!named.isShort || key.length >= 3 || AFTER_SHORT.test(after));
}

/**
 * 阳光 is short for 阳光花园, and may be meant for 阳光国际 as well; but where there is a 阳光小区 it is that: the others
 * are told apart by the end of their names.
 */
function withBeginnings(
  key: string,
  places: readonly NamedPlace[],
  index: PlaceIndex,
): readonly NamedPlace[] {
  const estates = places.filter((named) => named.isShort && named.kind === 'estate');
  if (estates.length === 0) return places;
  const plain = estates.filter((named) => nameKey(named.name) === `${key}小区`);
  return plain.length > 0 ? plain : [...places, ...(index.beginnings.get(key) ?? [])];
}

function foundAt(text: string, start: number, index: PlaceIndex): FoundName | undefined {
  for (const length of index.lengths.get(text.charAt(start)) ?? []) {
    const key = text.slice(start, start + length);
    const places = index.names
      .get(key)
      ?.filter((named) => fits(text, start, start + length, key, named));
    if (places && places.length > 0)
      return { start, end: start + length, key, places: withBeginnings(key, places, index) };
  }
  return undefined;
}

/** Sounds are shared by words that are no names: the shorter the name, the more must stand around it. */
function isHeard(text: string, start: number, end: number, named: NamedPlace): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 8);
  const isDoor = AFTER_DOOR.test(after);
  if (named.isShort)
    return named.kind === 'estate' && isDoor && !/^[,的]/.test(after) && BEFORE_NAME.test(before);
  return end - start >= 4 || isDoor || (AFTER_SHORT.test(after) && BEFORE_NAME.test(before));
}

function heardAt(
  text: string,
  sound: string,
  start: number,
  table: NameTable,
): FoundName | undefined {
  for (const length of table.lengths.get(sound.charAt(start)) ?? []) {
    const end = start + length;
    const places = table.names
      .get(sound.slice(start, end))
      ?.filter(
        (named) =>
          fits(text, start, end, text.slice(start, end), named) && isHeard(text, start, end, named),
      );
    if (places && places.length > 0) return { start, end, key: text.slice(start, end), places };
  }
  return undefined;
}

/** Longest stretch in which names are listened for. */
const HEARD_LENGTH = 300;

/**
 * Names of the roster in a text (as `nameKey` writes it), as written or by their sound, longest first at each place,
 * never overlapping. Linear.
 */
export function findNames(text: string, index: PlaceIndex): FoundName[] {
  const { same } = soundsOf(index);
  const sound = soundOf(text.slice(0, HEARD_LENGTH));
  const found: FoundName[] = [];
  for (let start = 0; start < text.length; ) {
    const written = foundAt(text, start, index);
    const heard = start < sound.length ? heardAt(text, sound, start, same) : undefined;
    // 「灵西小区冬区」 is 灵西小区东区, not 灵西小区.
    const name = heard && (!written || heard.end > written.end) ? heard : written;
    if (name) found.push(name);
    start = name ? name.end : start + 1;
  }
  return found;
}

const SHORTEST_NEAR = 3;

const whole = (places: readonly NamedPlace[] | undefined) =>
  places?.filter((named) => !named.isShort) ?? [];

const namesOf = (places: readonly NamedPlace[]) => new Set(places.map((named) => named.name));

/**
 * Whether the one differs from the other by a slip: a character lost, one doubled, two neighbours that changed places,
 * or another one in the part that says what kind of place it is (公寄 for 公寓).
 */
function isSlip(typed: string, meant: string, stem: number): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === meant[at]) at += 1;
  if (typed.length === meant.length - 1) return typed.slice(at) === meant.slice(at + 1);
  if (typed.length === meant.length + 1)
    return at > 0 && typed[at] === typed[at - 1] && typed.slice(at + 1) === meant.slice(at);
  if (typed.length !== meant.length) return false;
  if (at >= stem && typed.slice(at + 1) === meant.slice(at + 1)) return true;
  return (
    typed[at] === meant[at + 1] &&
    typed[at + 1] === meant[at] &&
    typed.slice(at + 2) === meant.slice(at + 2)
  );
}

/** The one estate that was typed with a slip of the finger; undefined when none or several can be meant. */
function slipped(name: string, index: PlaceIndex): readonly NamedPlace[] {
  const sound = soundOf(name);
  const isEnded = endsAsEstate(name);
  const { slips } = soundsOf(index);
  const known = new Set(withoutOne(sound).flatMap((key) => slips.get(key) ?? []));
  const meant = [...known].filter((one) => {
    const isAlike = [...one.key].filter((char) => name.includes(char)).length * 2 >= one.key.length;
    return isAlike && isSlip(sound, one.sound, isEnded ? one.key.length : one.stem);
  });
  const places = meant.flatMap((one) => one.places);
  return namesOf(places).size === 1 ? places : [];
}

/**
 * What a name written by a person stands for: as written, without its 小区, by its sound, by what many speakers say
 * alike, or with one slip of the finger. Several names when several sound alike.
 */
export function lookUp(name: string, index: PlaceIndex): readonly NamedPlace[] {
  const key = nameKey(name);
  const exact = index.names.get(key);
  if (exact) return withBeginnings(key, exact, index);
  const { same, near } = soundsOf(index);
  const heard = whole(same.names.get(soundOf(key)));
  if (heard.length > 0) return heard;
  const short = index.beginnings.get(key) ?? [];
  if (short.length > 0 || key.length < SHORTEST_NEAR) return short;
  const alike = whole(near.names.get(nearSoundOf(key)));
  return alike.length > 0 ? alike : slipped(key, index);
}

const LONGEST_NAME = 12;
const SHORTEST_NAME = 3;

/** The estate named right before a door, however it was typed: by what many say alike, or with a slip. */
export function nameBefore(text: string, end: number, index: PlaceIndex): FoundName | undefined {
  const until = end - (/[的,]?$/.exec(text.slice(0, end))?.[0].length ?? 0);
  for (let start = Math.max(0, until - LONGEST_NAME); start <= until - SHORTEST_NAME; start += 1) {
    if (!BEFORE_NAME.test(text.slice(Math.max(0, start - 2), start))) continue;
    const key = text.slice(start, until);
    const places = lookUp(key, index);
    if (places.length > 0) return { start, end: until, key, places };
  }
  return undefined;
}
