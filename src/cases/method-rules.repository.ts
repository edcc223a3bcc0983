import { Injectable } from '@nestjs/common';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';

/** Rules as they are kept. */
export interface KeptRules {
  readonly hash: string;
  readonly name: string;
  /** JSON. */
  readonly rules: string;
}

/** The rules of all profiles under which cases were opened. */
@Injectable()
export class MethodRulesRepository {
  /** All that are kept; a handful. */
  list(tx: Tx): Promise<KeptRules[]> {
    return sql(tx).rows<KeptRules & Record<string, unknown>>(
      'select hash, name, rules::text as rules from method_rules',
    );
  }

  /** Keeps rules; nothing when they are kept already. */
  async insert(tx: Tx, { hash, name, rules }: KeptRules): Promise<void> {
    await sql(tx).run(
      'insert into method_rules (hash, name, rules) values ($1, $2, $3) on conflict (hash) do nothing',
      [hash, name, rules],
    );
  }

  /** Open cases of the profile that are older than the keeping of rules get the first ones that are kept. */
  async markOlderCases(tx: Tx, { hash, name }: KeptRules): Promise<void> {
    await sql(tx).run(
      'update community_case set rules = $1 where rules is null and method = $2 and closed_at is null',
      [hash, name],
    );
  }
}
