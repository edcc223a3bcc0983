import { Logger } from '@nestjs/common';
import type { Clock } from '../kernel/clock.js';
import type { Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import type { AccountHold, AccountHoldRepository } from './account-hold.repository.js';
import { CLAIM_SIZE, type DispatchRepository } from './dispatch.repository.js';
import { ChannelAwayError } from './message-sender.port.js';
import { OUTBOX_REASON } from './outbox.texts.js';
import type { ClaimedMessage, Recipient, SentMessage } from './outbox.types.js';
import { faultOf, nextSendTry } from './retry.rules.js';
import { Rhythm } from './rhythm.js';
import { SendPace } from './send-pace.rules.js';
import { SendDeadlineError, type Transmitter } from './transmitter.service.js';

/**
 * Least time between two claims, and between two marks: what is written meanwhile goes with the next, for a statement
 * costs the same for one row as for ten. Nobody who waits for an answer notices it.
 */
const GATHER_MS = 40;

/** How far back departures count for the pace after a start. */
const PACE_MEMORY_MS = 60_000;

/** What the senders of all accounts share. */
export interface SenderParts {
  readonly repository: DispatchRepository;
  readonly holds: AccountHoldRepository;
  readonly transmitter: Transmitter;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly perMinute: number;
}

/** Sends what is due for one account: claims, sends people side by side and each person in order, marks in batches. */
export class AccountSender {
  private readonly logger = new Logger(AccountSender.name);
  private readonly claims = new Rhythm(GATHER_MS);
  private readonly marks = new Rhythm(GATHER_MS);
  private pace: SendPace;
  private hold: AccountHold | undefined;
  private pumping: Promise<void> | undefined;
  private marking: Promise<void> | undefined;
  private isWanted = false;
  private isPaused = false;
  private isStopping = false;
  private readonly sending = new Set<Promise<void>>();
  /** People to whom something is on its way: claimed and not marked yet. */
  private readonly onTheirWay = new Set<string>();
  /** People for whom more may be waiting behind what is on its way. */
  private readonly followed = new Set<string>();
  /** Nobody knows what is waiting: claims until a claim finds nothing. */
  private isDraining = true;
  private inFlight = 0;
  private unmarked: SentMessage[] = [];
  private finished = 0;

  constructor(
    readonly accountId: string,
    private readonly parts: SenderParts,
  ) {
    this.pace = new SendPace(parts.perMinute);
  }

  /** Grows with every row that was sent or failed. */
  get progress(): number {
    return this.finished;
  }

  /** Whether it can send: the channel is there and this process speaks for the account. */
  get isSending(): boolean {
    const away = this.isPaused || !this.parts.transmitter.isReady(this.accountId);
    return !away && this.hold?.isLost === false;
  }

  /** Something was written for somebody: looked for now, and again when what is on its way to them is marked. */
  wake({ contactId }: Recipient): void {
    if (this.onTheirWay.has(contactId)) this.followed.add(contactId);
    this.pump();
  }

  private pump(): void {
    this.isWanted = true;
    if (this.pumping || this.isStopping) return;
    this.pumping = this.claimWhileWanted().then(
      () => {
        this.pumping = undefined;
        if (this.isWanted) this.pump();
      },
      (error) => {
        this.pumping = undefined;
        this.logger.warn(`claiming for ${this.accountId}: ${faultOf(error)}`);
      },
    );
  }

  /** The channel may be back: tries again, also to mark what could not be marked. */
  resume(): void {
    this.isPaused = false;
    this.isDraining = true;
    this.mark();
    this.pump();
  }

  /** Resolves when nothing is being claimed, sent or marked. */
  async settle(): Promise<void> {
    while (this.pumping || this.marking || this.sending.size > 0) {
      await this.pumping;
      await Promise.all(this.sending);
      await this.marking;
    }
  }

  /** Claims nothing more, waits for what is on its way, and lets another process speak for the account. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.settle();
    await this.hold?.release();
    this.hold = undefined;
  }

  /** When the pace lets the next message of the kind go; undefined = now. */
  nextAt(now: Date, notice: boolean): Date | undefined {
    return this.pace.nextAt(now, notice);
  }

  private async claimWhileWanted(): Promise<void> {
    while (this.isWanted && !this.isStopping) {
      await this.claims.next();
      const canSend = await this.takeHold();
      // After that pause: all that one commit wrote for several people is one claim.
      this.isWanted = false;
      if (!canSend) return;
      const now = this.parts.clock.now();
      const { talk, notices } = this.pace.allowance(now);
      const limit = Math.max(0, Math.min(CLAIM_SIZE - this.inFlight, talk));
      const claimed = await this.autocommit((tx) =>
        this.parts.repository.claim(tx, this.accountId, now, limit, Math.min(limit, notices), [
          ...this.onTheirWay,
        ]),
      );
      this.sendAll(claimed, now);
      if (limit === 0) this.isDraining = true;
      else if (claimed.length >= limit) this.isWanted = true;
    }
  }

  private sendAll(claimed: readonly ClaimedMessage[], now: Date): void {
    if (claimed.length === 0 && this.inFlight === 0) this.isDraining = false;
    this.inFlight += claimed.length;
    for (const message of claimed) {
      this.pace.record(now, message.isNotice);
      this.onTheirWay.add(message.contactId);
    }
    for (const group of byContact(claimed)) this.start(group);
  }

  private async takeHold(): Promise<boolean> {
    const { transmitter, holds, repository, clock } = this.parts;
    if (this.isPaused || !transmitter.isReady(this.accountId)) return false;
    if (this.hold?.isLost) {
      await this.hold.release();
      this.hold = undefined;
    }
    if (this.hold) return true;
    const hold = await holds.acquire(this.accountId);
    if (!hold) return false;
    // Rows on their way belong to whoever spoke for the account before and is gone.
    const recovered = await this.autocommit((tx) =>
      repository.recover(tx, this.accountId, OUTBOX_REASON.interrupted),
    );
    if (recovered > 0) this.logger.warn(`${recovered} sends of ${this.accountId} were cut off`);
    await this.recallPace(clock.now());
    this.hold = hold;
    return true;
  }

  /** What left in the last minute counts, whichever process sent it. */
  private async recallPace(now: Date): Promise<void> {
    if (this.parts.perMinute <= 0) return;
    const after = new Date(now.getTime() - PACE_MEMORY_MS);
    const departures = await this.autocommit((tx) =>
      this.parts.repository.listDepartures(tx, this.accountId, after),
    );
    this.pace = new SendPace(this.parts.perMinute);
    for (const { at, isNotice } of departures) this.pace.record(at, isNotice);
  }

  private start(group: ClaimedMessage[]): void {
    const work = this.sendInOrder(group)
      .catch((error) => this.logger.warn(`sending for ${this.accountId}: ${faultOf(error)}`))
      .finally(() => {
        this.sending.delete(work);
        this.inFlight -= group.length;
        this.mark();
      });
    this.sending.add(work);
  }

  /** One person's messages; what comes after one that did not leave goes back to wait its turn. */
  private async sendInOrder(group: ClaimedMessage[]): Promise<void> {
    for (const [index, message] of group.entries()) {
      if (!(await this.send(message))) return this.release(group.slice(index + 1));
    }
  }

  private async send(message: ClaimedMessage): Promise<boolean> {
    const { accountId, channelId, content } = message;
    try {
      const target = { accountId, channelId };
      const channelMessageId = await this.parts.transmitter.send(target, content);
      this.unmarked.push({ message, channelMessageId });
      return true;
    } catch (error) {
      await this.keepFailure(message, error);
      return false;
    }
  }

  private async keepFailure(message: ClaimedMessage, error: unknown): Promise<void> {
    this.onTheirWay.delete(message.contactId);
    this.isDraining = true;
    if (error instanceof ChannelAwayError) {
      this.isPaused = true;
      return this.release([message]);
    }
    const { repository, clock } = this.parts;
    const fault = faultOf(error);
    this.logger.warn(`outbox ${message.id} not sent, try ${message.attempts + 1}, ${fault}`);
    this.finished += 1;
    if (message.isNotice && error instanceof SendDeadlineError) {
      const reason = OUTBOX_REASON.interrupted;
      return this.autocommit((tx) => repository.markUnknown(tx, message, reason));
    }
    const retryAt = nextSendTry(message.attempts + 1, clock.now());
    const reason = OUTBOX_REASON.givenUp(fault);
    await this.autocommit((tx) => repository.markFailed(tx, message, retryAt, reason));
  }

  private async release(messages: readonly ClaimedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    for (const message of messages) this.pace.takeBack(message.isNotice);
    await this.autocommit((tx) => this.parts.repository.release(tx, messages));
  }

  /** Marks all that was sent so far; what is sent meanwhile goes with the next statement. */
  private mark(): void {
    this.marking ??= this.markAll().then(
      () => {
        this.marking = undefined;
        if (this.unmarked.length > 0) this.mark();
        else if (this.isDraining) this.pump();
      },
      (error) => {
        this.marking = undefined;
        this.logger.warn(`marking for ${this.accountId}: ${faultOf(error)}`);
      },
    );
  }

  private async markAll(): Promise<void> {
    while (this.unmarked.length > 0) {
      await this.marks.next();
      const batch = this.unmarked;
      this.unmarked = [];
      const now = this.parts.clock.now();
      try {
        await this.autocommit((tx) => this.parts.repository.markSent(tx, batch, now));
        this.finished += batch.length;
        this.arrive(batch.map(({ message }) => message.contactId));
      } catch (error) {
        this.unmarked.unshift(...batch);
        throw error;
      }
    }
  }

  /** What waited behind a message to the same person may go now. */
  private arrive(contactIds: readonly string[]): void {
    let isFollowed = false;
    for (const contactId of contactIds) {
      this.onTheirWay.delete(contactId);
      if (this.followed.delete(contactId)) isFollowed = true;
    }
    if (isFollowed) this.pump();
  }

  private autocommit<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.parts.unitOfWork.autocommit(work);
  }
}

function byContact(messages: readonly ClaimedMessage[]): Iterable<ClaimedMessage[]> {
  const groups = new Map<string, ClaimedMessage[]>();
  for (const message of messages) {
    const group = groups.get(message.contactId);
    if (group) group.push(message);
    else groups.set(message.contactId, [message]);
  }
  return groups.values();
}
