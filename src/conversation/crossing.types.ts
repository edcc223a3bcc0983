import type { Kind, Meaning } from '../understanding/understanding.types.js';
import type { DialogState } from './conversation.types.js';

/** Where one text leads. */
export type Route =
  | 'answer-place'
  | 'choose-place'
  | 'leave-to-person'
  | 'drop-report'
  | 'report'
  | 'matter-place'
  | 'matter-of-case'
  | 'place-of-case'
  | 'join-yes'
  | 'join-no'
  | 'join-beside'
  | 'choose-case'
  | 'choose-person'
  | 'choose-category'
  | 'change-category'
  | 'withdraw-all'
  | 'keep-all'
  | 'keep'
  | 'keep-gone'
  | 'reason'
  | 'no-reason'
  | 'doubt'
  | 'red-packet'
  | 'home-yes'
  | 'home-no'
  | 'answer-home'
  | 'rate'
  | 'not-solved'
  | 'rate-late'
  | 'no-rating'
  | 'decline-rating'
  | 'comment'
  | 'add'
  | 'correct'
  | 'hide'
  | 'follow-up'
  | 'bind-home'
  | 'confirm-home'
  | 'contact'
  | 'station'
  | 'person'
  | 'greet'
  | 'thanks'
  | 'help'
  | 'calm'
  | 'empty'
  | 'unclear'
  | 'work'
  | 'list'
  | 'invite'
  | 'revoke-invitation'
  | 'register'
  | 'not-yet'
  | 'hand-over-all'
  | 'ask-extension'
  | 'decide-extension'
  | 'merge-cases'
  | 'part-case'
  | 'ask-again'
  | 'aside'
  | 'beside'
  | 'add-open'
  | 'ask-progress'
  | 'urge-open'
  | 'no-need'
  | 'matter-first'
  | 'need-code'
  | 'link'
  | 'assign';

/** What the router looks at; nothing else decides. */
export interface Crossing {
  readonly meaning: Meaning;
  readonly text: string;
  readonly isStaff: boolean;
  readonly hasHome: boolean;
  readonly dialog?: DialogState;
  /** A rating question stands open. */
  readonly isAskedToRate: boolean;
  /** The person has a case that is not over. */
  readonly hasOpenCase: boolean;
  /** The person has a case that somebody still works on. */
  readonly hasUnfinishedCase: boolean;
  /** The person has reported something in the last weeks, over or not. */
  readonly hasRecentCase: boolean;
  /** The case that pieces may still join. */
  readonly gathering?: MatterInHand;
  /** Staff: the case in their hands that the talk was about a moment ago. */
  readonly inHand?: MatterInHand;
  /** Words may still be the comment of a rating just given. */
  readonly justRated: boolean;
  /** One of our messages about a case is quoted. */
  readonly quotesCase: boolean;
  /** A place is named where none of the person's cases lies. */
  readonly isElsewhere: boolean;
  /** A part of the text does nothing but say which of the person's cases is meant; whether that one is still worked on. */
  readonly pointsAt?: 'unfinished' | 'finished';
}

/** What is known of a case that a message may belong to. */
export interface MatterInHand {
  readonly kind?: Kind;
  readonly category: string;
  readonly subcategory?: string;
  /** What was said of it. */
  readonly text?: string;
  readonly urgency: string;
  /** Which danger it cried of. */
  readonly danger?: string;
  readonly about?: string;
  readonly building?: string;
  readonly unit?: string;
  readonly estate?: string;
}
