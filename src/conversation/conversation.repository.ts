import { Injectable } from '@nestjs/common';
import type { Contact } from '../messages/contact.types.js';
import { Cipher } from '../persistence/cipher.js';
import { hex, sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { ConversationState } from './conversation.types.js';

/** Where each conversation stands. The inbox's lock on the person's next message guards it. */
@Injectable()
export class ConversationRepository {
  constructor(private readonly cipher: Cipher) {}

  /** Keeps where the talk stands; nobody waits for the outcome. */
  save(tx: Tx, contact: Contact, state: ConversationState, now: Date): void {
    sql(tx).gather(
      `insert into conversation (account_id, contact_id, state, updated_at)
       select * from json_to_recordset($1)
         as s (account_id text, contact_id bigint, state bytea, updated_at timestamptz)
       on conflict (account_id, contact_id) do update set state = excluded.state, updated_at = excluded.updated_at`,
      {
        account_id: contact.accountId,
        contact_id: contact.id,
        state: hex(this.cipher.seal(JSON.stringify(state))),
        updated_at: now,
      },
    );
  }
}
