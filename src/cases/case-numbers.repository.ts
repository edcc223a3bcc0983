import { Injectable } from '@nestjs/common';
import { stopwatch } from '../kernel/clock.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';

/** Numbers fetched at a time when cases come quickly; what is left of them at a stop is never used. */
const BLOCK = 64;

/** Cases that come closer together than this are many. */
const BUSY_MS = 100;

/**
 * Numbers of new cases. In quiet times each is fetched when it is needed, so that they follow one another; when cases
 * come quickly a block is fetched together, so that a turn need not wait for its number.
 */
@Injectable()
export class CaseNumbers {
  private readonly stock: string[] = [];
  private sinceFetch: (() => number) | undefined;

  /** The next number; unique, whether or not the transaction commits. */
  async take(tx: Tx): Promise<string> {
    const kept = this.stock.shift();
    if (kept !== undefined) return kept;
    const isBusy = this.sinceFetch !== undefined && this.sinceFetch() < BUSY_MS;
    this.sinceFetch = stopwatch();
    const rows = await sql(tx).rows<{ number: string }>(
      `select 'L' || nextval('case_number_seq') as number from generate_series(1, $1::integer)`,
      [isBusy ? BLOCK : 1],
    );
    this.stock.push(...rows.map((row) => row.number));
    return this.stock.shift() ?? this.take(tx);
  }
}
