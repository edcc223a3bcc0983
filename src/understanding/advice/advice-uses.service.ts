import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../kernel/calendar.js';
import type { Tx } from '../../persistence/unit-of-work.js';
import type { AdviceUse } from './advice.types.js';
import { AdviceUseRepository } from './advice-use.repository.js';

/** What asking a large model came to and cost. */
@Injectable()
export class AdviceUses {
  constructor(private readonly uses: AdviceUseRepository) {}

  add(tx: Tx, use: AdviceUse): Promise<void> {
    return this.uses.add(tx, use);
  }

  /** By day, community and outcome, newest day first; both days included, undefined = without end. */
  list(tx: Tx, from?: CivilDate, to?: CivilDate): Promise<AdviceUse[]> {
    return this.uses.list(tx, from, to);
  }
}
