import { Injectable } from '@nestjs/common';
import { type CaseJson, caseOfJson } from '../cases/case-json.js';
import type { CaseFile } from '../cases/cases.types.js';
import type { Contact } from '../messages/contact.types.js';
import type { Speaker } from '../people/people.types.js';
import {
  SPEAKER_COLUMNS,
  SPEAKER_JOINS,
  type SpeakerRow,
  speakerOf,
} from '../people/person-row.js';
import { Cipher } from '../persistence/cipher.js';
import { MemoryVersions } from '../persistence/memory-versions.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { type ConversationState, NEW_CONVERSATION } from './conversation.types.js';

interface TurnRow extends SpeakerRow {
  readonly roster: string;
  readonly contacts: string;
  readonly model: string;
  readonly state: Buffer | null;
  readonly recent: readonly CaseJson[] | null;
}

/** What every turn must know of the one who writes. */
export interface Background {
  readonly speaker: Speaker;
  readonly state: ConversationState;
  /** Cases they raised that are open, or over only after the instant asked for; newest first. */
  readonly recent: readonly CaseFile[];
}

/** One row however little is known; the cases come as one value, since most people have none. */
const TURN = `
  select ${SPEAKER_COLUMNS}, t.state, v.version as roster, w.version as contacts, l.version as model,
    (select json_agg(x order by x.opened_at desc, x.number desc)
     from (select c.*, m.own_text, m.own_place from case_reporter m
             join community_case c on c.community_id = m.community_id and c.number = m.case_number
           where m.contact_id = $2 and m.left_at is null and (c.closed_at is null or c.closed_at >= $3)) x) as recent
  from roster_version v cross join staff_contacts_version w cross join category_model_version l
    left join binding b on b.account_id = $1 and b.contact_id = $2
    ${SPEAKER_JOINS}
    left join conversation t on t.account_id = $1 and t.contact_id = $2`;

/** Brings together, in one statement, what a turn needs of several rooms: a chat turn is made of round trips. */
@Injectable()
export class TurnReadModel {
  constructor(
    private readonly cipher: Cipher,
    private readonly versions: MemoryVersions,
  ) {}

  /** @param since cases that were over before are of the past */
  async load(tx: Tx, contact: Contact, since: Date): Promise<Background> {
    const row = await sql(tx).first<TurnRow>(TURN, [contact.accountId, contact.id, since]);
    if (!row) throw new Error('the tables of versions are empty');
    this.versions.keep(tx, {
      roster: Number(row.roster),
      'staff-contacts': Number(row.contacts),
      'category-model': Number(row.model),
    });
    const state = row.state && (JSON.parse(this.cipher.open(row.state)) as ConversationState);
    return {
      speaker: speakerOf(row, this.cipher),
      state: state ?? NEW_CONVERSATION,
      recent: (row.recent ?? []).map(caseOfJson),
    };
  }
}
