import type { LoginScan } from './login-scan.rules.js';

/**
 * `starting`: not heard of yet; `standby`: another process on the same database has the account; `absent`: the gateway
 * is away; `logged_out`: it is there, nobody is logged in.
 */
export type ChannelConnection = 'starting' | 'standby' | 'absent' | 'logged_out' | 'logged_in';

/** How the channel stands, for health, log and page. */
export interface ChannelState {
  /** The configured channel; also the id of the account. */
  readonly accountId: string;
  readonly connection: ChannelConnection;
  /** Since when, by the service's clock. */
  readonly since: Date;
  /** Attempts to come back since the last login. */
  readonly attempts: number;
  /** What is wrong with the puppet's options, in a sentence; undefined when nothing is known to be. */
  readonly fault?: string;
  /** The login by scanning, where the puppet asks for one; its code is there only while it can be scanned. */
  readonly scan?: LoginScan;
}
