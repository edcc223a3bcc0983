import type { CategoryTable } from '../category.rules.js';
import { categoryByName } from '../category-names.rules.js';
import { fold } from '../normalise.rules.js';
import { KINDS, type Urgency } from '../understanding.types.js';
import { ADVISED_INTENTS, type Advice, DANGERS } from './advice.types.js';
import { withoutMasks } from './personal-mask.rules.js';

const URGENCIES = ['emergency', 'high', 'normal'] as const satisfies readonly Urgency[];
/** Some models think aloud before they answer, some put the answer into a fence. */
const THOUGHT = /^\s*<think>[\s\S]*?<\/think>/iu;
const FENCE = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/iu;
/** Nobody says where it is at greater length. */
const LONGEST_PLACE = 60;
const BLANK = /[^\p{L}\p{N}]+/gu;

/**
 * Reads what a large model answered. One value that is not offered, a class that the table does not have, or a place
 * that the message does not name, and nothing of it is believed: who invents one thing did not read.
 * @param sent the message as it was sent, masked
 * @returns undefined when it is no answer to what was asked
 */
export function readAdvice(answer: string, sent: string, table: CategoryTable): Advice | undefined {
  const said = objectIn(answer);
  if (!said) return undefined;
  const intent = oneOf(ADVISED_INTENTS, said.intent);
  const kind = oneOf(KINDS, said.kind);
  const category =
    typeof said.category === 'string' ? categoryByName(said.category, table) : undefined;
  const urgency = oneOf(URGENCIES, said.urgency);
  if (!intent || !kind || !category || !urgency) return undefined;
  const danger = oneOf(DANGERS, said.danger);
  const isDangerRight = urgency === 'emergency' ? danger !== undefined : isNothing(said.danger);
  const place = placeIn(said.place, sent);
  if (!isDangerRight || place === undefined) return undefined;
  return {
    intent,
    kind,
    category,
    urgency,
    ...(danger && { danger }),
    ...(place !== '' && { place }),
  };
}

function objectIn(answer: string): Readonly<Record<string, unknown>> | undefined {
  const spoken = answer.replace(THOUGHT, '');
  const bare = FENCE.exec(spoken)?.[1] ?? spoken;
  try {
    const value: unknown = JSON.parse(bare);
    const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function oneOf<T extends string>(offered: readonly T[], value: unknown): T | undefined {
  return offered.find((one) => one === value);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** The words of the place; empty when none is named, undefined when they are not the message's own. */
function placeIn(value: unknown, sent: string): string | undefined {
  if (isNothing(value)) return '';
  if (typeof value !== 'string' || value.length > LONGEST_PLACE) return undefined;
  const place = withoutMasks(value).trim();
  return isTakenFrom(place, sent) ? place : undefined;
}

/** Whether all letters and numbers stand in the message, in that order: words may be left out, none put in. */
function isTakenFrom(place: string, sent: string): boolean {
  const wanted = [...lettersOf(place)];
  let at = 0;
  for (const character of lettersOf(withoutMasks(sent))) if (character === wanted[at]) at += 1;
  return at === wanted.length;
}

function lettersOf(text: string): string {
  return fold(text).replace(BLANK, '').toLowerCase();
}
