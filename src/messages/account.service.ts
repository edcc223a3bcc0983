import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { AccountRepository } from './account.repository.js';
import type { AccountStanding, AccountState, ChannelGap, StandingHere } from './account.types.js';

/** The channel that people play with; every other one is real. */
const SANDBOX = 'sandbox';

interface Standing {
  readonly state: StandingHere;
  readonly since: Date;
  readonly scanSince?: Date;
  readonly fault?: string;
}

/** How our accounts stand, and when they could hear nothing: what was said then is lost to us and is owned up to. */
@Injectable()
export class AccountService {
  private readonly unwritten = new Map<string, Date>();
  /** How the accounts of this process stand; the record tells of whichever process wrote last. */
  private readonly here = new Map<string, Standing>();

  constructor(private readonly accounts: AccountRepository) {}

  /**
   * The gateway is away. Also what the channel says first at every start: an account that was never properly logged out
   * has been deaf since its last sign of life.
   */
  absent(tx: Tx, accountId: string, channel: string, now: Date): Promise<void> {
    return this.lose(tx, accountId, channel, 'absent', now);
  }

  /** Another process has the account and writes its record; here it is only remembered. */
  standBy(accountId: string, now: Date): void {
    this.here.set(accountId, { state: 'standby', since: now });
  }

  /** Why the account cannot be started here; remembered until it stands in another way. */
  refused(accountId: string, fault: string): void {
    const standing = this.here.get(accountId);
    if (standing) this.here.set(accountId, { ...standing, fault });
  }

  /** Nobody is logged in any more. */
  loggedOut(tx: Tx, accountId: string, channel: string, now: Date): Promise<void> {
    return this.lose(tx, accountId, channel, 'logged_out', now);
  }

  /** Logged in, under the channel's id of today: the gap is over, and ids of contacts may be new ones. */
  async loggedIn(
    tx: Tx,
    accountId: string,
    channel: string,
    selfId: string,
    now: Date,
  ): Promise<void> {
    this.here.set(accountId, { state: 'logged_in', since: now });
    await this.accounts.lock(tx, accountId, channel, now);
    await this.accounts.setState(tx, accountId, channel, 'logged_in', now);
    await this.accounts.countLogin(tx, accountId, selfId);
    await this.accounts.closeGap(tx, accountId, now);
    this.heard(accountId, now);
  }

  /** Since then somebody is asked to log the account in by scanning a code; over with the login, or with the gateway. */
  async scanAsked(tx: Tx, accountId: string, channel: string, since: Date): Promise<void> {
    const standing = this.here.get(accountId);
    if (standing) this.here.set(accountId, { ...standing, scanSince: since });
    await this.accounts.lock(tx, accountId, channel, since);
    await this.accounts.setScanSince(tx, accountId, since);
  }

  /** Any sign of life of an account. Kept in memory until `flush`. */
  heard(accountId: string, at: Date): void {
    this.unwritten.set(accountId, at);
  }

  /** Writes the signs of life that came since the last call; ticked. */
  async flush(tx: Tx): Promise<void> {
    if (this.unwritten.size === 0) return;
    const heard = new Map(this.unwritten);
    this.unwritten.clear();
    await this.accounts.markHeard(tx, heard);
  }

  /** All accounts that were ever opened; those of this process as it knows them itself, others as they are on record. */
  async states(tx: Tx): Promise<AccountState[]> {
    const states = await this.accounts.listStates(tx);
    return states.map((recorded) => asHere(recorded, this.here.get(recorded.accountId)));
  }

  /** When the account could hear nothing, newest first. */
  gaps(tx: Tx, accountId: string, limit: number): Promise<ChannelGap[]> {
    return this.accounts.listGaps(tx, accountId, limit);
  }

  /** Whether the database holds what a real channel heard: the sandbox must not play with it. */
  holdsRealChannel(tx: Tx): Promise<boolean> {
    return this.accounts.wasLoggedIn(tx, SANDBOX, true);
  }

  /** Whether make-believe people are in the database: a real account must not get mixed up with them. */
  holdsSandbox(tx: Tx): Promise<boolean> {
    return this.accounts.wasLoggedIn(tx, SANDBOX, false);
  }

  private async lose(
    tx: Tx,
    accountId: string,
    channel: string,
    state: AccountStanding,
    now: Date,
  ): Promise<void> {
    if (this.here.get(accountId)?.state !== state) this.here.set(accountId, { state, since: now });
    const before = await this.accounts.lock(tx, accountId, channel, now);
    await this.accounts.setState(tx, accountId, channel, state, now);
    // A new account was not deaf before it existed.
    if (!before) return;
    const alive = this.unwritten.get(accountId) ?? before.last_heard_at;
    const wasIn = before.state === 'logged_in';
    const lastSign =
      alive && alive < now && alive > before.state_since ? alive : before.state_since;
    await this.accounts.openGap(tx, accountId, wasIn ? earlier(lastSign, now) : now);
  }
}

function asHere(recorded: AccountState, here: Standing | undefined): AccountState {
  if (!here) return recorded;
  const { state, scanSince, fault } = here;
  const { deafSince } = recorded;
  if (state === 'standby') return { ...recorded, state, since: here.since, scanSince };
  // The record knows also how it stood before this process began.
  const since = recorded.state === state ? recorded.since : here.since;
  const isDeaf = state !== 'logged_in';
  const deaf = isDeaf ? deafSince : undefined;
  return { ...recorded, state, since, scanSince, fault, deafSince: deaf };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
