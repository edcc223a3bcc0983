import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Staff } from './people.types.js';
import { asStaff, STAFF_COLUMNS, type StaffRow } from './person-row.js';

/** Reads active staff. */
@Injectable()
export class StaffRepository {
  constructor(private readonly cipher: Cipher) {}

  /** Everybody, by number. */
  async listActive(tx: Tx): Promise<Staff[]> {
    const rows = await sql(tx).rows<StaffRow>(
      `select ${STAFF_COLUMNS} from staff s where s.active order by s.staff_no collate "C"`,
    );
    return rows.map((row) => asStaff(row, this.cipher));
  }
}
