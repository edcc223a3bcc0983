import type { IntentRead } from './intent.rules.js';
import type { IntentShares } from './intent-model.rules.js';
import {
  type Danger,
  type Intent,
  type SpeakerRole,
  STAFF_INTENTS,
} from './understanding.types.js';

/** Longer texts tell a story: the examples are phrases, the rules know more. */
export const LONGEST_PHRASE = 60;
/** From this share an emergency is one, whatever else the words may want: none is missed. */
const ALARM = 0.4;
/** Margins from which the examples know an emergency, and any intent, rather than guess. */
export const ALARM_MARGIN = -0.4;
/** What a rule reads that firmly is no report of a danger, unless the examples know just these words. */
const FIRM = 0.65;
const FIRM_ALARM_MARGIN = 0.1;
const KNOWN_MARGIN = -0.6;
const WELL_KNOWN_MARGIN = 0.2;
/** Below this share the examples know the words as harmless, whatever a word in them says: 「热死了」. */
const HARMLESS = 0.001;
/** A rule as sure as this reads words that mean one thing. */
const SURE = 0.95;
/** Confidence of what the examples alone say; below 0.5 is asked back. */
const LEAST = 0.3;
const MOST = 0.88;
/** What the examples rule out may still be what a rule reads. */
const LEAST_SHARE = 1e-4;

/** What a rule adds to the log odds of its intent, by how sure it is. */
const WEIGHT_OF_SURE = 3;
const WEIGHT_OF_HALF_SURE = 0.9;
const WEIGHT_OF_GUESS = 0.3;
const HALF_SURE = 0.7;
const GUESS = 0.5;

/** What changes something that is there: the examples alone must be surer of it. */
const ACTS: ReadonlySet<Intent> = new Set(['withdraw', 'address', 'human', 'rate']);
const AGAINST_GUESS = 0.3;
const AGAINST_RULE = 0.65;
const TO_ACT = 0.7;

/** What opens no case: a report is never turned away for its likeness to talk. */
const NOTHING: ReadonlySet<Intent> = new Set(['greet', 'thanks', 'other']);

/** What a rule reads of somebody on duty stays a matter of duty. */
const DUTIES: ReadonlySet<Intent> = new Set(STAFF_INTENTS);

function weightOf({ confidence }: IntentRead): number {
  if (confidence < GUESS) return 0;
  if (confidence < HALF_SURE) return confidence > GUESS ? WEIGHT_OF_HALF_SURE : WEIGHT_OF_GUESS;
  return WEIGHT_OF_SURE;
}

function needed({ confidence }: IntentRead, intent: Intent): number {
  if (ACTS.has(intent)) return TO_ACT;
  return confidence >= HALF_SURE ? AGAINST_RULE : AGAINST_GUESS;
}

/** What rules and examples together make of a phrase. */
export interface BlendedIntent extends IntentRead {
  /** A danger that only the examples hear. */
  readonly danger?: Danger;
}

/** Whether the examples hear an emergency where no rule does. @param read of the rules */
export function soundsLikeDanger(
  { intent, confidence }: IntentRead,
  { shares, emergencyMargin }: IntentShares,
): boolean {
  const isTold = intent !== 'report' && confidence >= FIRM;
  const least = isTold ? FIRM_ALARM_MARGIN : ALARM_MARGIN;
  return emergencyMargin >= least && (shares.get('emergency') ?? 0) >= ALARM;
}

/** Whether the examples take back a danger that a rule heard in single words: they must know the words well. */
export function isHarmless({ shares, margin }: IntentShares): boolean {
  return margin > WELL_KNOWN_MARGIN && (shares.get('emergency') ?? 0) < HARMLESS;
}

/** The intents that are weighed against what a rule read; a danger is decided elsewhere. */
function mayBe(intent: Intent, read: IntentRead): boolean {
  if (intent === 'emergency') return false;
  return !DUTIES.has(read.intent) || DUTIES.has(intent);
}

/** The likeliest intent of rules and examples together, with its share. */
function likeliest(read: IntentRead, { shares }: IntentShares, weight: number): IntentRead {
  let best: Intent = read.intent;
  let top = -Infinity;
  let total = 0;
  for (const [intent, share] of shares) {
    if (!mayBe(intent, read)) continue;
    const odds = Math.max(share, LEAST_SHARE) * (intent === read.intent ? Math.exp(weight) : 1);
    total += odds;
    if (odds <= top) continue;
    top = odds;
    best = intent;
  }
  return { intent: best, confidence: Math.min(MOST, Math.max(LEAST, top / total)) };
}

/** Whether the examples have no say: a rule is sure, or they know nothing like it. */
function isDecided({ intent, confidence }: IntentRead, { margin }: IntentShares): boolean {
  return confidence >= SURE || intent === 'emergency' || margin < KNOWN_MARGIN;
}

/**
 * Joins what a rule reads with what the examples liken it to.
 * @param read of the rules
 */
export function blendIntent(
  read: IntentRead,
  examples: IntentShares,
  speaker: SpeakerRole,
): IntentRead {
  if (isDecided(read, examples)) return read;
  const isStrange = speaker !== 'resident' && (read.intent === 'report' || read.intent === 'ask');
  const found = likeliest(read, examples, isStrange ? 0 : weightOf(read));
  if ((read.intent === 'report' || read.intent === 'ask') && NOTHING.has(found.intent)) return read;
  const isBetter = found.intent !== read.intent && found.confidence >= needed(read, found.intent);
  return isBetter ? found : read;
}
