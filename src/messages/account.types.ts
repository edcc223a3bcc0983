/** `absent`: the gateway or the process is away; `logged_out`: it is there, nobody is logged in. */
export type AccountStanding = 'absent' | 'logged_out' | 'logged_in';

/** `standby`: another process on the same database has the account; this one takes over when that ends. */
export type StandingHere = AccountStanding | 'standby';

/** How one of our accounts stands. */
export interface AccountState {
  /** The configured name; the channel's own id changes at re-login. */
  readonly accountId: string;
  /** `sandbox` or the npm name of a puppet. */
  readonly channel: string;
  /** The channel's id of the account in its last login. */
  readonly selfId?: string;
  readonly state: StandingHere;
  readonly since: Date;
  /** The last sign of life: a message or a heartbeat. */
  readonly lastHeardAt?: Date;
  /** Since when nothing can be heard; undefined while it can. */
  readonly deafSince?: Date;
  /** Why this process cannot even start it, in a sentence; undefined where it can. */
  readonly fault?: string;
  /** Since when somebody is asked to log it in by scanning a code; undefined = nobody is. */
  readonly scanSince?: Date;
}

/** A time in which the account could hear nothing. */
export interface ChannelGap {
  readonly beganAt: Date;
  /** undefined = it still lasts. */
  readonly endedAt?: Date;
}
