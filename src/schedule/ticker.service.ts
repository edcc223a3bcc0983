import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Retention } from '../conversation/retention.service.js';
import { AccountService } from '../messages/account.service.js';
import { Dispatcher } from '../messages/dispatcher.service.js';
import { InboxWorker } from '../messages/inbox-worker.service.js';
import { RemarkKeeper } from '../messages/remark-keeper.service.js';
import { TimerRunner } from '../messages/timer-runner.service.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { TickGuard } from './tick-guard.js';

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
  private readonly guard = new TickGuard<Tick>(new Logger(Ticker.name));

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
    return this.guard.once('inbox', () => this.inbox.poll());
  }

  @Interval(TICK_MS.outbox)
  tickOutbox(): Promise<void> {
    return this.guard.once('outbox', () => this.dispatcher.poll());
  }

  @Interval(TICK_MS.timers)
  tickTimers(): Promise<void> {
    return this.guard.once('timers', () => this.timers.runDue());
  }

  @Interval(TICK_MS.remarks)
  tickRemarks(): Promise<void> {
    return this.guard.once('remarks', () => this.remarks.poll());
  }

  @Interval(TICK_MS.leases)
  tickLeases(): Promise<void> {
    return this.guard.once('leases', () => this.dispatcher.expireLeases());
  }

  @Interval(TICK_MS.accounts)
  tickAccounts(): Promise<void> {
    return this.guard.once('accounts', () =>
      this.unitOfWork.autocommit((tx) => this.accounts.flush(tx)),
    );
  }

  @Interval(TICK_MS.retention)
  tickRetention(): Promise<void> {
    return this.guard.once('retention', () => this.retention.sweep());
  }
}
