import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { type OutboundContent, PRIORITY } from './messages.types.js';
import type { ClaimedMessage, SentMessage } from './outbox.types.js';

/**
 * Database time for which a claimed row belongs to its claimer. Longer than any send may take
 * (`SEND_DEADLINE_MS` of the dispatcher), so a living sender always answers first.
 */
const LEASE = "interval '60 seconds'";

/** Rows of one claim at most. Written into the statement as a number, or the planner expects a tenth of the table. */
export const CLAIM_SIZE = 20;

/** Rows of one person that are looked at together; emergencies first. */
const PERSON_ROWS = 20;

/** A row that nothing may overtake: it is on its way, or it failed and is tried again later. */
const BLOCKED = `(o.state = 'sending' or o.retry_at > $2)`;

/**
 * Claims what is due, as much of each person as may go, in order. Emergencies wait for earlier emergencies only, replies
 * and pushes for each other, a notice for everything: so a notice that the pace holds back never holds back an answer.
 * What has to go before something urgent is as urgent itself (`rank`).
 *
 * Claims of replies and pushes, and marks, need not wait for the disk: were they lost when the machine dies, a reply
 * would be repeated and a notice be unknown, as after any crash. A claim of a notice must not be lost: the notice would
 * be sent twice. The setting ends with the statement.
 */
const CLAIM = `
  with heads as (
    select distinct head.contact_id
    from (values (0::smallint), (1::smallint), (2::smallint), (${PRIORITY.notice}::smallint)) p (priority)
    cross join lateral (
      select o.contact_id from outbox o
      where o.account_id = $1 and o.state = 'waiting' and o.priority = p.priority and o.not_before <= $2
        and (o.retry_at is null or o.retry_at <= $2) and o.contact_id <> all($5::bigint[])
      order by o.not_before, o.id limit ${CLAIM_SIZE}) head
  ), due as (
    select row.*,
      bool_or(blocked and priority = 0) over earlier as emergency_waits,
      bool_or(blocked and priority < ${PRIORITY.notice}) over earlier as talk_waits,
      count(*) over earlier as place,
      case priority when 0 then 0 else min(priority) filter (where priority > 0) over (
        partition by row.contact_id order by id rows between current row and unbounded following) end as rank
    from heads h cross join lateral (
      select o.community_id, o.id, o.contact_id, o.priority, ${BLOCKED} is true as blocked
      from outbox o
      where o.contact_id = h.contact_id and o.state in ('waiting', 'sending') and o.not_before <= $2
      order by (o.priority > 0), o.id limit ${PERSON_ROWS}) row
    window earlier as (partition by row.contact_id order by id)
  ), talk as (
    select community_id, id from (
      select community_id, id, priority, row_number() over (order by rank, id) as turn from due
      where not blocked and priority < ${PRIORITY.notice}
        and not case priority when 0 then emergency_waits else talk_waits end) line
    where turn <= $3::int or priority = 0
  ), notice as (
    select community_id, id from due where not blocked and priority = ${PRIORITY.notice} and place = 1 order by id
    limit greatest(0, least($4::int, $3::int - (select count(*) from talk)::int))
  ), picked as (select * from (select * from talk union all select * from notice) chosen limit ${CLAIM_SIZE})
  update outbox o set state = 'sending', lease_until = now() + ${LEASE}
  from picked k, contact c,
    (select set_config('synchronous_commit', case when exists (select 1 from notice) then 'on' else 'off' end, true)) d
  where o.community_id = k.community_id and o.id = k.id and o.state = 'waiting'
    and c.account_id = o.account_id and c.id = o.contact_id
  returning o.community_id, o.id, o.contact_id, o.priority, o.attempts, o.body, c.channel_id`;

interface ClaimedRow {
  readonly community_id: string;
  readonly id: string;
  readonly contact_id: string;
  readonly priority: number;
  readonly attempts: number;
  readonly body: Buffer;
  readonly channel_id: string;
}

/** Claiming what is due and keeping what became of it; each method is one statement. */
@Injectable()
export class DispatchRepository {
  constructor(private readonly cipher: Cipher) {}

  /**
   * Claims due rows of the account, the most urgent and oldest first; those of one person are to be sent in order.
   * @param now the service's clock; the lease runs on the database's
   * @param limit rows in all; emergencies go beyond it, for no pace is worth a life
   * @param noticeLimit notices among them
   * @param busy contacts to whom something is on its way
   */
  async claim(
    tx: Tx,
    accountId: string,
    now: Date,
    limit: number,
    noticeLimit: number,
    busy: readonly string[],
  ): Promise<ClaimedMessage[]> {
    const values = [accountId, now, limit, noticeLimit, busy];
    const rows = await sql(tx).rows<ClaimedRow>(CLAIM, values);
    return rows.sort(inSendingOrder).map((row) => this.claimedOf(row, accountId));
  }

