import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Staff } from './people.types.js';
import { asStaff, STAFF_COLUMNS, type StaffRow } from './person-row.js';

const SELECT = `select ${STAFF_COLUMNS} from staff s`;

/** Reads active staff. */
@Injectable()
export class StaffRepository {
  constructor(private readonly cipher: Cipher) {}

  /** Those of the numbers that are active, by number. */
  listByNos(tx: Tx, staffNos: readonly string[]): Promise<Staff[]> {
    return this.list(tx, `${SELECT} where s.active and s.staff_no = any($1) order by s.staff_no`, [
      staffNos,
    ]);
  }

  /** Everybody whose duty lies in one of the units, by number. */
  listOfUnits(tx: Tx, unitIds: readonly string[]): Promise<Staff[]> {
    return this.list(tx, `${SELECT} where s.active and s.unit_id = any($1) order by s.staff_no`, [
      unitIds,
    ]);
  }

  /** Everybody of the communities (a unit above that level counts as its own community), by number. */
  listOfCommunities(tx: Tx, communityIds: readonly string[]): Promise<Staff[]> {
    return this.list(
      tx,
      `${SELECT} where s.active and s.community_id = any($1) order by s.staff_no`,
      [communityIds],
    );
  }

  /** Everybody with the role, by number. */
  listByRole(tx: Tx, role: string): Promise<Staff[]> {
    return this.list(tx, `${SELECT} where s.active and s.role = $1 order by s.staff_no`, [role]);
  }

  /** Everybody of that name (compare `normalisePersonName`), by number. */
  listByName(tx: Tx, name: string): Promise<Staff[]> {
    return this.list(tx, `${SELECT} where s.active and s.name_hash = any($1) order by s.staff_no`, [
      this.cipher.hashes(name),
    ]);
  }

  private async list(tx: Tx, text: string, values: readonly unknown[]): Promise<Staff[]> {
    const rows = await sql(tx).rows<StaffRow>(text, values);
    return rows.map((row) => asStaff(row, this.cipher));
  }
}
