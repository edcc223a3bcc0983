import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { CONTACT_COLUMNS, ContactRepository, type ContactRow } from './contact.repository.js';
import type { FailedMessage, HeardMessage } from './inbox.types.js';
import type { InboundMessage } from './messages.types.js';

interface InboxRow extends ContactRow {
  readonly inbox_id: string;
  readonly body: Buffer;
  readonly heard_at: Date;
  readonly attempts: number;
}

/** What storing a message found. `row` undefined = the person is unknown, nothing stored; `inboxId` undefined = a duplicate. */
export interface Stored {
  readonly row?: ContactRow;
  readonly inboxId?: string;
}

/** A message with the instant at which it was heard. */
export interface MessageToStore {
  readonly message: InboundMessage;
  readonly heardAt: Date;
}

@Injectable()
export class InboxRepository {
  constructor(
    private readonly cipher: Cipher,
    private readonly contacts: ContactRepository,
  ) {}

  /**
   * Stores messages of known people, each once, in the given order, and says whose they are: one round trip for all.
   * @returns what was found for each message, in the same order
   */
  async insert(tx: Tx, messages: readonly MessageToStore[]): Promise<Stored[]> {
    const rows = await sql(tx).rows<ContactRow & { place: string; inbox_id: string | null }>(
      `with heard as (
         select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::timestamptz[])
           with ordinality h (account_id, channel_id, channel_message_id, body, heard_at, place)
       ), known as (
         select h.place, h.channel_message_id, h.body, h.heard_at, ${CONTACT_COLUMNS}
         from heard h join contact c on c.account_id = h.account_id and c.channel_id = h.channel_id
           join account a on a.id = h.account_id
       ), stored as (
         insert into inbox (account_id, channel_message_id, contact_id, body, heard_at)
         select account_id, channel_message_id, contact_id, body, heard_at from known order by place
         on conflict (account_id, channel_message_id) do nothing returning id, account_id, channel_message_id
       )
       select k.place, k.contact_id, k.account_id, k.channel_id, k.display_name, k.community_id, k.mark, k.handle_hash,
         k.contact_login, k.account_login, s.id as inbox_id
       from known k
         left join stored s on s.account_id = k.account_id and s.channel_message_id = k.channel_message_id`,
      [
        messages.map(({ message }) => message.accountId),
        messages.map(({ message }) => message.from.channelId),
        messages.map(({ message }) => message.channelMessageId),
        messages.map(({ message }) => this.cipher.seal(JSON.stringify(message))),
        messages.map(({ heardAt }) => heardAt),
      ],
    );
    const found: Stored[] = messages.map(() => ({}));
    for (const row of rows) {
      found[Number(row.place) - 1] = { row, inboxId: row.inbox_id ?? undefined };
    }
    return found;
  }

