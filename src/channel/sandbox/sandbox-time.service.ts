import { ConflictException, Injectable } from '@nestjs/common';
import { MovableClock } from '../../kernel/clock.js';
import { MovedTime } from './moved-time.js';
import { pageTexts } from './sandbox-page.texts.js';
import { SandboxStream } from './sandbox-stream.service.js';
import { TimeTravel } from './time-travel.js';

/** The bar of the page that moves time. */
@Injectable()
export class SandboxTime {
  private isMoving = false;

  constructor(
    private readonly clock: MovableClock,
    private readonly travel: TimeTravel,
    private readonly movedTime: MovedTime,
    private readonly stream: SandboxStream,
  ) {}

  /**
   * Moves the clock forward and lets it run on from there; what falls due on the way happens, in order.
   * @returns the time it is now
   * @throws ConflictException when it lies in the past, or a move is under way
   */
  async moveTo(target: Date): Promise<Date> {
    if (this.isMoving) throw new ConflictException({ error: pageTexts.timeIsMoving });
    if (target <= this.clock.now()) throw new ConflictException({ error: pageTexts.timeIsPast });
    this.isMoving = true;
    this.stream.clockMoves(true);
    try {
      await this.travel.advanceTo(target);
    } finally {
      // Where it stopped on the way it goes on from there.
      this.clock.runFrom(this.clock.now());
      this.movedTime.keep(this.clock);
      this.isMoving = false;
      this.stream.clockMoves(false);
    }
    return this.clock.now();
  }
}