  /** How many of the rows were still ours to mark. */
  markSent(tx: Tx, sent: readonly SentMessage[], now: Date): Promise<number> {
    return sql(tx).run(
      `update outbox o set state = 'sent', sent_at = $4, lease_until = null, channel_message_id = s.channel_id
       from unnest($1::text[], $2::bigint[], $3::text[]) s (community_id, id, channel_id),
         (select set_config('synchronous_commit', 'off', true)) d
       where o.community_id = s.community_id and o.id = s.id and o.state = 'sending'`,
      [
        sent.map(({ message }) => message.communityId),
        sent.map(({ message }) => message.id),
        sent.map(({ channelMessageId }) => channelMessageId ?? null),
        now,
      ],
    );
  }

  /** Back to waiting as if never claimed. */
  async release(tx: Tx, messages: readonly ClaimedMessage[]): Promise<void> {
    await sql(tx).run(
      `update outbox o set state = 'waiting', lease_until = null
       from unnest($1::text[], $2::bigint[]) r (community_id, id)
       where o.community_id = r.community_id and o.id = r.id and o.state = 'sending'`,
      [messages.map((message) => message.communityId), messages.map((message) => message.id)],
    );
  }

  /** A failed try: waits until then, or is dead with the reason when there is no then. */
  async markFailed(
    tx: Tx,
    message: ClaimedMessage,
    retryAt: Date | undefined,
    reason: string,
  ): Promise<void> {
    await sql(tx).run(
      `update outbox set state = case when $3::timestamptz is null then 'dead' else 'waiting' end,
         attempts = attempts + 1, retry_at = $3, lease_until = null, reason = $4
       where community_id = $1 and id = $2 and state = 'sending'`,
      [message.communityId, message.id, retryAt ?? null, reason],
    );
  }

  /** Nobody knows whether it arrived. */
  async markUnknown(tx: Tx, message: ClaimedMessage, reason: string): Promise<void> {
    await sql(tx).run(
      `update outbox set state = 'unknown', lease_until = null, reason = $3
       where community_id = $1 and id = $2 and state = 'sending'`,
      [message.communityId, message.id, reason],
    );
  }

  /**
   * Rows whose sender died: replies and pushes are sent again, notices become unknown. For one account whatever their
   * lease (its holder is new, so nobody else can be sending), for all accounts only where the lease ran out.
   */
  recover(tx: Tx, accountId: string | undefined, reason: string): Promise<number> {
    return sql(tx).run(
      `update outbox set state = case when priority = ${PRIORITY.notice} then 'unknown' else 'waiting' end,
         reason = case when priority = ${PRIORITY.notice} then $2 else reason end, lease_until = null
       where state = 'sending' and case when $1::text is null then lease_until < now() else account_id = $1 end`,
      [accountId ?? null, reason],
    );
  }

  /** When the account sent something after the instant, and whether it was a notice. */
  async listDepartures(
    tx: Tx,
    accountId: string,
    after: Date,
  ): Promise<{ at: Date; isNotice: boolean }[]> {
    const rows = await sql(tx).rows<{ sent_at: Date; priority: number }>(
      `select sent_at, priority from outbox where sent_at > $2 and account_id = $1 and state = 'sent'
       order by sent_at`,
      [accountId, after],
    );
    return rows.map((row) => ({ at: row.sent_at, isNotice: row.priority === PRIORITY.notice }));
  }

  /** The next instant after now at which a waiting row comes due or may be tried again. */
  async nextDueAt(tx: Tx, now: Date): Promise<Date | undefined> {
    const row = await sql(tx).first<{ at: Date | null }>(
      `select min(greatest(not_before, retry_at)) as at from outbox
       where state = 'waiting' and greatest(not_before, retry_at) > $1`,
      [now],
    );
    return row?.at ?? undefined;
  }

  /** Whether rows of the account are due, by kind. */
  async hasDue(tx: Tx, accountId: string, now: Date): Promise<{ talk: boolean; notice: boolean }> {
    const rows = await sql(tx).rows<{ notice: boolean }>(
      `select distinct priority = ${PRIORITY.notice} as notice from outbox
       where account_id = $1 and state = 'waiting' and greatest(not_before, retry_at) <= $2`,
      [accountId, now],
    );
    const kinds = new Set(rows.map((row) => row.notice));
    return { talk: kinds.has(false), notice: kinds.has(true) };
  }

  private claimedOf(row: ClaimedRow, accountId: string): ClaimedMessage {
    return {
      communityId: row.community_id,
      id: row.id,
      accountId,
      contactId: row.contact_id,
      channelId: row.channel_id,
      isNotice: row.priority === PRIORITY.notice,
      attempts: row.attempts,
      content: JSON.parse(this.cipher.open(row.body)) as OutboundContent,
    };
  }
}

/** Emergencies first, then as they were written. */
function inSendingOrder(a: ClaimedRow, b: ClaimedRow): number {
  const isUrgent = (row: ClaimedRow) => row.priority === PRIORITY.emergency;
  if (isUrgent(a) !== isUrgent(b)) return isUrgent(a) ? -1 : 1;
  return BigInt(a.id) < BigInt(b.id) ? -1 : 1;
}
