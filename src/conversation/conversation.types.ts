import type { CaseMedia } from '../cases/cases.types.js';
import type { Contact } from '../messages/contact.types.js';
import type { Resident, Staff } from '../people/people.types.js';
import type { NamedCategory } from '../understanding/category-names.rules.js';
import type {
  Danger,
  Intent,
  Kind,
  PlaceText,
  Urgency,
} from '../understanding/understanding.types.js';
import type { Echo } from './echo.rules.js';

/** Who is writing: a contact, and what the house knows of the person behind it. Somebody may be staff and resident. */
export interface Speaker {
  readonly contact: Contact;
  readonly staff?: Staff;
  readonly resident?: Resident;
}

/** A report that is not a case yet because a question about it stands open. */
export interface PendingReport {
  readonly text: string;
  readonly kind: Kind;
  readonly category: string;
  readonly subcategory?: string;
  readonly urgency: Urgency;
  readonly danger?: Danger;
  readonly place: PlaceText;
  readonly about?: 'worker' | 'secretary' | 'property';
  readonly anonymous: boolean;
  readonly concerned?: string;
  readonly phone?: string;
  readonly media: readonly CaseMedia[];
  /** Further matters of the same text; they share the people. */
  readonly others: readonly PendingMatter[];
}

/** One of several matters told in one text. */
export interface PendingMatter
  extends Pick<
    PendingReport,
    'text' | 'kind' | 'category' | 'subcategory' | 'urgency' | 'danger' | 'about'
  > {
  /** Undefined where it lies where the first does. */
  readonly place?: PlaceText;
}

/** An act on a case that waits until it is clear which case is meant. */
export interface PendingAct {
  readonly side: 'resident' | 'staff';
  readonly intent: Intent;
  /** Command word, where there was one. */
  readonly word?: string;
  readonly text: string;
  readonly media: readonly CaseMedia[];
}

/**
 * The open question of a conversation. Each has a version: an answer to a question that an older release asked is
 * treated as if nothing had been asked.
 */
export type DialogState =
  | {
      readonly name: 'ask-place';
      readonly version: 1;
      readonly report: PendingReport;
      readonly asked: number;
    }
  | {
      readonly name: 'choose-place';
      readonly version: 1;
      readonly report: PendingReport;
      readonly options: readonly PlaceOption[];
    }
  | {
      /** 「要一起跟进吗？」: not a case yet; it joins the neighbour's or becomes one of its own. */
      readonly name: 'offer-join';
      readonly version: 1;
      readonly report: PendingReport;
      readonly gridId: string;
      readonly caseNumber: string;
    }
  | {
      readonly name: 'ask-matter';
      readonly version: 1;
      readonly media: readonly CaseMedia[];
      readonly place?: PlaceText;
      /** Asked for before the matter itself was told. */
      readonly anonymous?: boolean;
    }
  | { readonly name: 'place-of-case'; readonly version: 1; readonly caseNumber: string }
  | {
      readonly name: 'choose-case';
      readonly version: 1;
      readonly act: PendingAct;
      readonly options: readonly string[];
      /** How the options were described: people name them by their words too. */
      readonly labels?: readonly string[];
    }
  | {
      readonly name: 'choose-person';
      readonly version: 1;
      readonly act: PendingAct;
      readonly caseNumber: string;
      readonly options: readonly string[];
      readonly labels?: readonly string[];
    }
  | {
      readonly name: 'choose-category';
      readonly version: 1;
      readonly caseNumber: string;
      readonly options: readonly NamedCategory[];
      readonly labels: readonly string[];
    }
  | {
      readonly name: 'confirm-withdraw';
      readonly version: 1;
      /** What was said: the reason that is kept. */
      readonly text: string;
      readonly options: readonly string[];
    }
  | {
      readonly name: 'ask-reason';
      readonly version: 1;
      readonly caseNumber: string;
      /** What the case is about: another matter is no reason. */
      readonly matter?: {
        readonly category: string;
        readonly subcategory?: string;
        readonly about?: string;
        readonly text?: string;
      };
    }
  | { readonly name: 'confirm-home'; readonly version: 1; readonly place: PlaceText }
  | { readonly name: 'ask-home'; readonly version: 1; readonly goal: 'contact' | 'bind' };

/** A real place offered in a numbered choice. */
export interface PlaceOption {
  readonly gridId: string;
  readonly label: string;
}

/** What is remembered of a conversation between two messages. */
export interface ConversationState {
  readonly dialog?: DialogState;
  /** The case that pieces arriving until then still belong to (ISO instant). */
  readonly gathering?: {
    readonly caseNumber: string;
    readonly until: string;
    readonly stage: 'report' | 'result';
  };
  /** Pictures a worker sent before saying which case they belong to. */
  readonly held?: readonly CaseMedia[];
  /** The answer given last. */
  readonly echo?: Echo;
  /** A location that was shared (ISO instant until when it counts). */
  readonly spot?: { readonly place: PlaceText; readonly until: string };
  /** What the person just wished of one case: 「不是这件，是那件」 turns it to another (ISO instant until when). */
  readonly done?: { readonly intent: Intent; readonly text: string; readonly until: string };
  /** How often in a row the person was not understood. */
  readonly misunderstood: number;
  /** The case whose rating was just given: words that follow are its comment (ISO instant until when). */
  readonly rated?: { readonly caseNumber: string; readonly until: string };
}

export const NEW_CONVERSATION: ConversationState = { misunderstood: 0 };
