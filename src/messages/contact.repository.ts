import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Contact } from './contact.types.js';

/** A contact's row as the queries of this room read it. */
export interface ContactRow {
  readonly contact_id: string;
  readonly account_id: string;
  readonly channel_id: string;
  readonly display_name: Buffer;
  readonly community_id: string;
  readonly mark: string;
  readonly handle_hash: Buffer | null;
  /** The login in which the channel id was last seen, and the present one. */
  readonly contact_login: number;
  readonly account_login: number;
}

/** The columns of `ContactRow`, for a contact `c` and its account `a`. */
export const CONTACT_COLUMNS = `c.id as contact_id, c.account_id, c.channel_id, c.display_name, c.community_id, c.mark,
  c.handle_hash, c.login_no as contact_login, a.login_no as account_login`;

const CONTACT_TABLES = 'contact c join account a on a.id = c.account_id';

/** A person as they are to be stored; names and handle in the clear, sealed here. */
export interface PersonToStore {
  readonly channelId: string;
  readonly displayName: string;
  readonly handle?: string;
}

/** What a contact's remark is to say. */
export interface RemarkDue {
  readonly id: string;
  readonly accountId: string;
  readonly channelId: string;
  readonly label: string;
  readonly mark: string;
  readonly attempts: number;
}

@Injectable()
export class ContactRepository {
  constructor(private readonly cipher: Cipher) {}

  contactOf(row: ContactRow): Contact {
    return {
      id: row.contact_id,
      accountId: row.account_id,
      channelId: row.channel_id,
      displayName: this.cipher.open(row.display_name),
      communityId: row.community_id,
      mark: row.mark,
    };
  }

  findByChannelId(tx: Tx, accountId: string, channelId: string): Promise<ContactRow | undefined> {
    return sql(tx).first<ContactRow>(
      `select ${CONTACT_COLUMNS} from ${CONTACT_TABLES} where c.account_id = $1 and c.channel_id = $2`,
      [accountId, channelId],
    );
  }

  /** Whoever carries the mark or the handle; locked, so that one old contact is not taken over twice. */
  listClaimed(tx: Tx, accountId: string, mark?: string, handle?: string): Promise<ContactRow[]> {
    return sql(tx).rows<ContactRow>(
      `select ${CONTACT_COLUMNS} from ${CONTACT_TABLES}
       where c.account_id = $1 and (c.mark = $2 or c.handle_hash = any($3::bytea[])) for update of c`,
      [accountId, mark ?? null, handle ? this.cipher.hashes(handle) : []],
    );
  }

  listByIds(tx: Tx, contactIds: readonly string[]): Promise<ContactRow[]> {
    return sql(tx).rows<ContactRow>(
      `select ${CONTACT_COLUMNS} from ${CONTACT_TABLES} where c.id = any($1::bigint[])`,
      [contactIds],
    );
  }

  /** Everybody of the account who goes by that name today. */
  listByName(tx: Tx, accountId: string, displayName: string): Promise<ContactRow[]> {
    return sql(tx).rows<ContactRow>(
      `select ${CONTACT_COLUMNS} from ${CONTACT_TABLES}
       where c.account_id = $1 and c.name_hash = any($2::bytea[])`,
      [accountId, this.cipher.hashes(displayName)],
    );
  }

  /** False when the channel id or the mark is taken already. */
  async insert(
    tx: Tx,
    accountId: string,
    person: PersonToStore,
    label: string,
    mark: string,
    now: Date,
  ): Promise<boolean> {
    const inserted = await sql(tx).run(
      `insert into contact
         (account_id, channel_id, handle_hash, mark, display_name, known_since, login_no, label, name_hash)
       select a.id, $2, $3, $4, $5, $6, a.login_no, $7, $8 from account a where a.id = $1
       on conflict do nothing`,
      [
        accountId,
        person.channelId,
        person.handle ? this.cipher.hash(person.handle) : null,
        mark,
        this.cipher.seal(person.displayName),
        now,
        this.cipher.seal(label),
        this.cipher.hash(person.displayName),
      ],
    );
    return inserted === 1;
  }

  /**
   * The contact has this channel id and name from now on, seen in the present login. A handle once known is kept when
   * the channel tells none. The remark is asked for again when the channel lost it.
   */
  async markSeen(
    tx: Tx,
    contactId: string,
    person: PersonToStore,
    remarkLost: boolean,
  ): Promise<void> {
    await sql(tx).run(
      `update contact c set channel_id = $2, display_name = $3, name_hash = $6, handle_hash = coalesce($4, handle_hash),
         login_no = (select a.login_no from account a where a.id = c.account_id),
         remark_kept_at = case when $5::boolean then null else remark_kept_at end,
         remark_attempts = case when $5::boolean then 0 else remark_attempts end,
         remark_retry_at = case when $5::boolean then null else remark_retry_at end
       where id = $1`,
      [
        contactId,
        person.channelId,
        this.cipher.seal(person.displayName),
        person.handle ? this.cipher.hash(person.handle) : null,
        remarkLost,
        this.cipher.hash(person.displayName),
      ],
    );
  }

  setCommunity(tx: Tx, contactId: string, communityId: string): Promise<number> {
    return sql(tx).run('update contact set community_id = $2 where id = $1', [
      contactId,
      communityId,
    ]);
  }

  setLabel(tx: Tx, contactId: string, label: string): Promise<number> {
    return sql(tx).run(
      `update contact set label = $2, remark_kept_at = null, remark_attempts = 0, remark_retry_at = null
       where id = $1`,
      [contactId, this.cipher.seal(label)],
    );
  }

  /** Contacts of the account whose remark is still to be written, longest known first. */
  async listRemarksDue(
    tx: Tx,
    accountId: string,
    maxAttempts: number,
    now: Date,
    limit: number,
  ): Promise<RemarkDue[]> {
    const rows = await sql(tx).rows<{
      id: string;
      channel_id: string;
      label: Buffer;
      mark: string;
      remark_attempts: number;
    }>(
      `select id, channel_id, label, mark, remark_attempts from contact
       where account_id = $1 and remark_kept_at is null and remark_attempts < $2
         and (remark_retry_at is null or remark_retry_at <= $3)
       order by id limit $4`,
      [accountId, maxAttempts, now, limit],
    );
    return rows.map((row) => ({
      id: row.id,
      accountId,
      channelId: row.channel_id,
      label: this.cipher.open(row.label),
      mark: row.mark,
      attempts: row.remark_attempts,
    }));
  }

  /** Only when it still has the channel id for which the remark was written. */
  async markRemarkKept(tx: Tx, contactId: string, channelId: string, now: Date): Promise<void> {
    await sql(tx).run('update contact set remark_kept_at = $3 where id = $1 and channel_id = $2', [
      contactId,
      channelId,
      now,
    ]);
  }

  async markRemarkFailed(tx: Tx, contactId: string, retryAt: Date): Promise<void> {
    await sql(tx).run(
      'update contact set remark_attempts = remark_attempts + 1, remark_retry_at = $2 where id = $1',
      [contactId, retryAt],
    );
  }
}
