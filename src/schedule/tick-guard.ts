import type { Logger } from '@nestjs/common';

/** Lets a tick pass while the last one of its name is still at work, and keeps a failing one from filling the log. */
export class TickGuard<Tick extends string> {
  private readonly busy = new Set<Tick>();
  private readonly failing = new Set<Tick>();

  constructor(private readonly logger: Logger) {}

  /** Told once when it begins to fail and once when it works again: a database away for an hour is one message. */
  async once(tick: Tick, work: () => Promise<unknown>): Promise<void> {
    if (this.busy.has(tick)) return;
    this.busy.add(tick);
    try {
      await work();
      if (this.failing.delete(tick)) this.logger.log(`${tick}: works again`);
    } catch (error) {
      const reason = error instanceof Error ? error.name : typeof error;
      if (!this.failing.has(tick)) this.logger.warn(`${tick}: ${reason}, tried again`);
      this.failing.add(tick);
    } finally {
      this.busy.delete(tick);
    }
  }
}
