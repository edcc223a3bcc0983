import type { Cipher } from '../persistence/cipher.js';
import type { Address } from '../territory/territory.types.js';
import type { Resident, Speaker, Staff } from './people.types.js';

/** Columns of `staff` as selected below, prefixed so that they can stand beside a resident's. */
export interface StaffRow {
  readonly s_community_id: string;
  readonly s_staff_no: string;
  readonly s_name: Buffer;
  readonly s_phone: Buffer;
  readonly s_unit_id: string;
  readonly s_role: string;
  readonly s_post: string | null;
  readonly s_title: string | null;
  readonly s_home_unit: string | null;
  readonly s_active: boolean;
}

/** Columns of `resident` as selected below. */
export interface ResidentRow {
  readonly r_community_id: string;
  readonly r_id: string;
  readonly r_name: Buffer | null;
  readonly r_phone: Buffer | null;
  readonly r_estate: string;
  readonly r_building: string | null;
  readonly r_unit_label: string | null;
  readonly r_room: string | null;
  readonly r_grid_id: string | null;
}

/** Select list of a staff row; the table's alias is `s`. */
export const STAFF_COLUMNS = `s.community_id as s_community_id, s.staff_no as s_staff_no, s.name as s_name,
  s.phone as s_phone, s.unit_id as s_unit_id, s.role as s_role, s.post as s_post, s.title as s_title,
  s.home_unit as s_home_unit, s.active as s_active`;

/** Select list of a resident row; the table's alias is `r`. */
export const RESIDENT_COLUMNS = `r.community_id as r_community_id, r.id as r_id, r.name as r_name, r.phone as r_phone,
  r.estate as r_estate, r.building as r_building, r.unit_label as r_unit_label, r.room as r_room,
  r.grid_id as r_grid_id`;

/** Staff and resident of one binding; either may be missing. */
export type SpeakerRow = Nullable<StaffRow> & Nullable<ResidentRow>;
type Nullable<R> = { readonly [K in keyof R]: R[K] | null };

/** Select list of whoever a binding `b` names; with `SPEAKER_JOINS`. */
export const SPEAKER_COLUMNS = `${STAFF_COLUMNS}, ${RESIDENT_COLUMNS}`;

/** Staff who left the roster are nobody. */
export const SPEAKER_JOINS = `
  left join staff s on s.staff_no = b.staff_no and s.active
  left join resident r on r.community_id = b.community_id and r.id = b.resident_id`;

/** Opens who speaks. */
export function speakerOf(row: SpeakerRow, cipher: Cipher): Speaker {
  return {
    ...(row.s_staff_no === null ? {} : { staff: asStaff(row as StaffRow, cipher) }),
    ...(row.r_id === null ? {} : { resident: asResident(row as ResidentRow, cipher) }),
  };
}

/** Opens a staff row. */
export function asStaff(row: StaffRow, cipher: Cipher): Staff {
  return {
    staffNo: row.s_staff_no,
    communityId: row.s_community_id,
    name: cipher.open(row.s_name),
    phone: cipher.open(row.s_phone),
    unitId: row.s_unit_id,
    role: row.s_role,
    active: row.s_active,
    ...(row.s_post === null ? {} : { post: row.s_post }),
    ...(row.s_title === null ? {} : { title: row.s_title }),
    ...(row.s_home_unit === null ? {} : { homeUnit: row.s_home_unit }),
  };
}

/** Opens a resident row. */
export function asResident(row: ResidentRow, cipher: Cipher): Resident {
  return {
    id: row.r_id,
    communityId: row.r_community_id,
    home: homeOf(row.r_estate, row.r_building, row.r_unit_label, row.r_room),
    ...(row.r_name === null ? {} : { name: cipher.open(row.r_name) }),
    ...(row.r_phone === null ? {} : { phone: cipher.open(row.r_phone) }),
    ...(row.r_grid_id === null ? {} : { gridId: row.r_grid_id }),
  };
}

/** An address from its columns. */
export function homeOf(
  estate: string,
  building: string | null,
  unit: string | null,
  room: string | null,
): Address {
  return {
    ...(estate === '' ? {} : { estate }),
    ...(building === null ? {} : { building }),
    ...(unit === null ? {} : { unit }),
    ...(room === null ? {} : { room }),
  };
}
