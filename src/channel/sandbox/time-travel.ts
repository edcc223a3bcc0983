import type { MovableClock } from '../../kernel/clock.js';
import { Dispatcher } from '../../messages/dispatcher.service.js';
import { InboxWorker } from '../../messages/inbox-worker.service.js';
import { TimerRunner } from '../../messages/timer-runner.service.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { ChannelService } from '../channel.service.js';

/** A service that is never quiet is broken: it answers itself, or a timer sets itself to the time it fires at. */
const MOST_ROUNDS = 500;
/** Nobody waits through more instants than this for one move of the clock. */
const MOST_STEPS = 5_000;

/** Lets the parts of a house be found by class. */
export interface House {
  get<T>(part: abstract new (...args: never[]) => T): T;
}

/** The parts of a house that something can fall due in. */
export interface DueParts {
  readonly channel: ChannelService;
  readonly inbox: InboxWorker;
  readonly timers: TimerRunner;
  readonly dispatcher: Dispatcher;
  readonly unitOfWork: UnitOfWork;
}

/**
 * Moves a clock forward as if the time had really passed: everything that falls due on the way is done at its instant,
 * in order. The clock stands still afterwards; whoever wants it to run calls `runFrom`.
 */
export class TimeTravel {
  constructor(
    private readonly parts: DueParts,
    private readonly clock: MovableClock,
    private readonly clockMoved: (at: Date) => void = () => undefined,
  ) {}

  /** For a house that stands already. @param clockMoved told whenever the clock stands at another instant */
  static in(house: House, clock: MovableClock, clockMoved: (at: Date) => void): TimeTravel {
    const parts = {
      channel: house.get(ChannelService),
      inbox: house.get(InboxWorker),
      timers: house.get(TimerRunner),
      dispatcher: house.get(Dispatcher),
      unitOfWork: house.get(UnitOfWork),
    };
    return new TimeTravel(parts, clock, clockMoved);
  }

  /**
   * Works until inbox, due timers and due sends are empty at the present time. Sends that the channel cannot take stay.
   * @throws Error when it never gets quiet
   */
  async settle(): Promise<void> {
    const { channel, inbox, timers, dispatcher } = this.parts;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await channel.idle();
      const heard = await inbox.poll();
      await inbox.idle();
      const fired = await timers.runDue();
      await timers.idle();
      await dispatcher.poll();
      await dispatcher.idle();
      await channel.idle();
      if (heard === 0 && fired === 0 && !(await this.isInboxDue())) return;
    }
    throw new Error('the service is never quiet: something keeps falling due at the same time');
  }

  /** Moves the clock to each instant at which something falls due until that time, in order, and settles there. */
  async advanceTo(target: Date): Promise<void> {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const next = await this.nextDueAt();
      if (!next || next > target) break;
      await this.setClock(next);
    }
    await this.setClock(target);
  }

  /** Makes the clock stand at the time, and settles there. */
  async setClock(at: Date): Promise<void> {
    this.clock.standAt(at);
    this.clockMoved(at);
    await this.settle();
  }

  /** The next instant after the present at which something falls due. What is due but cannot be sent waits for the channel. */
  private async nextDueAt(): Promise<Date | undefined> {
    const { inbox, timers, dispatcher, unitOfWork } = this.parts;
    const now = this.clock.now();
    const due = await unitOfWork.autocommit(async (tx) => [
      await inbox.nextDueAt(tx),
      await timers.nextDueAt(tx),
      await dispatcher.nextDueAt(tx),
    ]);
    const later = due.filter((at): at is Date => at !== undefined && at > now);
    return later.sort((a, b) => a.getTime() - b.getTime())[0];
  }

  private async isInboxDue(): Promise<boolean> {
    const { inbox, unitOfWork } = this.parts;
    const next = await unitOfWork.autocommit((tx) => inbox.nextDueAt(tx));
    return next !== undefined && next <= this.clock.now();
  }
}
