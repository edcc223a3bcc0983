import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/errors.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { AccountService } from './account.service.js';
import { ContactService } from './contact.service.js';
import { CrashPoints } from './crash-points.js';
import { InboxRepository } from './inbox.repository.js';
import {
  type FailedMessage,
  type HeardMessage,
  MessageNotNextError,
  MessageTakenError,
} from './inbox.types.js';
import { InboxIntake } from './inbox-intake.service.js';
import { KeyedQueue } from './keyed-queue.js';
import { cleanMessage } from './message-cleaning.rules.js';
import type { InboundMessage } from './messages.types.js';

/** What heard messages are stored in before anything is done with them (promise 1). */
@Injectable()
export class InboxService {
  private readonly order = new KeyedQueue();
  private listener: (message: HeardMessage) => void = () => undefined;

  constructor(
    private readonly inbox: InboxRepository,
    private readonly intake: InboxIntake,
    private readonly contacts: ContactService,
    private readonly accounts: AccountService,
    private readonly clock: Clock,
    private readonly crashPoints: CrashPoints,
  ) {}

  /**
   * Stores a message, once, and resolves when it is committed; then it is handled. A duplicate ends here. Messages of
   * one person are stored in the order of the calls. An edge: opens its own transaction; one round trip, shared with
   * others who write at the same time, for a person whom we know.
   * @throws OperationalError `database.unavailable`; DomainError `contact.unknown-account`
   */
  hear(heard: InboundMessage): Promise<void> {
    const heardAt = this.clock.now();
    const message = identified(cleanMessage(heard, heardAt));
    this.accounts.heard(message.accountId, heardAt);
    const key = `${message.accountId} ${message.from.channelId}`;
    return this.order.run(key, () => this.store(message, heardAt));
  }

  /** Whom to tell of a message that was just stored; the worker. */
  onHeard(listener: (message: HeardMessage) => void): void {
    this.listener = listener;
  }

  /**
   * Must be the first statement of the transaction of the turns. Locks the conversations of these different people until
   * it ends and marks their messages as handled, so that the effect of each happens exactly once and in order, however
   * many processes run.
   * @throws MessageTakenError when one was handled already; MessageNotNextError when an earlier one still waits
   */
  async markHandled(tx: Tx, ...messages: readonly HeardMessage[]): Promise<void> {
    const taken = await this.inbox.markHandled(tx, messages);
    const left = messages.find(({ id }) => !taken.has(id));
    if (!left) return;
    const waiting = await this.inbox.isWaiting(tx, left);
    throw waiting ? new MessageNotNextError() : new MessageTakenError();
  }

  /**
   * Must be the first statement of the transaction in which the person is given the apology.
   * @throws MessageTakenError when it no longer waits
   */
  async markFailed(tx: Tx, message: HeardMessage): Promise<void> {
    if (!(await this.inbox.markFailed(tx, message))) throw new MessageTakenError();
  }

  /**
   * Says that whoever has the message in hand waits for something outside: other processes leave it until then, and
   * take it up when nothing came of it. Outside the turn's transaction.
   */
  putOff(tx: Tx, message: HeardMessage, until: Date): Promise<void> {
    return this.inbox.putOff(tx, message, until);
  }

  /** The lock that `markHandled` takes, for other entrances (timers, console) that touch a conversation; till commit. */
  lockConversation(tx: Tx, contactId: string): Promise<void> {
    return this.inbox.lockConversation(tx, contactId);
  }

  /** Messages that nobody could handle, newest first. */
  listFailed(tx: Tx, limit: number): Promise<FailedMessage[]> {
    return this.inbox.listFailed(tx, limit);
  }

  /**
   * Lets a failed message be handled again from the start, at the next poll.
   * @throws DomainError `message.not-failed`
   */
  async retryFailed(tx: Tx, accountId: string, id: string): Promise<void> {
    if ((await this.inbox.retryFailed(tx, accountId, id)) === 1) return;
    throw new DomainError('message.not-failed', 'there is no such failed message', { id });
  }

  private async store(message: InboundMessage, heardAt: Date): Promise<void> {
    const { row, inboxId } = await this.intake.store({ message, heardAt });
    if (!row || !inboxId) return;
    await this.crashPoints.reach('inbox-committed');
    const stored = this.contacts.contactOf(row);
    this.listener({
      id: inboxId,
      accountId: message.accountId,
      contact: { ...stored, displayName: message.from.displayName },
      message,
      heardAt,
      attempts: 0,
      isPickedUp: false,
    });
    if (this.contacts.isOutdated(row, stored, message.from))
      await this.intake.meet(message, heardAt);
  }
}

/** A channel that gives no id still has each message stored once: the same words at the same second are the same. */
function identified(message: InboundMessage): InboundMessage {
  if (message.channelMessageId) return message;
  const { accountId, from, sentAt, content } = message;
  const whole = JSON.stringify([accountId, from.channelId, sentAt, content]);
  return {
    ...message,
    channelMessageId: `none-${createHash('sha256').update(whole).digest('hex')}`,
  };
}
