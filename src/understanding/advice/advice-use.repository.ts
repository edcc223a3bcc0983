import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../kernel/calendar.js';
import { sql } from '../../persistence/sql.js';
import type { Tx } from '../../persistence/unit-of-work.js';
import type { AdviceUse } from './advice.types.js';

/** Counts what asking a large model came to. */
@Injectable()
export class AdviceUseRepository {
  async add(tx: Tx, use: AdviceUse): Promise<void> {
    await sql(tx).run(
      `insert into advice_use as u (community_id, day, outcome, times, tokens_in, tokens_out, unmetered, cost)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (community_id, day, outcome) do update
         set times = u.times + excluded.times, tokens_in = u.tokens_in + excluded.tokens_in,
             tokens_out = u.tokens_out + excluded.tokens_out, unmetered = u.unmetered + excluded.unmetered,
             cost = u.cost + excluded.cost`,
      [
        use.communityId,
        use.day,
        use.outcome,
        use.times,
        use.tokensIn,
        use.tokensOut,
        use.unmetered,
        use.cost,
      ],
    );
  }

  /** Both days included; newest day first. */
  async list(tx: Tx, from: CivilDate | undefined, to: CivilDate | undefined): Promise<AdviceUse[]> {
    const rows = await sql(tx).rows<AdviceUse>(
      `select community_id as "communityId", to_char(day, 'YYYY-MM-DD') as day, outcome, times,
              tokens_in::float8 as "tokensIn", tokens_out::float8 as "tokensOut", unmetered, cost::float8 as cost
       from advice_use where ($1::date is null or day >= $1) and ($2::date is null or day <= $2)
       order by day desc, community_id, outcome`,
      [from ?? null, to ?? null],
    );
    return rows;
  }
}
