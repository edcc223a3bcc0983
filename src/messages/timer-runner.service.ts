import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/errors.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import { faultOf, nextTimerTry } from './retry.rules.js';
import { TimerRepository } from './timer.repository.js';
import type { Timer } from './timer.types.js';

/** Carries a due timer out, within the transaction that also marks it as fired. */
export type TimerHandler = (tx: Tx, timer: Timer, now: Date) => Promise<void>;

/** Who carries out which kind of timer; rooms register themselves at start. */
@Injectable()
export class TimerHandlers {
  private readonly handlers = new Map<string, TimerHandler>();

  /** @throws Error when the kind has a handler already: two rooms mean different things by one word */
  on(kind: string, handler: TimerHandler): void {
    if (this.handlers.has(kind)) throw new Error(`timer kind ${kind} has two handlers`);
    this.handlers.set(kind, handler);
  }

  /** The handler of the kind. */
  find(kind: string): TimerHandler | undefined {
    return this.handlers.get(kind);
  }
}

/** Runs due timers, each in its own transaction, in the order in which they fall due; any number of processes may. */
@Injectable()
export class TimerRunner implements OnModuleDestroy {
  private readonly logger = new Logger(TimerRunner.name);
  private round: Promise<number> | undefined;
  private isStopping = false;

  constructor(
    private readonly timers: TimerRepository,
    private readonly handlers: TimerHandlers,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Runs all timers due now; how many fired. Joins a round that is under way. */
  runDue(): Promise<number> {
    this.round ??= this.runAll().finally(() => {
      this.round = undefined;
    });
    return this.round;
  }

  /** Resolves when no timer is due. */
  async idle(): Promise<void> {
    while ((await this.runDue()) > 0);
  }

  /** When the next timer is due or tried again; may have passed already. */
  nextDueAt(tx: Tx): Promise<Date | undefined> {
    return this.timers.nextDueAt(tx);
  }

  /** Begins no further timer and waits for the one in hand. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.round?.catch(() => undefined);
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  private async runAll(): Promise<number> {
    let fired = 0;
    while (!this.isStopping) {
      const outcome = await this.runNext();
      if (outcome === 'none') break;
      if (outcome === 'fired') fired += 1;
    }
    return fired;
  }

  private async runNext(): Promise<'fired' | 'failed' | 'none'> {
    const now = this.clock.now();
    let timer: Timer | undefined;
    try {
      await this.unitOfWork.run(async (tx) => {
        timer = await this.timers.claimDue(tx, now);
        if (timer) await this.fire(tx, timer, now);
      });
      return timer ? 'fired' : 'none';
    } catch (error) {
      if (!timer) throw error;
      await this.keepFailure(timer, error, now);
      return 'failed';
    }
  }

  private async fire(tx: Tx, timer: Timer, now: Date): Promise<void> {
    const handler = this.handlers.find(timer.kind);
    if (!handler) {
      throw new DomainError('timer.no-handler', 'nobody carries out this kind of timer');
    }
    // Marked first: the handler may set the same timer anew.
    await this.timers.markFired(tx, timer, now);
    await handler(tx, timer, now);
  }

  private async keepFailure(timer: Timer, error: unknown, now: Date): Promise<void> {
    const fault = faultOf(error);
    const hopeless = error instanceof DomainError && error.code === 'timer.no-handler';
    const retryAt = hopeless ? undefined : nextTimerTry(timer.attempts + 1, now);
    const about = `timer ${timer.id} (${timer.kind}), try ${timer.attempts + 1}, ${fault}`;
    if (retryAt) this.logger.warn(`failed: ${about}`);
    else this.logger.error(`given up: ${about}`);
    await this.unitOfWork.autocommit((tx) => this.timers.markTried(tx, timer, fault, retryAt));
  }
}
