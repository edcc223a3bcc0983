import { type NamedPlace, nameKey, type PlaceIndex } from './place-index.rules.js';
import { soundOf } from './sound.rules.js';

/** A roster name found in a text. */
export interface FoundName {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly places: readonly NamedPlace[];
}

const AFTER_SHORT =
  /^(?:小区|社区|的?[A-Z]?\d|[一二三四五六七八九十]{1,3}(?:栋|号楼|幢|单元|期|区)|[甲乙丙A-Z](?:栋|座|区)|[东西南北]?[门区]|的|那|这|里面|门口|$|[,。!?、:;])/;
const BEFORE_SHORT = /(?:^|在|住|我们|咱们?|俺们?|是|到|去|来自|关于|[,。!?、:; ])$/;
const BEFORE_ID = /[A-Z\d]$/;
const AFTER_ID = /^[A-Z\d]/;
const IS_ID = /^[A-Z\d-]+$/;

function fits(text: string, start: number, end: number, key: string, named: NamedPlace): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 6);
  if (IS_ID.test(key)) return !BEFORE_ID.test(before) && !AFTER_ID.test(after);
  if (/\d$/.test(key) && /^\d/.test(after)) return false;
  if (/^\d/.test(key) && /\d$/.test(before)) return false;
  if (!named.isShort) return true;
  return (
    key.length >= 4 || AFTER_SHORT.test(after) || (key.length >= 3 && BEFORE_SHORT.test(before))
  );
}

function foundAt(text: string, start: number, index: PlaceIndex): FoundName | undefined {
  for (const length of index.lengths.get(text.charAt(start)) ?? []) {
    const key = text.slice(start, start + length);
    const places = index.names
      .get(key)
      ?.filter((named) => fits(text, start, start + length, key, named));
    if (places && places.length > 0) return { start, end: start + length, key, places };
  }
  return undefined;
}

/** Names of the roster in a text (as `nameKey` writes it), longest first at each place, never overlapping. Linear. */
export function findNames(text: string, index: PlaceIndex): FoundName[] {
  const found: FoundName[] = [];
  for (let start = 0; start < text.length; ) {
    const name = foundAt(text, start, index);
    if (name) found.push(name);
    start = name ? name.end : start + 1;
  }
  return found;
}

/** What a name written by a person stands for: as written, without its 小区, or by its sound (only when it is the only one). */
export function lookUp(name: string, index: PlaceIndex): readonly NamedPlace[] {
  const key = nameKey(name);
  const exact = index.names.get(key);
  if (exact) return exact;
  const heard = index.sounds.get(soundOf(key))?.filter((named) => !named.isShort) ?? [];
  return new Set(heard.map((named) => named.name)).size === 1 ? heard : [];
}
