import { Injectable } from '@nestjs/common';
import type { Contact } from '../messages/contact.types.js';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { ConversationState } from './conversation.types.js';

/** Where each conversation stands. The inbox's lock on the person's next message guards it. */
@Injectable()
export class ConversationRepository {
  constructor(private readonly cipher: Cipher) {}

  /** Keeps where the talk stands; nobody waits for the outcome. */
  save(tx: Tx, contact: Contact, state: ConversationState, now: Date): void {
    void sql(tx).later(
      `insert into conversation (account_id, contact_id, state, updated_at) values ($1, $2, $3, $4)
       on conflict (account_id, contact_id) do update set state = excluded.state, updated_at = excluded.updated_at`,
      [contact.accountId, contact.id, this.cipher.seal(JSON.stringify(state)), now],
    );
  }
}
