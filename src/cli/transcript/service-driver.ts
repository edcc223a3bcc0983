import { ChannelService } from '../../channel/channel.service.js';
import type { MovableClock } from '../../kernel/clock.js';
import { Dispatcher } from '../../messages/dispatcher.service.js';
import { InboxWorker } from '../../messages/inbox-worker.service.js';
import { TimerRunner } from '../../messages/timer-runner.service.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { PLAY_TEXTS } from './transcript.texts.js';

/** A service that is never quiet is broken: it answers itself, or a timer sets itself to the time it fires at. */
const MOST_ROUNDS = 500;
/** Nobody's transcript waits through more than this on one line. */
const MOST_STEPS_OF_TIME = 5000;

/** Lets the parts of the house be found by class. */
export interface House {
  get<T>(part: abstract new (...args: never[]) => T): T;
}

/** Runs the service by hand: nothing ticks, everything due is asked for and waited for. */
export class ServiceDriver {
  private readonly channel: ChannelService;
  private readonly inbox: InboxWorker;
  private readonly timers: TimerRunner;
  private readonly dispatcher: Dispatcher;
  private readonly unitOfWork: UnitOfWork;

  constructor(
    house: House,
    private readonly clock: MovableClock,
    private readonly clockMoved: (at: Date) => void,
  ) {
    this.channel = house.get(ChannelService);
    this.inbox = house.get(InboxWorker);
    this.timers = house.get(TimerRunner);
    this.dispatcher = house.get(Dispatcher);
    this.unitOfWork = house.get(UnitOfWork);
  }

  /**
   * Works until inbox, due timers and due sends are empty at the present time. Sends that the channel cannot take stay.
   * @throws Error when it never gets quiet
   */
  async settle(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await this.channel.idle();
      const heard = await this.inbox.poll();
      await this.inbox.idle();
      const fired = await this.timers.runDue();
      await this.timers.idle();
      await this.dispatcher.poll();
      await this.dispatcher.idle();
      await this.channel.idle();
      if (heard === 0 && fired === 0 && !(await this.isInboxDue())) return;
    }
    throw new Error(PLAY_TEXTS.neverQuiet);
  }

  /** Moves the clock to each instant at which something falls due until that time, in order, and settles there. */
  async advanceTo(target: Date): Promise<void> {
    for (let step = 0; step < MOST_STEPS_OF_TIME; step += 1) {
      const next = await this.nextDueAt();
      if (!next || next > target) break;
      this.standAt(next);
      await this.settle();
    }
    this.standAt(target);
    await this.settle();
  }

  /** Makes the clock stand at the time, and settles there. */
  async setClock(at: Date): Promise<void> {
    this.standAt(at);
    await this.settle();
  }

  private standAt(at: Date): void {
    this.clock.standAt(at);
    this.clockMoved(at);
  }

  /** The next instant after the present at which something falls due. What is due but cannot be sent waits for the channel. */
  private async nextDueAt(): Promise<Date | undefined> {
    const now = this.clock.now();
    const due = await this.unitOfWork.autocommit(async (tx) => [
      await this.inbox.nextDueAt(tx),
      await this.timers.nextDueAt(tx),
      await this.dispatcher.nextDueAt(tx),
    ]);
    const later = due.filter((at): at is Date => at !== undefined && at > now);
    return later.sort((a, b) => a.getTime() - b.getTime())[0];
  }

  private async isInboxDue(): Promise<boolean> {
    const next = await this.unitOfWork.autocommit((tx) => this.inbox.nextDueAt(tx));
    return next !== undefined && next <= this.clock.now();
  }
}
