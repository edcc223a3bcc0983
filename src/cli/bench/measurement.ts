/** What a run came to. */
export interface Measurement {
  readonly count: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Collects how long each turn took, in milliseconds. */
export class Recorder {
  private readonly tookMs: number[] = [];

  add(ms: number): void {
    this.tookMs.push(ms);
  }

  /** @param seconds how long the whole run took */
  result(seconds: number): Measurement {
    const sorted = this.tookMs.sort((a, b) => a - b);
    const at = (share: number) =>
      round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 2);
    return {
      count: sorted.length,
      seconds: round(seconds, 2),
      perSecond: round(sorted.length / seconds, 1),
      p50: at(0.5),
      p99: at(0.99),
    };
  }
}

/** A number with so many places after the point. */
export function round(value: number, places: number): number {
  const factor = 10 ** places;
  return Math.round(value * factor) / factor;
}
