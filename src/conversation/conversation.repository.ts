import { Injectable } from '@nestjs/common';
import type { Contact } from '../messages/contact.types.js';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { type ConversationState, NEW_CONVERSATION } from './conversation.types.js';

/** Where each conversation stands. The inbox's lock on the person's next message guards it. */
@Injectable()
export class ConversationRepository {
  constructor(private readonly cipher: Cipher) {}

  async find(tx: Tx, contact: Contact): Promise<ConversationState> {
    const row = await sql(tx).first<{ state: Buffer }>(
      'select state from conversation where account_id = $1 and contact_id = $2',
      [contact.accountId, contact.id],
    );
    return row ? (JSON.parse(this.cipher.open(row.state)) as ConversationState) : NEW_CONVERSATION;
  }

  /** Keeps where the talk stands; nobody waits for the outcome. */
  save(tx: Tx, contact: Contact, state: ConversationState, now: Date): void {
    void sql(tx).later(
      `insert into conversation (account_id, contact_id, state, updated_at) values ($1, $2, $3, $4)
       on conflict (account_id, contact_id) do update set state = excluded.state, updated_at = excluded.updated_at`,
      [contact.accountId, contact.id, this.cipher.seal(JSON.stringify(state)), now],
    );
  }
}
