import { describePlace } from '../understanding/place.rules.js';
import {
  isSharedMatter,
  type PlacedMatter,
  sharedSignOf,
} from '../understanding/shared-matter.rules.js';
import type { PlaceText } from '../understanding/understanding.types.js';
import type { PendingReport } from './conversation.types.js';
import { addressOf } from './report.rules.js';

/** How far back a neighbour's report is looked for: what is still open after that is known to be slow. Ours. */
export const SHARED_SINCE_DAYS = 14;

/** Praise and ideas are nobody's trouble. */
const UNSHARED_KINDS = ['表扬', '建议'];

/**
 * The matter of a report as it is held against those of neighbours; undefined where it is no neighbour's business:
 * in danger, about somebody, unnamed, for somebody else, inside a home, or several at once.
 */
export function sharedMatterOf(report: PendingReport, place: PlaceText): PlacedMatter | undefined {
  const { urgency, about, anonymous, concerned, others, kind, text } = report;
  const isOwn =
    urgency === 'emergency' || about !== undefined || anonymous || concerned !== undefined;
  if (isOwn || others.length > 0 || UNSHARED_KINDS.includes(kind)) return undefined;
  if (!sharedSignOf(text)) return undefined;
  return { text, place: describePlace(place), address: addressOf(place) };
}

/** The first of the open cases that is the same matter. */
export function sameAmong<T extends PlacedMatter>(
  matter: PlacedMatter,
  files: readonly T[],
): T | undefined {
  const one = sharedSignOf(matter.text);
  return one && files.find((file) => isSharedMatter(matter, file, { one }));
}

/** Whether a text names a shared thing, and another one than the matter it follows. */
export function namesOtherThing(text: string, known: string): boolean {
  const [said, before] = [sharedSignOf(text), sharedSignOf(known)];
  return said !== undefined && said.thing !== before?.thing;
}
