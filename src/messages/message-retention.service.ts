import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { RetentionRepository } from './retention.repository.js';

/**
 * Rows looked at in one statement, of each account or community: few enough that nobody who writes waits for it, enough
 * for a district's day within an hour.
 */
const BATCH = 500;

/** Lets go of messages whose time is over. What waits, failed or was never sent stays for the people who look at it. */
@Injectable()
export class MessageRetention {
  constructor(private readonly repository: RetentionRepository) {}

  /**
   * One small batch of what was heard and handled, and of what was sent, before the instant.
   * @param keptCases numbers of cases whose messages stay
   * @returns how many messages went
   */
  async sweep(tx: Tx, before: Date, keptCases: readonly string[]): Promise<number> {
    const heard = await this.repository.deleteHandled(tx, before, BATCH);
    return heard + (await this.repository.deleteSent(tx, before, keptCases, BATCH));
  }
}
