import { Injectable } from '@nestjs/common';
import { type AccountHold, AccountHoldRepository } from './account-hold.repository.js';

/**
 * The right of this process to have an account logged in: WeChat knows one login at a time, so a second process on the
 * same database stands by until the first one ends or dies.
 */
@Injectable()
export class AccountLease {
  private hold: AccountHold | undefined;

  constructor(private readonly holds: AccountHoldRepository) {}

  /** Whether the account is held, as far as the connection to the database tells. */
  get isHeld(): boolean {
    return this.hold?.isLost === false;
  }

  /** Whether it was held, and the connection that held it broke. */
  get isLost(): boolean {
    return this.hold?.isLost === true;
  }

  /** Whether this process has the account now. @throws when the database is away */
  async take(accountId: string): Promise<boolean> {
    if (this.isHeld) return true;
    const hold = await this.holds.acquire(accountId, 'login');
    await this.hold?.release();
    this.hold = hold;
    return hold !== undefined;
  }

  /** Lets another process have it. */
  async giveBack(): Promise<void> {
    const { hold } = this;
    this.hold = undefined;
    await hold?.release();
  }
}
