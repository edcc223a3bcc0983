import { Injectable } from '@nestjs/common';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';

/** Removes what was said long ago. Looks only at the oldest rows of each account and community, by their primary keys. */
@Injectable()
export class RetentionRepository {
  /** What was heard before the instant and is handled. @returns how many rows went */
  deleteHandled(tx: Tx, before: Date, batch: number): Promise<number> {
    return sql(tx).run(
      `delete from inbox i using (
         select f.account_id, f.id from account a cross join lateral (
           select account_id, id, state, heard_at from inbox where account_id = a.id order by id limit $2) f
         where f.state = 'handled' and f.heard_at < $1) old
       where i.account_id = old.account_id and i.id = old.id and i.state = 'handled'`,
      [before, batch],
    );
  }

  /** What was sent before the instant, but for what speaks of the cases named. @returns how many rows went */
  deleteSent(tx: Tx, before: Date, keptCases: readonly string[], batch: number): Promise<number> {
    return sql(tx).run(
      `with recursive community as (
         (select community_id as id from outbox order by community_id limit 1)
         union all
         select (select community_id from outbox where community_id > c.id order by community_id limit 1)
         from community c where c.id is not null)
       delete from outbox o using (
         select f.community_id, f.id from community c cross join lateral (
           select community_id, id, state, sent_at, case_number from outbox
           where community_id = c.id order by id limit $3) f
         where f.state = 'sent' and f.sent_at < $1
           and (f.case_number is null or f.case_number <> all($2::text[]))) old
       where o.community_id = old.community_id and o.id = old.id and o.state = 'sent'`,
      [before, keptCases, batch],
    );
  }
}
