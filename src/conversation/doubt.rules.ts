import type { Advice } from '../understanding/advice/advice.types.js';
import type { Meaning, PlaceMatch, Urgency } from '../understanding/understanding.types.js';
import type { Crossing, Route } from './crossing.types.js';
import { optional } from './report.rules.js';

/** What the house would have to ask back: what somebody wants, or where it is. */
export type Doubt = 'wish' | 'place';

/**
 * The confidence of a class is the share of answers right at that confidence (the reliability table of `bench
 * understand`): below a half it is rather wrong than right. It is also where the intent is a guess.
 */
const UNSURE = 0.5;
/** So few characters tell nobody more than they told us. */
const LEAST_CHARACTERS = 4;
const NUMBER_OF_A_HOUSE = /[\d一二三四五六七八九十]\s*(?:号|栋|幢|楼|座|单元|#)/u;
const GRAVER: readonly Urgency[] = ['normal', 'high', 'emergency'];

/**
 * Whether the built-in answer to a resident would be a question back for want of understanding. Never of staff, whose
 * words move cases; never while a question stands open; never of what is nobody else's business.
 */
export function doubtOf(crossing: Crossing, route: Route): Doubt | undefined {
  const { meaning, text } = crossing;
  const isOurs = crossing.isStaff || crossing.dialog !== undefined || crossing.isAskedToRate;
  if (isOurs || isPrivate(meaning) || [...text.trim()].length < LEAST_CHARACTERS) return undefined;
  if (route === 'unclear') return 'wish';
  const isPlaceLost = isNowhere(meaning) || (!crossing.hasHome && isHalfRead(crossing));
  return route === 'report' && isPlaceLost ? 'place' : undefined;
}

/** Whether the class of a matter is rather wrong than right. */
export function isUnsureOf(category: { readonly confidence: number }): boolean {
  return category.confidence < UNSURE;
}

/** Who stays unnamed, who speaks of our own people, and who is in danger: nothing of it leaves the house. */
function isPrivate({ wantsAnonymity, about, urgency, danger }: Meaning): boolean {
  return wantsAnonymity || about !== undefined || urgency === 'emergency' || danger !== undefined;
}

/** A place was named that the roster does not know at all. */
function isNowhere({ place, problems }: Meaning): boolean {
  const { estate, landmark, road, area, routing, candidates } = place;
  const isNamed = (estate ?? landmark ?? road ?? area) !== undefined;
  return problems.length < 2 && isNamed && routing === 'none' && candidates.length === 0;
}

/** 「在灵西那个老小区里头就是三号那栋楼」: which building would be asked, and a number of one stands there. */
function isHalfRead({ meaning, text }: Crossing): boolean {
  const { estate, building, routing } = meaning.place;
  const isOpen = estate !== undefined && building === undefined && routing !== 'matched';
  return meaning.problems.length < 2 && isOpen && NUMBER_OF_A_HOUSE.test(text);
}

/**
 * The meaning with what was advised. What the rules were sure of stays: a danger they found is never made less, a
 * report never becomes none.
 * @param found the advised place as the roster knows it
 * @returns undefined when nothing is the better for it
 */
export function advised(
  meaning: Meaning,
  advice: Advice,
  doubt: Doubt,
  found: PlaceMatch | undefined,
): Meaning | undefined {
  const isGrave = advice.urgency === 'emergency';
  const isFound = found !== undefined && found.routing !== 'none';
  const isWish = doubt === 'wish' && (isGrave || advice.intent !== 'other');
  if (!isWish && !isGrave && !isFound) return undefined;
  const told = isWish || isUnsureOf(meaning.category) ? classed(meaning, advice) : meaning;
  return {
    ...told,
    ...(isWish && { intent: isGrave ? 'emergency' : advice.intent, intentConfidence: UNSURE }),
    ...(isGrave && { intent: 'emergency' as const, ...optional('danger', advice.danger) }),
    urgency: graver(meaning.urgency, advice.urgency),
    ...(isFound && { place: { ...found, ...optional('room', found.room ?? meaning.place.room) } }),
  };
}

/** As one matter of the advised class; no surer than it has to be. */
function classed(meaning: Meaning, { category: named, kind: said, intent }: Advice): Meaning {
  const category = { ...named, confidence: UNSURE, alternatives: [] };
  const advisedKind = intent === 'suggest' ? '建议' : said;
  const kind = meaning.kind === '举报' ? meaning.kind : advisedKind;
  const text = meaning.problems.map((problem) => problem.text).join('，');
  return { ...meaning, kind, category, problems: [{ ...category, text, kind }] };
}

function graver(one: Urgency, other: Urgency): Urgency {
  return GRAVER.indexOf(other) > GRAVER.indexOf(one) ? other : one;
}
