import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import { InboxRepository } from './inbox.repository.js';
import { InboxService } from './inbox.service.js';
import { type HeardMessage, MessageNotNextError, MessageTakenError } from './inbox.types.js';
import { InboxHandler } from './inbox-handler.port.js';
import { faultOf, MAX_PICKUPS, nextTurnTry, TURN_TRIES } from './retry.rules.js';

/** Turns at a time. Throughput no longer grows beyond 16 connections (STACK table, 2 cores, November 2026). */
const CONCURRENCY = 16;

/**
 * Turns that share a transaction at most: four cost the database about two thirds of what they cost alone, and with more
 * of them it and we would wait for each other (`bench turns`, 8 clients, 2 cores, November 2026).
 */
const TOGETHER = 4;

/** Messages held in memory; what is heard beyond that waits in the database alone. */
const MEMORY_LIMIT = 2_000;

/** Messages that one poll takes from the database. */
const POLL_LIMIT = 500;

/** What became of a try: go on with the next, try the same again at once, or leave the person to a later poll. */
type Outcome = 'done' | 'again' | 'later';

/**
 * Gives stored messages to the handler: those of one person strictly one after the other, different people side by
 * side. Messages of different people that wait at the same time share a transaction; when it fails, whoever's fault it
 * is, each is handled by itself, and only then is a try counted. Memory only saves a look into the database; `poll` finds whatever a crash or another process left behind.
 */
@Injectable()
export class InboxWorker implements OnModuleDestroy {
  private readonly logger = new Logger(InboxWorker.name);
  private readonly lanes = new Map<string, HeardMessage[]>();
  private readonly ready: string[] = [];
  private readonly running = new Map<string, Promise<void>>();
  private held = 0;
  private settled = 0;
  private isSpilled = false;
  private isStopping = false;
  private starting: Promise<void> | undefined;

  constructor(
    private readonly inbox: InboxRepository,
    private readonly handler: InboxHandler,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    service: InboxService,
  ) {
    service.onHeard((message) => this.enqueue(message));
  }

  /** Messages held in memory, those being handled included. */
  get pending(): number {
    return this.held;
  }

  /** Looks for waiting messages in the database; how many it found. */
  async poll(): Promise<number> {
    if (this.isStopping) return 0;
    const now = this.clock.now();
    const found = await this.unitOfWork.autocommit((tx) =>
      this.inbox.listWaiting(tx, [...this.lanes.keys()], now, POLL_LIMIT),
    );
    // A lane that came up meanwhile may hold the same messages; the next poll sees what it leaves.
    const busy = new Set(this.lanes.keys());
    for (const message of found) if (!busy.has(message.contact.id)) this.enqueue(message);
    return found.length;
  }

  /** Resolves when nothing that can be handled now is left, in memory or in the database. */
  async idle(): Promise<void> {
    let settledBefore: number;
    do {
      settledBefore = this.settled;
      await this.drain();
      await this.poll();
      await this.drain();
    } while (this.settled > settledBefore);
  }

  /** The next instant, after now, at which a failed message may be tried again. */
  nextDueAt(tx: Tx): Promise<Date | undefined> {
    return this.inbox.nextRetryAt(tx, this.clock.now());
  }

  /** Begins nothing more and waits for the turns in hand; what is left stays in the database. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.running.values());
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  private enqueue(message: HeardMessage): void {
    if (this.isStopping) return;
    const { id: contactId } = message.contact;
    const lane = this.lanes.get(contactId);
    if (lane?.some((waiting) => waiting.id === message.id)) return;
    if (this.held >= MEMORY_LIMIT) {
      this.isSpilled = true;
      return;
    }
    this.held += 1;
    if (lane) {
      lane.push(message);
    } else {
      this.lanes.set(contactId, [message]);
      this.ready.push(contactId);
      this.startReady();
    }
  }

  /** After this turn of the event loop, so that what is heard in it goes together. */
  private startReady(): void {
    if (this.starting || this.ready.length === 0) return;
    this.starting = nextTurnOfLoop().then(() => {
      this.starting = undefined;
      while (this.running.size < CONCURRENCY && this.ready.length > 0 && !this.isStopping) {
        const free = CONCURRENCY - this.running.size;
        this.start(this.ready.splice(0, Math.min(TOGETHER, free)));
      }
    });
  }

