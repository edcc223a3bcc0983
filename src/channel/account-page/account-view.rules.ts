import type { AccountState } from '../../messages/account.types.js';
import type { ChannelConnection, ChannelState } from '../channel.types.js';
import type { LoginScan } from '../login-scan.rules.js';

/** A bot account as the page shows it. */
export interface AccountView {
  readonly name: string;
  readonly connection: ChannelConnection;
  readonly since: Date;
  readonly lastHeardAt?: Date;
  readonly scan?: LoginScan;
  /** Why the puppet cannot be used, in a sentence. */
  readonly fault?: string;
  /** Whether this process runs it; of others only the record is known. */
  readonly isHere: boolean;
}

/** The account that this process runs, as it is now, then all others on record. */
export function accountViews(here: ChannelState, record: readonly AccountState[]): AccountView[] {
  const own = record.find(({ accountId }) => accountId === here.accountId);
  const others = record.filter((each) => each !== own);
  return [
    {
      name: here.accountId,
      connection: here.connection,
      since: here.since,
      lastHeardAt: own?.lastHeardAt,
      scan: here.scan,
      fault: here.fault,
      isHere: true,
    },
    ...others.map(({ accountId, state, since, lastHeardAt, scanSince }) => ({
      name: accountId,
      connection: state,
      since,
      lastHeardAt,
      scan: scanSince && ({ status: 'waiting', since: scanSince } as const),
      isHere: false,
    })),
  ];
}
