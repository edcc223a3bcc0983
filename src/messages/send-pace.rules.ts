/** The stretch over which an account's pace is counted: the setting is messages a minute. */
const WINDOW_MS = 60_000;

/** Share of the pace that notices may use, so that a broadcast never uses up what replies need. */
const NOTICE_SHARE = 3 / 4;

/** How many messages may leave now. */
export interface Allowance {
  /** Replies, pushes and emergencies. */
  readonly talk: number;
  /** Notices; counted within `talk`. */
  readonly notices: number;
}

interface Departure {
  readonly atMs: number;
  readonly notice: boolean;
}

/**
 * The pace of one account: never more than `perMinute` in any minute; notices evenly spread over three quarters of it.
 * Emergencies are counted but never held back.
 * Reads no clock: whoever asks says what time it is, so a clock that stands still releases nothing.
 */
export class SendPace {
  private departures: Departure[] = [];

  /** @param perMinute messages a minute; 0 = unpaced */
  constructor(private readonly perMinute: number) {}

  /** What may leave at the instant. */
  allowance(now: Date): Allowance {
    if (this.perMinute <= 0) return { talk: Infinity, notices: Infinity };
    this.forget(now);
    const talk = Math.max(0, this.perMinute - this.departures.length);
    const due = this.nextNoticeMs(now) <= now.getTime();
    return { talk, notices: due ? Math.min(talk, 1) : 0 };
  }

  /** Counts a message as leaving at the instant. */
  record(at: Date, notice: boolean): void {
    if (this.perMinute > 0) this.departures.push({ atMs: at.getTime(), notice });
  }

  /** Takes one back that did not leave after all. */
  takeBack(notice: boolean): void {
    const index = this.departures.findLastIndex((departure) => departure.notice === notice);
    if (index >= 0) this.departures.splice(index, 1);
  }

  /** When the next message may leave; undefined = now. */
  nextAt(now: Date, notice: boolean): Date | undefined {
    const { talk, notices } = this.allowance(now);
    if ((notice ? notices : talk) > 0) return undefined;
    const oldest = this.departures[0];
    const roomMs = talk > 0 || !oldest ? now.getTime() : oldest.atMs + WINDOW_MS;
    return new Date(notice ? Math.max(roomMs, this.nextNoticeMs(now)) : roomMs);
  }

  private nextNoticeMs(now: Date): number {
    const last = this.departures.findLast((departure) => departure.notice);
    return last
      ? last.atMs + WINDOW_MS / Math.max(1, this.perMinute * NOTICE_SHARE)
      : now.getTime();
  }

  /** Departures in the future are dropped too: somebody set the clock back. */
  private forget(now: Date): void {
    const nowMs = now.getTime();
    this.departures = this.departures.filter(
      ({ atMs }) => atMs > nowMs - WINDOW_MS && atMs <= nowMs,
    );
  }
}
