import { Injectable } from '@nestjs/common';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';

/** Cases fetched at a time. */
const PAGE = 5_000;

/** What was raised, as far as it is compared with what others raised. */
export interface RaisedCase {
  readonly number: string;
  readonly communityId: string;
  readonly estate: string | null;
  readonly place: string;
  readonly text: string;
  readonly openedAt: Date;
  /** Contact ids of all who follow it. */
  readonly people: readonly string[];
  /** Somebody stays unnamed, or it is about somebody: its words are not quoted. */
  readonly isHidden: boolean;
}

/** Reads what many people may have raised; merged cases speak through the one they went into. */
@Injectable()
export class RaisedCasesReadModel {
  /** All cases since the instant (undefined: ever), oldest first, a page in memory at a time. */
  async *since(tx: Tx, since: Date | undefined): AsyncGenerator<RaisedCase> {
    await sql(tx).run(
      `declare raised no scroll cursor for
       select c.number, c.community_id as "communityId", c.estate, c.place, left(c.text, 200) as text,
              c.opened_at as "openedAt", r.people, (r.unnamed or c.about is not null) as "isHidden"
       from community_case c
       join (select community_id, case_number, array_agg(contact_id::text) as people, bool_or(anonymous) as unnamed
             from case_reporter where left_at is null group by 1, 2) r
         on r.community_id = c.community_id and r.case_number = c.number
       where c.status not in ('merged', 'withdrawn') and ($1::timestamptz is null or c.opened_at >= $1)
       order by c.opened_at, c.number`,
      [since],
    );
    for (;;) {
      const rows = await sql(tx).rows<RaisedCase & Record<string, unknown>>(
        `fetch ${PAGE} from raised`,
      );
      yield* rows;
      if (rows.length < PAGE) break;
    }
    await sql(tx).run('close raised');
  }
}
