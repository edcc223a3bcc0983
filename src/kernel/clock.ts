/** The only place of the house that asks the machine for the time; everyone else is given a Clock. */
export abstract class Clock {
  /** The present instant. */
  abstract now(): Date;
}

/** The machine's own clock. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/**
 * A clock that people move: the sandbox page runs it ahead of the machine's, a transcript makes it stand still.
 * Leases and locks never read it; they use the database's time.
 */
export class MovableClock extends Clock {
  private frozenAt: Date | undefined;

  /** @param offsetMs how far the clock runs ahead of the machine's, in milliseconds */
  constructor(private offsetMs = 0) {
    super();
  }

  now(): Date {
    return new Date(this.frozenAt?.getTime() ?? Date.now() + this.offsetMs);
  }

  /** Makes the clock stand still at the instant until the next call. */
  standAt(instant: Date): void {
    this.frozenAt = new Date(instant);
  }

  /** Moves a running clock so that it shows the instant now and goes on from there. */
  runFrom(instant: Date): void {
    this.frozenAt = undefined;
    this.offsetMs = instant.getTime() - Date.now();
  }

  /** Milliseconds ahead of the machine's clock; negative when behind. */
  get aheadMs(): number {
    return this.now().getTime() - Date.now();
  }
}

/** Milliseconds since an arbitrary start, never going back: for measuring how long something took. */
export function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => performance.now() - startedAt;
}
