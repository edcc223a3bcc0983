import type { OutboundContent, Priority } from './messages.types.js';

/** Something we said to a person, or are about to: lets a quoted message find its case. */
export interface SaidMessage {
  readonly content: OutboundContent;
  readonly caseNumber?: string;
  /** An answer to somebody who wrote; false = we wrote of ourselves. */
  readonly isReply: boolean;
  /** undefined = on its way. */
  readonly sentAt?: Date;
}

/** A row that was given up (`dead`) or of which nobody knows whether it arrived (`unknown`). */
export interface OutboxTrouble {
  readonly communityId: string;
  /** A bigint as text. */
  readonly id: string;
  readonly contactId: string;
  readonly priority: Priority;
  readonly state: 'dead' | 'unknown';
  /** In words the console shows. */
  readonly reason: string;
  readonly caseNumber?: string;
  readonly writtenAt: Date;
}

/** A row that the dispatcher claimed and has to send. */
export interface ClaimedMessage {
  readonly communityId: string;
  readonly id: string;
  readonly accountId: string;
  readonly contactId: string;
  /** The channel's id of the recipient today. */
  readonly channelId: string;
  readonly isNotice: boolean;
  /** Tries that failed so far. */
  readonly attempts: number;
  readonly content: OutboundContent;
}

/** What became of a claimed row. */
export interface SentMessage {
  readonly message: ClaimedMessage;
  readonly channelMessageId?: string;
}

/** Somebody for whom something was just written. */
export interface Recipient {
  readonly accountId: string;
  readonly contactId: string;
  /** How many messages. */
  readonly messages: number;
}
