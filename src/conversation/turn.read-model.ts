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
  readonly contact_id: string;
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

/** One row for each person, however little is known; the cases come as one value, since most people have none. */
const TURN = `
  select w.contact_id, ${SPEAKER_COLUMNS}, t.state, v.version as roster, a.version as contacts, l.version as model,
    (select json_agg(x order by x.opened_at desc, x.number desc)
     from (select c.*, m.own_text, m.own_place from case_reporter m
             join community_case c on c.community_id = m.community_id and c.number = m.case_number
           where m.contact_id = w.contact_id and m.left_at is null and (c.closed_at is null or c.closed_at >= $3)) x) as recent
  from unnest($1::text[], $2::bigint[]) w (account_id, contact_id)
    cross join roster_version v cross join staff_contacts_version a cross join category_model_version l
    left join binding b on b.account_id = w.account_id and b.contact_id = w.contact_id
    ${SPEAKER_JOINS}
    left join conversation t on t.account_id = w.account_id and t.contact_id = w.contact_id`;

/** Brings together, in one statement, what a turn needs of several rooms: a chat turn is made of round trips. */
@Injectable()
export class TurnReadModel {
  constructor(
    private readonly cipher: Cipher,
    private readonly versions: MemoryVersions,
  ) {}

  /**
   * @param contacts different people
   * @param since cases that were over before are of the past
   * @returns what is known of each, by contact id; of everybody asked for
   */
  async load(
    tx: Tx,
    contacts: readonly Contact[],
    since: Date,
  ): Promise<ReadonlyMap<string, Background>> {
    const rows = await sql(tx).rows<TurnRow>(TURN, [
      contacts.map(({ accountId }) => accountId),
      contacts.map(({ id }) => id),
      since,
    ]);
    const [first] = rows;
    if (!first) throw new Error('the tables of versions are empty');
    this.versions.keep(tx, {
      roster: Number(first.roster),
      'staff-contacts': Number(first.contacts),
      'category-model': Number(first.model),
    });
    return new Map(rows.map((row) => [row.contact_id, this.backgroundOf(row)]));
  }

  private backgroundOf(row: TurnRow): Background {
    const state = row.state && (JSON.parse(this.cipher.open(row.state)) as ConversationState);
    return {
      speaker: speakerOf(row, this.cipher),
      state: state ?? NEW_CONVERSATION,
      recent: (row.recent ?? []).map(caseOfJson),
    };
  }
}
