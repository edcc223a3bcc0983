import { addDays, civilDateOf, minuteOfDay } from '../kernel/calendar.js';
import { escaped } from '../kernel/escaped.js';
import { fitOf, type ToldOn } from '../understanding/reference.rules.js';
import type { PlacedReference, PlaceText } from '../understanding/understanding.types.js';

/** What is known of a case that words may point at. */
export interface PointedCase {
  readonly number: string;
  readonly text: string;
  readonly place: string;
  /** The speaker's own words, where the case speaks in a neighbour's. */
  readonly told?: { readonly text: string; readonly place: string };
  readonly result?: string;
  readonly openedAt?: Date;
  readonly status?: string;
  readonly subcategory?: string;
}

/** The rest of what the words are held against. */
export interface Surroundings {
  readonly now: Date;
  /** The number of the case that was spoken of a moment ago. */
  readonly focus?: string;
  /** Names by which people call what belongs to a case: who has it, who raised it, who was sent; by number. */
  readonly names?: ReadonlyMap<string, readonly string[]>;
}

/** What the words point at. No case: they point at something that is none of these. */
export interface Pointed<T> {
  readonly files: readonly T[];
  /** All of them are meant: 「灯和垃圾」「除了灯，其他的」. */
  readonly areAllMeant: boolean;
  /** The words are there to point; false = they only happen to fit better to one. */
  readonly isSure: boolean;
}

/** One way of pointing: those that fit; undefined where the words do not point in this way. */
type Sign = <T extends PointedCase>(
  reference: PlacedReference,
  files: readonly T[],
  around: Surroundings,
) => readonly T[] | undefined;

/** In this order; each narrows what the ones before left. The order of telling counts what is left in the end. */
const SIGNS: readonly Sign[] = [
  byExclusion,
  byOther,
  byDay,
  byStanding,
  byName,
  byPlace,
  byMatter,
  byOrder,
];
/** So much of a matter in a text is there to point at it; more may be the tale itself. */
const SHORT = 8;

/**
 * Which cases words point at; undefined where they point at nothing.
 * @param files in the order in which they were told
 */
export function pointedAt<T extends PointedCase>(
  reference: PlacedReference,
  files: readonly T[],
  around: Surroundings,
): Pointed<T> | undefined {
  const { digits, isMarked, isRest, joins, runs } = reference;
  const numbered = files.filter(({ number }) => number.replace(/\D/g, '') === digits);
  if (numbered.length > 0) return { files: numbered, areAllMeant: false, isSure: true };
  let left = files;
  let isPointing = false;
  let isSure = isMarked || runs.join('').length <= SHORT;
  for (const sign of SIGNS) {
    const fitting = sign(reference, left, around);
    // What is named by place or day needs no better word for the matter.
    if (!fitting || (sign === byMatter && isPointing && fitting.length === 0)) continue;
    isPointing = true;
    if (sign !== byMatter) isSure = true;
    left = fitting;
  }
  if (!isPointing) return undefined;
  return { files: left, areAllMeant: left.length > 1 && (isRest || joins), isSure };
}

/** Whether a place is named at which the case does not lie. */
export function isElsewhereThan(file: PointedCase, { building, estate }: PlaceText): boolean {
  const parts = [building && `${building}栋`, estate];
  return parts.some((part) => part !== undefined && part !== '' && !hasPart(file, part));
}

function byExclusion<T extends PointedCase>({ not }: PlacedReference, files: readonly T[]) {
  if (!not) return undefined;
  const out = bestFitting(not, files);
  return out.length === 0 ? undefined : files.filter((file) => !out.includes(file));
}

function byOther<T extends PointedCase>(
  { isOther }: PlacedReference,
  files: readonly T[],
  { focus }: Surroundings,
) {
  const rest = files.filter(({ number }) => number !== focus);
  return isOther && rest.length < files.length ? rest : undefined;
}

