import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MovableClock } from '../../kernel/clock.js';

/** Keeps how far people moved the sandbox's clock, over restarts. */
export class MovedTime {
  private readonly path: string;

  /** @param folder the sandbox's part of the data folder */
  constructor(private readonly folder: string) {
    this.path = join(folder, 'clock.json');
  }

  /** Sets the clock as far ahead as it was; nothing when it was never moved. */
  restore(clock: MovableClock): void {
    const aheadMs = this.read();
    if (aheadMs > 0) clock.runFrom(new Date(clock.now().getTime() - clock.aheadMs + aheadMs));
  }

  keep(clock: MovableClock): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(`${this.path}.new`, JSON.stringify({ aheadMs: Math.round(clock.aheadMs) }));
    renameSync(`${this.path}.new`, this.path);
  }

  private read(): number {
    if (!existsSync(this.path)) return 0;
    try {
      const { aheadMs } = JSON.parse(readFileSync(this.path, 'utf8'));
      return Number.isFinite(aheadMs) ? aheadMs : 0;
    } catch {
      // Half a file cannot happen (it is renamed); one edited by hand counts as not moved.
      return 0;
    }
  }
}
