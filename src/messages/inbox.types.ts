import { DomainError } from '../kernel/errors.js';
import type { Contact } from './contact.types.js';
import type { InboundMessage } from './messages.types.js';

/** A stored message on its way to be handled. */
export interface HeardMessage {
  /** Row of the inbox, a bigint as text; later messages have higher ones. */
  readonly id: string;
  readonly accountId: string;
  /** Who wrote. */
  readonly contact: Contact;
  readonly message: InboundMessage;
  /** When we heard it, by the service's clock. */
  readonly heardAt: Date;
  /** Tries that failed so far. */
  readonly attempts: number;
  /** Whether it was found in the inbox by a poll instead of just heard. */
  readonly isPickedUp: boolean;
}

/** A message that nobody could handle; a person looks at it. */
export interface FailedMessage {
  readonly id: string;
  readonly accountId: string;
  readonly contactId: string;
  readonly heardAt: Date;
  /** Class and code of the last error. */
  readonly fault: string;
  readonly message: InboundMessage;
}

/** Somebody else handled this message already, here or in another process. Not a failure. */
export class MessageTakenError extends DomainError {
  constructor() {
    super('message.taken', 'the message is no longer waiting');
  }
}

/** An earlier message of the same person still waits; this one comes later. Not a failure. */
export class MessageNotNextError extends DomainError {
  constructor() {
    super('message.not-next', 'an earlier message of the same person still waits');
  }
}
