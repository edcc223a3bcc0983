import { Injectable } from '@nestjs/common';
import { sql } from '../../persistence/sql.js';
import type { Tx } from '../../persistence/unit-of-work.js';

/** Whether the database answers. */
@Injectable()
export class DatabaseHealthReadModel {
  /** @throws OperationalError when it does not */
  async ping(tx: Tx): Promise<void> {
    await sql(tx).run('select 1');
  }
}
