import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import {
  type OutboundContent,
  type OutboundMessage,
  PRIORITY,
  type Priority,
} from './messages.types.js';
import type { OutboxTrouble, Recipient, SaidMessage } from './outbox.types.js';

/** A message with the instant before which it is not sent. */
export interface OutboxRow extends OutboundMessage {
  readonly notBefore: Date;
}

const PRIORITY_NAMES = new Map(
  Object.entries(PRIORITY).map(([name, value]) => [value as number, name as Priority]),
);

/** Writing and reading of what is said; sending is in `dispatch.repository.ts`. */
@Injectable()
export class OutboxRepository {
  constructor(private readonly cipher: Cipher) {}

  /**
   * Writes all rows in one statement, in the given order; one whose dedupe key exists is left out. Nobody has to wait
   * for the outcome: a recipient who is no contact of ours undoes the transaction.
   * @returns to whom something was written
   */
  async insert(tx: Tx, messages: readonly OutboxRow[], now: Date): Promise<Recipient[]> {
    const rows = await sql(tx).later<{
      account_id: string;
      contact_id: string;
      messages: string;
    }>(
      `with said as (
         select m.*, c.account_id
         from unnest($1::text[], $2::bigint[], $3::smallint[], $4::bytea[], $5::text[], $6::text[], $7::timestamptz[])
           with ordinality m (community_id, contact_id, priority, body, case_number, dedupe_key, not_before, place)
         left join contact c on c.id = m.contact_id
       ), written as (
         insert into outbox (community_id, account_id, contact_id, priority, body, case_number, dedupe_key,
           not_before, written_at)
         select community_id, account_id, contact_id, priority, body, case_number, dedupe_key, not_before, $8
         from said order by place
         on conflict (community_id, dedupe_key) where dedupe_key is not null do nothing
       )
       select account_id, contact_id, count(*) as messages from said group by account_id, contact_id`,
      [
        messages.map((message) => message.communityId),
        messages.map((message) => message.contactId),
        messages.map((message) => PRIORITY[message.priority]),
        messages.map((message) => this.cipher.seal(JSON.stringify(message.content))),
        messages.map((message) => message.caseNumber ?? null),
        messages.map((message) => message.dedupeKey ?? null),
        messages.map((message) => message.notBefore),
        now,
      ],
    );
    return rows.map(({ account_id, contact_id, messages: count }) => ({
      accountId: account_id,
      contactId: contact_id,
      messages: Number(count),
    }));
  }

  /** The newest first; each half comes from its own small index. */
  async listSaid(tx: Tx, contactId: string, limit: number): Promise<SaidMessage[]> {
    const rows = await sql(tx).rows<{
      body: Buffer;
      case_number: string | null;
      priority: number;
      sent_at: Date | null;
    }>(
      `select body, case_number, priority, sent_at from (
         (select id, body, case_number, priority, sent_at from outbox where contact_id = $1 and state = 'sent'
          order by id desc limit $2)
         union all
         (select id, body, case_number, priority, sent_at from outbox
          where contact_id = $1 and state = 'sending')
       ) said order by id desc limit $2`,
      [contactId, limit],
    );
    return rows.map((row) => ({
      content: this.contentOf(row.body),
      caseNumber: row.case_number ?? undefined,
      isReply: row.priority === PRIORITY.reply,
      sentAt: row.sent_at ?? undefined,
    }));
  }

  async listTrouble(tx: Tx, limit: number): Promise<OutboxTrouble[]> {
    const rows = await sql(tx).rows<{
      community_id: string;
      id: string;
      contact_id: string;
      priority: number;
      state: 'dead' | 'unknown';
      reason: string | null;
      case_number: string | null;
      written_at: Date;
    }>(
      `select community_id, id, contact_id, priority, state, reason, case_number, written_at from outbox
       where state in ('dead', 'unknown') order by written_at desc, id desc limit $1`,
      [limit],
    );
    return rows.map((row) => ({
      communityId: row.community_id,
      id: row.id,
      contactId: row.contact_id,
      priority: PRIORITY_NAMES.get(row.priority) ?? 'notice',
      state: row.state,
      reason: row.reason ?? '',
      caseNumber: row.case_number ?? undefined,
      writtenAt: row.written_at,
    }));
  }

  /** Who gets it now; undefined when the row is neither dead nor unknown. */
  async requeue(tx: Tx, communityId: string, id: string): Promise<Recipient | undefined> {
    const row = await sql(tx).first<{ account_id: string; contact_id: string }>(
      `update outbox set state = 'waiting', attempts = 0, retry_at = null, lease_until = null, reason = null
       where community_id = $1 and id = $2 and state in ('dead', 'unknown')
       returning account_id, contact_id`,
      [communityId, id],
    );
    return row && { accountId: row.account_id, contactId: row.contact_id, messages: 1 };
  }

  private contentOf(body: Buffer): OutboundContent {
    return JSON.parse(this.cipher.open(body)) as OutboundContent;
  }
}