  /** One message of each, in one transaction if they can be had so. Who then needs a turn alone holds nobody else up. */
  private start(contactIds: readonly string[]): void {
    const heads = contactIds.flatMap((id) => this.lanes.get(id)?.[0] ?? []);
    const together = this.attemptTogether(heads);
    for (const contactId of contactIds) {
      const run = together
        .then((isDone) => this.runLane(contactId, isDone))
        .finally(() => {
          this.running.delete(contactId);
          this.startReady();
        });
      this.running.set(contactId, run);
    }
  }

  private async attemptTogether(messages: readonly HeardMessage[]): Promise<boolean> {
    const areFresh = messages.every(({ attempts, isPickedUp }) => attempts === 0 && !isPickedUp);
    if (messages.length < 2 || !areFresh) return false;
    try {
      await this.handler.handleTogether(messages);
      this.settled += messages.length;
      return true;
    } catch {
      return false;
    }
  }

  /** One message, then back to the end of the line: a person who writes much holds nobody up. */
  private async runLane(contactId: string, isDone: boolean): Promise<void> {
    const lane = this.lanes.get(contactId) ?? [];
    const [message] = lane;
    const outcome = isDone ? 'done' : message ? await this.attempt(message) : 'later';
    if (outcome === 'done') {
      lane.shift();
      this.held -= 1;
    }
    if (outcome !== 'later' && lane.length > 0) {
      this.ready.push(contactId);
      return;
    }
    this.lanes.delete(contactId);
    this.held -= lane.length;
    if (this.isSpilled && this.held === 0) this.refill();
  }

  private refill(): void {
    this.isSpilled = false;
    this.poll().catch((error) => this.logger.warn(`inbox poll failed: ${faultOf(error)}`));
  }

  private async attempt(message: HeardMessage): Promise<Outcome> {
    try {
      if (message.isPickedUp && !(await this.mayBegin(message))) return this.giveUp(message);
      if (message.attempts >= TURN_TRIES) return await this.giveUp(message);
      await this.handler.handle(message);
      this.settled += 1;
      return 'done';
    } catch (error) {
      if (error instanceof MessageTakenError) return 'done';
      if (error instanceof MessageNotNextError) return 'later';
      return this.fail(message, error);
    }
  }

  /** False when too many processes died over the message. */
  private async mayBegin(message: HeardMessage): Promise<boolean> {
    const pickups = await this.unitOfWork.autocommit((tx) => this.inbox.countPickup(tx, message));
    if (pickups === undefined) throw new MessageTakenError();
    return pickups <= MAX_PICKUPS;
  }

  private async fail(message: HeardMessage, error: unknown): Promise<Outcome> {
    const fault = faultOf(error);
    this.logger.warn(`turn failed: message ${message.id}, try ${message.attempts + 1}, ${fault}`);
    const now = this.clock.now();
    const retryAt = nextTurnTry(message.attempts + 1, now);
    try {
      const attempts = await this.unitOfWork.autocommit((tx) =>
        this.inbox.countFailure(tx, message, fault, retryAt),
      );
      if (attempts === undefined) return 'done';
      this.settled += 1;
      if (retryAt && retryAt > now) return 'later';
      this.replaceHead({ ...message, attempts, isPickedUp: false });
      return 'again';
    } catch (second) {
      this.logger.warn(`failed try of message ${message.id} not counted: ${faultOf(second)}`);
      return 'later';
    }
  }

  private replaceHead(message: HeardMessage): void {
    const lane = this.lanes.get(message.contact.id);
    if (lane) lane[0] = message;
  }

  private async giveUp(message: HeardMessage): Promise<Outcome> {
    this.logger.error(`message ${message.id} could not be handled; a person has to look at it`);
    try {
      await this.handler.giveUp(message);
    } catch (error) {
      if (!(error instanceof MessageTakenError)) {
        this.logger.error(`giving up message ${message.id} failed: ${faultOf(error)}`);
      }
    }
    try {
      await this.unitOfWork.autocommit((tx) => this.inbox.markFailed(tx, message));
    } catch (error) {
      this.logger.warn(`message ${message.id} stays waiting: ${faultOf(error)}`);
      return 'later';
    }
    this.settled += 1;
    return 'done';
  }

  private async drain(): Promise<void> {
    while (this.starting || this.running.size > 0) {
      await (this.starting ?? Promise.race(this.running.values()));
    }
  }
}
