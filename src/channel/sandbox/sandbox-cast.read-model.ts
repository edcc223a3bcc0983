import { Injectable } from '@nestjs/common';
import { Cipher } from '../../persistence/cipher.js';
import { sql } from '../../persistence/sql.js';
import type { Tx } from '../../persistence/unit-of-work.js';

/** More people than this are not offered for phones. */
const MOST_PEOPLE = 400;

/** Somebody of the roster whom a phone can be. */
export type RosterPerson =
  | {
      readonly kind: 'staff';
      readonly staffNo: string;
      readonly name: string;
      readonly role: string;
      readonly post?: string;
      readonly title?: string;
      readonly communityId: string;
      readonly unitId: string;
      readonly unit: string;
      readonly isBound: boolean;
    }
  | {
      readonly kind: 'resident';
      readonly id: string;
      readonly name: string;
      readonly communityId: string;
      readonly gridId?: string;
      /** 灵西小区3栋2单元501 */
      readonly home: string;
    };

interface StaffRow {
  readonly staff_no: string;
  readonly name: Buffer;
  readonly role: string;
  readonly post: string | null;
  readonly title: string | null;
  readonly community_id: string;
  readonly unit_id: string;
  readonly unit: string | null;
  readonly is_bound: boolean;
}

interface ResidentRow {
  readonly id: string;
  readonly name: Buffer;
  readonly community_id: string;
  readonly grid_id: string | null;
  readonly estate: string;
  readonly building: string | null;
  readonly unit_label: string | null;
  readonly room: string | null;
}

const STAFF = `
  select s.staff_no, s.name, s.role, s.post, s.title, s.community_id, s.unit_id, u.name as unit,
         exists (select from binding b where b.staff_no = s.staff_no) as is_bound
    from staff s left join org_unit u on u.id = s.unit_id
   where s.active order by s.staff_no limit $1`;

const RESIDENTS = `
  select id, name, community_id, grid_id, estate, building, unit_label, room
    from resident where source = 'roster' and name is not null order by id limit $1`;

/** The people of the roster, for the sandbox page to choose from. Only for rosters that are made up. */
@Injectable()
export class SandboxCastReadModel {
  constructor(private readonly cipher: Cipher) {}

  /** Staff by number, at most a few hundred. */
  async listStaff(tx: Tx): Promise<Extract<RosterPerson, { kind: 'staff' }>[]> {
    const rows = await sql(tx).rows<StaffRow>(STAFF, [MOST_PEOPLE]);
    return rows.map((row) => ({
      kind: 'staff',
      staffNo: row.staff_no,
      name: this.cipher.open(row.name),
      role: row.role,
      ...(row.post && { post: row.post }),
      ...(row.title && { title: row.title }),
      communityId: row.community_id,
      unitId: row.unit_id,
      unit: row.unit ?? '',
      isBound: row.is_bound,
    }));
  }

  /** Residents in the order of the roster, at most a few hundred. */
  async listResidents(tx: Tx): Promise<Extract<RosterPerson, { kind: 'resident' }>[]> {
    const rows = await sql(tx).rows<ResidentRow>(RESIDENTS, [MOST_PEOPLE]);
    return rows.map((row) => ({
      kind: 'resident',
      id: row.id,
      name: this.cipher.open(row.name),
      communityId: row.community_id,
      ...(row.grid_id && { gridId: row.grid_id }),
      home: homeText(row),
    }));
  }
}

function homeText({ estate, building, unit_label, room }: ResidentRow): string {
  return [estate, building && `${building}栋`, unit_label && `${unit_label}单元`, room]
    .filter(Boolean)
    .join('');
}
