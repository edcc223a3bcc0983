import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/errors.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { TimerRepository } from './timer.repository.js';
import type { FailedTimer, Timer, TimerToSet } from './timer.types.js';

/** Deadlines, reminders and scheduled questions. */
@Injectable()
export class TimerService {
  constructor(private readonly timers: TimerRepository) {}

  /** Sets a timer; a waiting one of the same community, kind and subject is replaced. */
  set(tx: Tx, timer: TimerToSet): Promise<void> {
    return this.timers.upsert(tx, timer);
  }

  /** Cancels the waiting timer; nothing when there is none. */
  async cancel(tx: Tx, communityId: string, kind: string, subject: string): Promise<void> {
    await this.timers.cancel(tx, communityId, kind, subject);
  }

  /** The waiting timer. */
  find(tx: Tx, communityId: string, kind: string, subject: string): Promise<Timer | undefined> {
    return this.timers.findWaiting(tx, communityId, kind, subject);
  }

  /** Timers that nobody could carry out, latest due first. */
  listFailed(tx: Tx, limit: number): Promise<FailedTimer[]> {
    return this.timers.listFailed(tx, limit);
  }

  /**
   * A person decided that a failed timer is to be tried again, from the start, at the next tick.
   * @throws DomainError `timer.not-failed`, also when the same timer was set anew meanwhile
   */
  async retryFailed(tx: Tx, communityId: string, id: string): Promise<void> {
    if ((await this.timers.retryFailed(tx, communityId, id)) === 1) return;
    throw new DomainError('timer.not-failed', 'there is no such failed timer', { id });
  }
}