  /**
   * Locks the conversations of different people and takes of their messages those that are next: one round trip. In the
   * order of the people, so that two processes never wait for each other.
   * @returns the ids of the messages taken
   */
  async markHandled(tx: Tx, messages: readonly HeardMessage[]): Promise<Set<string>> {
    const rows = await sql(tx).rows<{ id: string }>(
      `update inbox i set state = 'handled', retry_at = null
       from (select * from unnest($1::text[], $2::bigint[], $3::bigint[]) n (account_id, id, contact_id)
             order by contact_id) next
       where i.account_id = next.account_id and i.id = next.id and i.state = 'waiting'
         and (select pg_advisory_xact_lock(next.contact_id) is not null)
         and not exists (
           select 1 from inbox e where e.contact_id = next.contact_id and e.state = 'waiting' and e.id < next.id)
       returning i.id`,
      [
        messages.map(({ accountId }) => accountId),
        messages.map(({ id }) => id),
        messages.map(({ contact }) => contact.id),
      ],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async isWaiting(tx: Tx, message: HeardMessage): Promise<boolean> {
    const row = await sql(tx).first(
      `select 1 from inbox where account_id = $1 and id = $2 and state = 'waiting'`,
      [message.accountId, message.id],
    );
    return row !== undefined;
  }

  async lockConversation(tx: Tx, contactId: string): Promise<void> {
    await sql(tx).run('select pg_advisory_xact_lock($1)', [contactId]);
  }

  async markFailed(tx: Tx, message: HeardMessage): Promise<boolean> {
    const touched = await sql(tx).run(
      `update inbox set state = 'failed', retry_at = null
       where account_id = $1 and id = $2 and state = 'waiting' and (select pg_advisory_xact_lock($3) is not null)`,
      [message.accountId, message.id, message.contact.id],
    );
    return touched === 1;
  }

  /** Counts a failed try; how many there are now, or undefined when the row no longer waits. */
  async countFailure(
    tx: Tx,
    message: HeardMessage,
    fault: string,
    retryAt: Date | undefined,
  ): Promise<number | undefined> {
    const row = await sql(tx).first<{ attempts: number }>(
      `update inbox set attempts = attempts + 1, retry_at = $3, fault = $4
       where account_id = $1 and id = $2 and state = 'waiting' returning attempts`,
      [message.accountId, message.id, retryAt ?? null, fault],
    );
    return row?.attempts;
  }

  async putOff(tx: Tx, message: HeardMessage, until: Date): Promise<void> {
    await sql(tx).run(
      `update inbox set retry_at = $3 where account_id = $1 and id = $2 and state = 'waiting'`,
      [message.accountId, message.id, until],
    );
  }

  /** Counts that a message left behind is begun again; undefined when the row no longer waits. */
  async countPickup(tx: Tx, message: HeardMessage): Promise<number | undefined> {
    const row = await sql(tx).first<{ pickups: number }>(
      `update inbox set pickups = pickups + 1
       where account_id = $1 and id = $2 and state = 'waiting' returning pickups`,
      [message.accountId, message.id],
    );
    return row?.pickups;
  }

  /** Waiting messages of people who are not in the list and whose turn is not put off, oldest first. */
  async listWaiting(
    tx: Tx,
    exceptContactIds: readonly string[],
    now: Date,
    limit: number,
  ): Promise<HeardMessage[]> {
    const rows = await sql(tx).rows<InboxRow>(
      `select ${CONTACT_COLUMNS}, i.id as inbox_id, i.body, i.heard_at, i.attempts
       from inbox i join contact c on c.id = i.contact_id join account a on a.id = c.account_id
       where i.state = 'waiting' and i.contact_id <> all($1::bigint[])
         and not exists (
           select 1 from inbox r where r.contact_id = i.contact_id and r.state = 'waiting' and r.retry_at > $2)
       order by i.id limit $3`,
      [exceptContactIds, now, limit],
    );
    return rows.map((row) => this.heardOf(row));
  }

  async nextRetryAt(tx: Tx, now: Date): Promise<Date | undefined> {
    const row = await sql(tx).first<{ at: Date | null }>(
      `select min(retry_at) as at from inbox where state = 'waiting' and retry_at > $1`,
      [now],
    );
    return row?.at ?? undefined;
  }

  async listFailed(tx: Tx, limit: number): Promise<FailedMessage[]> {
    const rows = await sql(tx).rows<{
      id: string;
      account_id: string;
      contact_id: string;
      heard_at: Date;
      fault: string | null;
      body: Buffer;
    }>(
      `select id, account_id, contact_id, heard_at, fault, body from inbox where state = 'failed'
       order by heard_at desc limit $1`,
      [limit],
    );
    return rows.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      contactId: row.contact_id,
      heardAt: row.heard_at,
      fault: row.fault ?? '',
      message: this.messageOf(row.body),
    }));
  }

  retryFailed(tx: Tx, accountId: string, id: string): Promise<number> {
    return sql(tx).run(
      `update inbox set state = 'waiting', attempts = 0, pickups = 0, retry_at = null, fault = null
       where account_id = $1 and id = $2 and state = 'failed'`,
      [accountId, id],
    );
  }

  private heardOf(row: InboxRow): HeardMessage {
    return {
      id: row.inbox_id,
      accountId: row.account_id,
      contact: this.contacts.contactOf(row),
      message: this.messageOf(row.body),
      heardAt: row.heard_at,
      attempts: row.attempts,
      isPickedUp: true,
    };
  }

  private messageOf(body: Buffer): InboundMessage {
    const message = JSON.parse(this.cipher.open(body)) as InboundMessage;
    return { ...message, sentAt: new Date(message.sentAt) };
  }
}