function byDay<T extends PointedCase>(
  { toldOn }: PlacedReference,
  files: readonly T[],
  { now }: Surroundings,
) {
  if (!toldOn) return undefined;
  const day = addDays(civilDateOf(now), -toldOn.daysAgo);
  return files.filter(
    ({ openedAt }) => openedAt && civilDateOf(openedAt) === day && isInHalf(openedAt, toldOn.half),
  );
}

function isInHalf(at: Date, half: ToldOn['half']): boolean {
  const hour = minuteOfDay(at) / 60;
  if (half === 'morning') return hour < 12;
  if (half === 'afternoon') return hour >= 12 && hour < 18;
  return half === undefined || hour >= 18;
}

const STANDING: Readonly<Record<NonNullable<PlacedReference['standing']>, readonly string[]>> = {
  waiting: ['registered', 'assigned'],
  taken: ['accepted', 'in_progress'],
  done: ['resolved', 'closed'],
};

function byStanding<T extends PointedCase>({ standing }: PlacedReference, files: readonly T[]) {
  if (!standing) return undefined;
  return files.filter(({ status }) => status && STANDING[standing].includes(status));
}

function byName<T extends PointedCase>(
  { phrase }: PlacedReference,
  files: readonly T[],
  { names }: Surroundings,
) {
  const called = files.filter(({ number }) =>
    names?.get(number)?.some((name) => phrase.includes(name)),
  );
  return called.length > 0 ? called : undefined;
}

/** Rooms and things of a home. */
const AT_HOME = /[我俺咱]们?家|家里|家中|屋里|厨房|卫生间|厕所|马桶|阳台|卧室|客厅|水龙头/u;

function byPlace<T extends PointedCase>({ phrase, place }: PlacedReference, files: readonly T[]) {
  const { building, unit, room, estate, isHome } = place;
  if (isHome && /家/u.test(phrase) && building === undefined) {
    const inside = files.filter((file) => AT_HOME.test(ownWords(file).text));
    return inside.length > 0 ? inside : undefined;
  }
  const parts = [building && `${building}栋`, unit && `${unit}单元`, room && `${room}室`, estate];
  const named = parts.filter((part): part is string => part !== undefined && part !== '');
  if (named.length === 0) return undefined;
  return files.filter((file) => named.every((part) => hasPart(file, part)));
}

function hasPart({ place, told }: PointedCase, part: string): boolean {
  const isIn = (where: string) => new RegExp(`(?<!\\d)${escaped(part)}`, 'u').test(where);
  return isIn(place) || isIn(told?.place ?? '');
}

function byMatter<T extends PointedCase>(reference: PlacedReference, files: readonly T[]) {
  const { runs, joins, isMarked } = reference;
  if (runs.length === 0) return undefined;
  const fitting = joins
    ? runs.flatMap((run) => bestFitting([run], files))
    : bestFitting(runs, files);
  if (fitting.length > 0) return files.filter((file) => fitting.includes(file));
  const { subcategory } = reference;
  const alike = files.filter((file) => subcategory && file.subcategory === subcategory);
  if (alike.length > 0) return alike;
  const isOnlyMatter = reference.toldOn === undefined && reference.order === undefined;
  return isMarked && isOnlyMatter && reference.standing === undefined && !reference.not
    ? []
    : undefined;
}

/** Those that the words fit best, and those that they fit nearly as well. */
function bestFitting<T extends PointedCase>(runs: readonly string[], files: readonly T[]): T[] {
  const fits = files.map((file) => fitOf(runs, wordsOf(file)));
  const best = Math.max(0, ...fits);
  return best === 0 ? [] : files.filter((_, index) => (fits[index] ?? 0) > best / 2);
}

function byOrder<T extends PointedCase>({ order }: PlacedReference, files: readonly T[]) {
  if (order === undefined || files.length < 2) return undefined;
  const file = order === -1 ? files.at(-1) : files[order - 1];
  return file ? [file] : [];
}

function wordsOf(file: PointedCase): string {
  const { text, place } = ownWords(file);
  return `${text} ${place} ${file.result ?? ''}`;
}

function ownWords({ text, place, told }: PointedCase) {
  return told ?? { text, place };
}
