import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, markOf, type ProcessMark, poll } from './processes.js';

/** A lock that its process holds until it lets go or dies, however it dies. */
export interface HeldLock {
  release(): void;
}

interface Generation {
  readonly number: number;
  readonly holder: ProcessMark | undefined;
}

/**
 * Locks between processes in one folder. Node has no flock, so the lock `name` is a row of files `name.1`, `name.2` …:
 * the highest number is the holder. Whoever finds its holder dead or gone links the next number, which only one can.
 * Nothing that another process could have taken in between is ever removed, so a lock cannot be stolen twice.
 */
export class FolderLock {
  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** The living holder; undefined when the lock is free. */
  holder(): ProcessMark | undefined {
    const { holder } = this.latest();
    return holder && isAlive(holder) ? holder : undefined;
  }

  /** Takes the lock now, or returns undefined when a living process holds it. */
  tryTake(): HeldLock | undefined {
    const latest = this.latest();
    if (latest.holder && isAlive(latest.holder)) return undefined;
    const mine = latest.number + 1;
    if (!this.link(mine)) return undefined;
    if (this.latest().number !== mine) {
      // We read the folder, others took and passed on the lock, and only then came our link: we are too late.
      rmSync(this.path(mine), { force: true });
      return undefined;
    }
    this.removeBelow(mine);
    return { release: () => this.mark(mine, '') };
  }

  /** Waits for the lock; undefined when it was not free within the time. */
  take(timeoutMs: number): Promise<HeldLock | undefined> {
    return poll(() => this.tryTake(), timeoutMs, 25);
  }

  private latest(): Generation {
    const numbers = this.numbers();
    const number = Math.max(0, ...numbers);
    return { number, holder: number === 0 ? undefined : this.read(number) };
  }

  private numbers(): number[] {
    const prefix = `${this.name}.`;
    return readdirSync(this.folder)
      .filter((file) => file.startsWith(prefix))
      .map((file) => Number(file.slice(prefix.length)))
      .filter((number) => Number.isInteger(number));
  }

  private read(number: number): ProcessMark | undefined {
    try {
      const text = readFileSync(this.path(number), 'utf8');
      return text === '' ? undefined : (JSON.parse(text) as ProcessMark);
    } catch {
      return undefined;
    }
  }

  private link(number: number): boolean {
    const draft = join(this.folder, `${this.name}-${process.pid}.draft`);
    writeFileSync(draft, JSON.stringify(markOf()), { mode: 0o600 });
    try {
      linkSync(draft, this.path(number));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  private mark(number: number, text: string): void {
    writeFileSync(this.path(number), text);
  }

  private removeBelow(number: number): void {
    for (const older of this.numbers().filter((each) => each < number)) {
      rmSync(this.path(older), { force: true });
    }
  }

  private path(number: number): string {
    return join(this.folder, `${this.name}.${number}`);
  }
}
