import { stopwatch } from '../kernel/clock.js';

/** Work shorter than this is not announced (contracts section 3). */
const QUIET_MS = 1_000;
/** Between two redrawings; faster is not read. */
const REDRAW_MS = 200;

/** One line on the terminal that tells how far the work is; silent where standard error is no terminal. */
export class ProgressLine {
  private readonly elapsedMs = stopwatch();
  private drawnAtMs = 0;
  private isDrawn = false;

  constructor(private readonly out: NodeJS.WriteStream = process.stderr) {}

  show(text: string): void {
    const now = this.elapsedMs();
    if (!this.out.isTTY || now < QUIET_MS || now - this.drawnAtMs < REDRAW_MS) return;
    this.drawnAtMs = now;
    this.isDrawn = true;
    this.out.write(`\r\u001b[K${text}`);
  }

  /** Takes the line off the terminal. */
  clear(): void {
    if (this.isDrawn) this.out.write('\r\u001b[K');
    this.isDrawn = false;
  }
}
