import type { Address } from '../territory/territory.types.js';

/** Life of a case (办件). `cases.state-machine.ts` says which move follows which. */
export const CASE_STATUSES = [
  'registered',
  'assigned',
  'accepted',
  'in_progress',
  'resolved',
  'closed',
  'declined',
  'withdrawn',
  'merged',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** Who should solve it: 现场办结 限时办结 协调办结 统筹办结. */
export const CASE_LEVELS = ['on_spot', 'community', 'partners', 'district'] as const;
export type CaseLevel = (typeof CASE_LEVELS)[number];

export const CASE_KINDS = ['投诉', '求助', '咨询', '建议', '举报', '表扬'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];
export const URGENCIES = ['emergency', 'high', 'normal'] as const;
export type CaseUrgency = (typeof URGENCIES)[number];

/** What happened; the ledger keeps it with who, when, from, to and why. */
export type CaseAction =
  | 'open'
  | 'assign'
  | 'accept'
  | 'note'
  | 'visit'
  | 'resolve'
  | 'return'
  | 'transfer'
  | 'escalate'
  | 'reopen'
  | 'close'
  | 'decline'
  | 'withdraw'
  | 'add'
  | 'join'
  | 'urge'
  | 'correct-place'
  | 'change-category'
  | 'remind'
  | 'overdue'
  | 'ask-extension'
  | 'extend'
  | 'refuse-extension'
  | 'rate'
  | 'hide-reporter'
  | 'pass-over'
  | 'merge'
  | 'absorb'
  | 'part'
  | 'release';

/** Whom a matter is about; it passes over them. */
export type CaseSubject = 'worker' | 'secretary' | 'property';

export type Actor =
  | { readonly kind: 'resident'; readonly contactId: string }
  | { readonly kind: 'staff'; readonly staffNo: string }
  | { readonly kind: 'system' };

/** A case as it stands now. Instants are JavaScript Dates; places as the roster writes them. */
export interface CaseFile {
  /** Where it was opened: tenant key, never changes. A street's id when the community is not known. */
  readonly communityId: string;
  /** `L1001`: what people say and type. */
  readonly number: string;
  readonly status: CaseStatus;
  readonly level: CaseLevel;
  readonly kind: CaseKind;
  readonly category: string;
  readonly subcategory?: string;
  readonly urgency: CaseUrgency;
  /** What was said, phone numbers taken out. */
  readonly text: string;
  /** The place in words, as told to people: 「灵西小区3栋2单元」; empty when unknown. */
  readonly place: string;
  readonly address: Address;
  readonly gridId?: string;
  /** Unit that answers for it today: grid, community, street, district. */
  readonly unitId: string;
  /** The one responsible person; undefined only when the whole roster has nobody. */
  readonly assigneeNo?: string;
  /** Staff it is about: never goes to them. */
  readonly avoid: readonly string[];
  /** Profile under which it was opened. */
  readonly method: string;
  /** Exactly the rules that profile had then; they stay. Undefined for cases older than the keeping of rules. */
  readonly rules?: string;
  readonly openedAt: Date;
  readonly dueAt?: Date;
  readonly resolvedAt?: Date;
  readonly closedAt?: Date;
  /** The worker's words at 办结. */
  readonly result?: string;
  readonly reopened: number;
  readonly supervised: boolean;
  /** The case it was merged into (并案). */
  readonly parent?: string;
  /** `chat`, `station-day`, `visit` …: the way it came in. */
  readonly source: string;
  readonly about?: CaseSubject;
  /** Grows with every recorded step; a step decided on an older state is refused. */
  readonly revision: number;
  /** Read for one of several reporters: their own words, which are all that they are shown. Not a part of the case. */
  readonly told?: OwnWords;
}

/** A matter in the words of one of its reporters. */
export interface OwnWords {
  readonly text: string;
  readonly place: string;
}

/** What a solved case was about. */
export interface SettledMatter {
  readonly number: string;
  readonly text: string;
  readonly category: string;
}

/** A class as somebody on duty gives it. */
export interface CaseClass {
  readonly category: string;
  readonly subcategory?: string;
}

/** How many cases stand where. */
export interface CaseFigures {
  /** Still to be solved. */
  readonly open: number;
  /** Of these: past their deadline. */
  readonly overdue: number;
  /** Solved, the reporters have still to say what they think. */
  readonly awaiting: number;
  /** Closed since the beginning of the time asked about. */
  readonly closed: number;
}

/** Somebody who raised the case; each has their own progress, closure and rating. */
export interface Reporter {
  readonly accountId: string;
  readonly contactId: string;
  readonly residentId?: string;
  readonly name?: string;
  /** Number to call back, digits only. */
  readonly phone?: string;
  /** 「别说是我」: name, number and tell-tale pictures stay hidden from worker and export. */
  readonly anonymous: boolean;
  /** The person it is for, when somebody writes for another: 「我妈」. */
  readonly concerned?: string;
  /** Who joined a case: what they said themselves. Undefined for who opened it. */
  readonly told?: OwnWords;
}

/** A picture, voice note … kept with a case. */
export interface CaseMedia {
  readonly sha256: string;
  /** As the media store recognised it; with `bytes` and `sha256` the reference under which it is sent on. */
  readonly mediaType: string;
  readonly bytes: number;
  readonly kind: 'picture' | 'voice' | 'video' | 'file';
  readonly stage: 'report' | 'result' | 'note';
  readonly seconds?: number;
  readonly name?: string;
  /** Who sent it; hidden from the worker when that reporter is anonymous. */
  readonly contactId?: string;
}

/** What is needed to open a case. */
export interface OpenCase {
  readonly text: string;
  readonly kind: CaseKind;
  readonly category: string;
  readonly subcategory?: string;
  readonly urgency: CaseUrgency;
  readonly place: string;
  readonly address: Address;
  /** The grid that answers for the place; undefined = triage by the community's secretary (or the street). */
  readonly gridId?: string;
  /** Community for the triage when no grid is known; undefined = the street. */
  readonly communityId?: string;
  /** The matter is about the worker or the secretary: it passes over them. */
  readonly about?: CaseSubject;
  /** Further staff it speaks of: it never goes to them either. */
  readonly avoid?: readonly string[];
  readonly reporter: Reporter;
  readonly media: readonly CaseMedia[];
  /** `chat`, `station-day`, `visit` …: the way it came in. */
  readonly source?: string;
}

/** One recorded step; what announcements are made from. */
export interface CaseChange {
  readonly action: CaseAction;
  /** Undefined for `open`. */
  readonly before?: CaseFile;
  readonly after: CaseFile;
  readonly actor: Actor;
  readonly at: Date;
  /** The words that came with it: progress, result, reason. */
  readonly note?: string;
  /** What else the step decided, as the history keeps it. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly reporters: readonly Reporter[];
}

/** One line of a case's history. */
export interface CaseEvent {
  readonly at: Date;
  readonly action: CaseAction;
  readonly actor: Actor;
  readonly fromStatus?: CaseStatus;
  readonly toStatus: CaseStatus;
  readonly fromAssignee?: string;
  readonly toAssignee?: string;
  readonly unitId: string;
  readonly level: CaseLevel;
  readonly note?: string;
  /** What else the step decided: category, place, score … */
  readonly facts: Readonly<Record<string, unknown>>;
}
