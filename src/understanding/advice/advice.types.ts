import type { CivilDate } from '../../kernel/calendar.js';
import type { NamedCategory } from '../category-names.rules.js';
import type { Danger, Intent, Kind, Urgency } from '../understanding.types.js';
import type { KnownNames } from './personal-mask.rules.js';

/** What a large model may take a message to want. Nothing that ends a case, binds a home or stores a verdict. */
export const ADVISED_INTENTS = [
  'report',
  'suggest',
  'ask',
  'progress',
  'urge',
  'contact',
  'station',
  'human',
  'greet',
  'thanks',
  'other',
] as const satisfies readonly Intent[];
export type AdvisedIntent = (typeof ADVISED_INTENTS)[number];

/** Dangers a large model may name; the same words as the reader's. */
export const DANGERS = [
  'fire',
  'medical',
  'gas',
  'trapped',
  'collapse',
  'violence',
  'suicide',
  'missing',
  'crime',
] as const satisfies readonly Danger[];

/** What a large model made of a message, held against the category table and the words of the message. */
export interface Advice {
  readonly intent: AdvisedIntent;
  readonly kind: Kind;
  readonly category: NamedCategory;
  readonly urgency: Urgency;
  /** Always there with `emergency`. */
  readonly danger?: Danger;
  /** Where it is, in words of the message itself; the roster has not been asked yet. */
  readonly place?: string;
}

/** A message about which the built-in reading is unsure. */
export interface Enquiry {
  /** Who it is counted for. */
  readonly communityId: string;
  /** As it was said; what leaves the house is masked. */
  readonly text: string;
  readonly known: KnownNames;
}

/**
 * What came of an enquiry. `used`: it changed the answer; `same`: an answer that changed nothing; `nonsense`: an answer
 * that does not stand up to the table or the message; `resting` and `crowded`: nobody was asked, since the model failed
 * again and again, or too many wait for it already; the rest are failures.
 */
export type AdviceOutcome = 'used' | 'same' | 'nonsense' | ModelFailure | 'resting' | 'crowded';

/** Why there is no answer: the time was over, nobody there, key refused, too much asked, not what was asked for, we stopped. */
export type ModelFailure =
  | 'slow'
  | 'unreachable'
  | 'unauthorised'
  | 'rationed'
  | 'broken'
  | 'stopped';

/** One enquiry and what came of it. */
export interface Consultation {
  readonly communityId: string;
  readonly advice?: Advice;
  readonly outcome: AdviceOutcome;
  /** Tokens sent and received; undefined where nothing was asked, or nobody said. */
  readonly tokens?: Tokens;
}

export interface Tokens {
  readonly sent: number;
  readonly received: number;
}

/** How often a day and a community came to one outcome, and what it took. */
export interface AdviceUse {
  readonly communityId: string;
  /** Asia/Shanghai. */
  readonly day: CivilDate;
  readonly outcome: AdviceOutcome;
  readonly times: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Answers of which the other side did not say how many tokens they were. */
  readonly unmetered: number;
  /** Millionths of a yuan. */
  readonly cost: number;
}
