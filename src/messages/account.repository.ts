import { Injectable } from '@nestjs/common';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { AccountStanding, AccountState, ChannelGap } from './account.types.js';

interface StandingRow {
  readonly state: AccountStanding;
  readonly state_since: Date;
  readonly last_heard_at: Date | null;
}

@Injectable()
export class AccountRepository {
  /** How the account stood; the row is made when it is new, and locked. */
  async lock(
    tx: Tx,
    accountId: string,
    channel: string,
    now: Date,
  ): Promise<StandingRow | undefined> {
    const made = await sql(tx).run(
      `insert into account (id, channel, state, state_since) values ($1, $2, 'absent', $3)
       on conflict (id) do nothing`,
      [accountId, channel, now],
    );
    const row = await sql(tx).first<StandingRow>(
      'select state, state_since, last_heard_at from account where id = $1 for update',
      [accountId],
    );
    return made === 1 ? undefined : row;
  }

  async setState(
    tx: Tx,
    accountId: string,
    channel: string,
    state: AccountStanding,
    now: Date,
  ): Promise<void> {
    await sql(tx).run(
      `update account set channel = $2, state_since = case when state = $3 then state_since else $4 end, state = $3,
         scan_since = case when $3 = 'logged_out' then scan_since end
       where id = $1`,
      [accountId, channel, state, now],
    );
  }

  async setScanSince(tx: Tx, accountId: string, since: Date): Promise<void> {
    await sql(tx).run('update account set scan_since = $2 where id = $1', [accountId, since]);
  }

  async countLogin(tx: Tx, accountId: string, selfId: string): Promise<void> {
    await sql(tx).run('update account set login_no = login_no + 1, self_id = $2 where id = $1', [
      accountId,
      selfId,
    ]);
  }

  /** Opens a gap, unless one is open. */
  async openGap(tx: Tx, accountId: string, beganAt: Date): Promise<void> {
    await sql(tx).run(
      `insert into channel_gap (account_id, began_at) select $1, $2
       where not exists (select 1 from channel_gap where account_id = $1 and ended_at is null)`,
      [accountId, beganAt],
    );
  }

  async closeGap(tx: Tx, accountId: string, endedAt: Date): Promise<void> {
    await sql(tx).run(
      'update channel_gap set ended_at = greatest(began_at, $2) where account_id = $1 and ended_at is null',
      [accountId, endedAt],
    );
  }

  async markHeard(tx: Tx, heard: ReadonlyMap<string, Date>): Promise<void> {
    await sql(tx).run(
      `update account a set last_heard_at = greatest(a.last_heard_at, h.at)
       from unnest($1::text[], $2::timestamptz[]) h (id, at) where a.id = h.id`,
      [[...heard.keys()], [...heard.values()]],
    );
  }

  async listIds(tx: Tx): Promise<string[]> {
    const rows = await sql(tx).rows<{ id: string }>('select id from account order by id');
    return rows.map((row) => row.id);
  }

  async listStates(tx: Tx): Promise<AccountState[]> {
    const rows = await sql(tx).rows<
      StandingRow & {
        id: string;
        channel: string;
        self_id: string | null;
        deaf_since: Date | null;
        scan_since: Date | null;
      }
    >(
      `select a.*, g.began_at as deaf_since
       from account a left join channel_gap g on g.account_id = a.id and g.ended_at is null order by a.id`,
    );
    return rows.map((row) => ({
      accountId: row.id,
      channel: row.channel,
      selfId: row.self_id ?? undefined,
      state: row.state,
      since: row.state_since,
      lastHeardAt: row.last_heard_at ?? undefined,
      deafSince: row.deaf_since ?? undefined,
      scanSince: row.scan_since ?? undefined,
    }));
  }

  async listGaps(tx: Tx, accountId: string, limit: number): Promise<ChannelGap[]> {
    const rows = await sql(tx).rows<{ began_at: Date; ended_at: Date | null }>(
      'select began_at, ended_at from channel_gap where account_id = $1 order by id desc limit $2',
      [accountId, limit],
    );
    return rows.map((row) => ({ beganAt: row.began_at, endedAt: row.ended_at ?? undefined }));
  }

  /** Whether an account of the channel, or of any other one, was ever logged in. */
  async wasLoggedIn(tx: Tx, channel: string, isOther: boolean): Promise<boolean> {
    const row = await sql(tx).first(
      'select 1 from account where (channel <> $1) = $2 and login_no > 0 limit 1',
      [channel, isOther],
    );
    return row !== undefined;
  }
}
