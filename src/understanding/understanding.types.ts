import type { Territory } from '../territory/territory.types.js';
import type { Reference } from './reference.rules.js';

export const RESIDENT_INTENTS = [
  'report',
  'progress',
  'urge',
  'withdraw',
  'reopen',
  'rate',
  'suggest',
  'ask',
  'contact',
  'station',
  'address',
  'human',
  'emergency',
  'greet',
  'thanks',
  'other',
] as const;
export const STAFF_INTENTS = [
  'accept',
  'note',
  'visit',
  'resolve',
  'return',
  'transfer',
  'escalate',
  'todo',
  'leave',
  'checkin',
  'register',
  'notice',
  'assign',
  'supervise',
  'extend',
] as const;
export type Intent = (typeof RESIDENT_INTENTS)[number] | (typeof STAFF_INTENTS)[number];

export const KINDS = ['投诉', '求助', '咨询', '建议', '举报', '表扬'] as const;
export type Kind = (typeof KINDS)[number];

export type Urgency = 'emergency' | 'high' | 'normal';
/** Which number to call at once in an emergency; `violence` gets no call and no loud push (manners). */
export type Danger =
  | 'fire'
  | 'medical'
  | 'gas'
  | 'trapped'
  | 'collapse'
  | 'violence'
  | 'suicide'
  | 'missing'
  | 'crime';

export type SpeakerRole = 'resident' | 'worker' | 'secretary' | 'cadre';
/** Where the talk stands: decides what 「还没好」 or 「5」 means. */
export type TalkContext = 'none' | 'open_case' | 'resolved' | 'rating';

/** A place as it was written, before the roster is asked. Numbers are normalised: 「三号楼」 → building `3`. */
export interface PlaceText {
  readonly estate?: string;
  readonly building?: string;
  readonly unit?: string;
  readonly room?: string;
  readonly landmark?: string;
  readonly road?: string;
  readonly roadNo?: string;
  /** A grid, community or street named by name or number: 「G03」「第三网格」「双岗社区」; as the roster writes it when it knows it. */
  readonly area?: string;
  /** 「我家」「我们楼下」: the bound home is meant. */
  readonly isHome?: boolean;
}

/** How words point at something told before, with the place that they name and what they are about. */
export interface PlacedReference extends Reference {
  readonly place: PlaceText;
  /** Second level of the category table; undefined where the words are too few to tell. */
  readonly subcategory?: string;
}

/** A place held against the roster. */
export interface PlaceMatch extends PlaceText {
  /** `matched` one grid; `ambiguous` several (ask back); `none` no grid. */
  readonly routing: 'matched' | 'ambiguous' | 'none';
  readonly gridId?: string;
  /** Grids that fit, best first. */
  readonly candidates: readonly string[];
}

export interface Category {
  readonly category: string;
  readonly subcategory?: string;
  /** 0–1. */
  readonly confidence: number;
  readonly alternatives: readonly { readonly category: string; readonly confidence: number }[];
}

/** What a matter is about when it is about somebody: it must not go to them. */
export type AboutWhom = 'worker' | 'secretary' | 'property';

/** One separate matter in a text. */
export interface Problem extends Category {
  readonly text: string;
  readonly kind: Kind;
}

/** A chat command: one word at the start (接单 L1001 …). */
export interface Command {
  readonly word: string;
  readonly intent: Intent;
  readonly caseNumber?: string;
  /** What follows word and number, untouched. */
  readonly rest: string;
}

export interface Utterance {
  readonly text: string;
  readonly speaker: SpeakerRole;
  readonly context: TalkContext;
}

/** Everything that can be read from one text without knowing who said it before. Pure: same input, same answer. */
export interface Meaning {
  /** How the words point at something told before; read only where the speaker has something that can be meant. */
  readonly reference?: PlacedReference;
  readonly intent: Intent;
  /** 0–1: how sure the intent is; below 0.5 the bot asks rather than acts. */
  readonly intentConfidence: number;
  readonly command?: Command;
  readonly kind: Kind;
  readonly category: Category;
  readonly urgency: Urgency;
  readonly danger?: Danger;
  readonly place: PlaceMatch;
  /** Separate matters, at least one for a report. */
  readonly problems: readonly Problem[];
  /** Nothing readable in it: empty, faces or punctuation only. */
  readonly isEmpty: boolean;
  /** 1–5 when the text is an answer to a rating question; `declined` for 「不打分」; `unclear` when sarcastic or off the scale. */
  readonly rating?: {
    readonly score?: number;
    readonly verdict: 'clear' | 'unclear' | 'declined';
    readonly comment?: string;
  };
  readonly about?: AboutWhom;
  /** 「别说是我」 */
  readonly wantsAnonymity: boolean;
  /** 「替我妈报一下」 → `我妈`; undefined when for oneself. */
  readonly onBehalfOf?: string;
  /** 「是15不是51」: what to take for what. */
  readonly correction?: { readonly wrong?: string; readonly right: string };
  /** Yes or no to a question, when the whole text is one. */
  readonly answer?: 'yes' | 'no';
  /** 「第二个」「2」 */
  readonly choice?: number;
  readonly isAbusive: boolean;
  /** Case numbers named anywhere in the text, upper case. */
  readonly caseNumbers: readonly string[];
  /** Phone numbers found, digits only; they are taken out of what is stored plainly. */
  readonly phones: readonly string[];
}

/** Reads Chinese. Implementations are pure and fast (microseconds): no database, no clock, no network. */
export abstract class Reader {
  abstract read(utterance: Utterance, territory?: Territory): Meaning;
}
