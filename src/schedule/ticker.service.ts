import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Retention } from '../conversation/retention.service.js';
import { AccountService } from '../messages/account.service.js';
import { Dispatcher } from '../messages/dispatcher.service.js';
import { InboxWorker } from '../messages/inbox-worker.service.js';
import { RemarkKeeper } from '../messages/remark-keeper.service.js';
import { TimerRunner } from '../messages/timer-runner.service.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/**
 * How often is looked, milliseconds of the machine's clock. What a commit of this process makes due is done at once
 * without any tick; these find what the clock made due, and what a crash or another process left behind.
 */
export const TICK_MS = {
  inbox: 1_000,
  /** Short: at 40 messages a minute one may leave every 1.5 s, and a tick late is pace lost. */
  outbox: 500,
  timers: 1_000,
  remarks: 5_000,
  leases: 10_000,
  accounts: 15_000,
  retention: 60_000,
} as const;

type Tick = keyof typeof TICK_MS;

/** Ticks, nothing else: everything due is a row, read with the injected clock. A tick that finds the last one still at work passes. */
@Injectable()
export class Ticker {
  private readonly logger = new Logger(Ticker.name);
  private readonly busy = new Set<Tick>();
  private readonly failing = new Set<Tick>();

  constructor(
    private readonly inbox: InboxWorker,
    private readonly dispatcher: Dispatcher,
    private readonly timers: TimerRunner,
    private readonly remarks: RemarkKeeper,
    private readonly accounts: AccountService,
    private readonly unitOfWork: UnitOfWork,
    private readonly retention: Retention,
  ) {}

  @Interval(TICK_MS.inbox)
  tickInbox(): Promise<void> {
    return this.once('inbox', () => this.inbox.poll());
  }

  @Interval(TICK_MS.outbox)
  tickOutbox(): Promise<void> {
    return this.once('outbox', () => this.dispatcher.poll());
  }

  @Interval(TICK_MS.timers)
  tickTimers(): Promise<void> {
    return this.once('timers', () => this.timers.runDue());
  }

  @Interval(TICK_MS.remarks)
  tickRemarks(): Promise<void> {
    return this.once('remarks', () => this.remarks.poll());
  }

  @Interval(TICK_MS.leases)
  tickLeases(): Promise<void> {
    return this.once('leases', () => this.dispatcher.expireLeases());
  }

  @Interval(TICK_MS.accounts)
  tickAccounts(): Promise<void> {
    return this.once('accounts', () => this.unitOfWork.autocommit((tx) => this.accounts.flush(tx)));
  }

  @Interval(TICK_MS.retention)
  tickRetention(): Promise<void> {
    return this.once('retention', () => this.retention.sweep());
  }

  /** Told once when it begins to fail and once when it works again: a database away for an hour is one message. */
  private async once(tick: Tick, work: () => Promise<unknown>): Promise<void> {
    if (this.busy.has(tick)) return;
    this.busy.add(tick);
    try {
      await work();
      if (this.failing.delete(tick)) this.logger.log(`${tick}: works again`);
    } catch (error) {
      const reason = error instanceof Error ? error.name : typeof error;
      if (!this.failing.has(tick)) this.logger.warn(`${tick}: ${reason}, tried again`);
      this.failing.add(tick);
    } finally {
      this.busy.delete(tick);
    }
  }
}
