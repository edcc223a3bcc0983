import { setTimeout as sleep } from 'node:timers/promises';
import { stopwatch } from '../kernel/clock.js';

/** Keeps a distance between beats; the first one, and one after a long rest, comes at once. */
export class Rhythm {
  private sinceBeat: (() => number) | undefined;

  /** @param distanceMs least milliseconds between two beats */
  constructor(private readonly distanceMs: number) {}

  /** Resolves at the next beat. For one caller at a time. */
  async next(): Promise<void> {
    const rest = this.sinceBeat ? this.distanceMs - this.sinceBeat() : 0;
    if (rest > 0) await sleep(rest);
    this.sinceBeat = stopwatch();
  }
}
