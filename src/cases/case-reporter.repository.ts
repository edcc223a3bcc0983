import { Injectable } from '@nestjs/common';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { CaseFile } from './cases.types.js';

/** Moves those who raised a case between two cases. */
@Injectable()
export class CaseReporterRepository {
  /** Lets the reporters of a case follow the other one too, with the words of theirs; who had left it comes back. */
  async moveTo(tx: Tx, from: CaseFile, to: CaseFile, at: Date): Promise<string[]> {
    const rows = await sql(tx).rows<{ contact_id: string }>(
      `insert into case_reporter (community_id, case_number, account_id, contact_id, resident_id, name, phone, anonymous,
                                  concerned, joined_at, own_text, own_place, merged_from)
       select community_id, $3, account_id, contact_id, resident_id, name, phone, anonymous, concerned, $4,
              coalesce(own_text, $5), coalesce(own_place, $6), $2
       from case_reporter where community_id = $1 and case_number = $2 and left_at is null
       on conflict (community_id, case_number, contact_id) do update
         set left_at = null, own_text = excluded.own_text, own_place = excluded.own_place,
             merged_from = excluded.merged_from
         where case_reporter.left_at is not null
       returning contact_id`,
      [from.communityId, from.number, to.number, at, from.text, from.place],
    );
    return rows.map((row) => row.contact_id);
  }

  /** Those who came with the case leave the other one; their rows of the case itself never ended. */
  async moveBack(tx: Tx, to: CaseFile, from: CaseFile, at: Date): Promise<string[]> {
    const rows = await sql(tx).rows<{ contact_id: string }>(
      `update case_reporter set left_at = $4
       where community_id = $1 and case_number = $2 and merged_from = $3 and left_at is null returning contact_id`,
      [from.communityId, from.number, to.number, at],
    );
    return rows.map((row) => row.contact_id);
  }
}
