import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { MemoryVersions } from '../persistence/memory-versions.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { BindingWay, ContactRef, Speaker } from './people.types.js';
import { SPEAKER_COLUMNS, SPEAKER_JOINS, type SpeakerRow, speakerOf } from './person-row.js';

interface HolderRow {
  readonly account_id: string;
  readonly contact_id: string;
}

interface BoundRow extends HolderRow {
  readonly key: string;
}

/** Which contact is which person. */
@Injectable()
export class BindingRepository {
  constructor(
    private readonly cipher: Cipher,
    private readonly versions: MemoryVersions,
  ) {}

  /** Who the contact is, in one statement. */
  async findSpeaker(tx: Tx, contact: ContactRef): Promise<Speaker> {
    const row = await sql(tx).first<SpeakerRow>(
      `select ${SPEAKER_COLUMNS} from binding b ${SPEAKER_JOINS} where b.account_id = $1 and b.contact_id = $2`,
      [contact.accountId, contact.contactId],
    );
    return row ? speakerOf(row, this.cipher) : {};
  }

  /** Binds the contact to a staff number; a home it has stays. */
  async saveStaff(
    tx: Tx,
    contact: ContactRef,
    staff: { readonly staffNo: string; readonly communityId: string },
    way: BindingWay,
    now: Date,
  ): Promise<void> {
    await sql(tx).run(
      `insert into binding as b (account_id, contact_id, community_id, staff_no, bound_at, way)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (account_id, contact_id) do update set staff_no = excluded.staff_no,
         community_id = case when b.resident_id is null then excluded.community_id else b.community_id end,
         bound_at = excluded.bound_at, way = excluded.way`,
      [contact.accountId, contact.contactId, staff.communityId, staff.staffNo, now, way],
    );
    await this.versions.raise(tx, 'staff-contacts');
  }

  /** Binds the contact to a resident; a staff number it has stays. */
  async saveResident(
    tx: Tx,
    contact: ContactRef,
    resident: { readonly id: string; readonly communityId: string },
    way: BindingWay,
    now: Date,
  ): Promise<void> {
    await sql(tx).run(
      `insert into binding (account_id, contact_id, community_id, resident_id, bound_at, way)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (account_id, contact_id) do update set community_id = excluded.community_id,
         resident_id = excluded.resident_id, bound_at = excluded.bound_at, way = excluded.way`,
      [contact.accountId, contact.contactId, resident.communityId, resident.id, now, way],
    );
  }

  /** Takes the staff number off every contact that has it but the given one. @returns who lost it */
  async releaseStaff(tx: Tx, staffNo: string, keep?: ContactRef): Promise<ContactRef[]> {
    const values = [staffNo, keep?.accountId ?? null, keep?.contactId ?? null];
    const others = `staff_no = $1 and (account_id, contact_id) is distinct from ($2::text, $3::bigint)`;
    const deleted = await sql(tx).rows<HolderRow>(
      `delete from binding where resident_id is null and ${others} returning account_id, contact_id`,
      values,
    );
    const emptied = await sql(tx).rows<HolderRow>(
      `update binding set staff_no = null where ${others} returning account_id, contact_id`,
      values,
    );
    const lost = [...deleted, ...emptied].map(asContact);
    if (lost.length > 0) await this.versions.raise(tx, 'staff-contacts');
    return lost;
  }

  /** The contact bound last to each staff number. */
  async listStaffContacts(tx: Tx): Promise<Map<string, ContactRef>> {
    const rows = await sql(tx).rows<BoundRow>(
      `select distinct on (staff_no) staff_no as key, account_id, contact_id from binding
        where staff_no is not null order by staff_no, bound_at desc, contact_id desc`,
    );
    return new Map(rows.map((row) => [row.key, asContact(row)]));
  }

  /** All contacts bound to the residents, by resident. */
  async listContactsOfResidents(
    tx: Tx,
    residentIds: readonly string[],
  ): Promise<Map<string, ContactRef[]>> {
    const rows = await sql(tx).rows<BoundRow>(
      `select resident_id as key, account_id, contact_id from binding
        where resident_id = any($1::bigint[]) order by contact_id`,
      [residentIds],
    );
    const found = new Map<string, ContactRef[]>();
    for (const row of rows) found.set(row.key, [...(found.get(row.key) ?? []), asContact(row)]);
    return found;
  }

  /** Contacts of residents of the communities; with grids, only of these grids. */
  async listContactsIn(
    tx: Tx,
    communityIds: readonly string[],
    gridIds: readonly string[] | undefined,
  ): Promise<ContactRef[]> {
    const rows = await sql(tx).rows<BoundRow>(
      `select b.account_id, b.contact_id from binding b
         join resident r on r.community_id = b.community_id and r.id = b.resident_id
        where b.community_id = any($1) and ($2::text[] is null or r.grid_id = any($2))
        order by b.contact_id`,
      [communityIds, gridIds ?? null],
    );
    return rows.map(asContact);
  }
}

function asContact(row: HolderRow): ContactRef {
  return { accountId: row.account_id, contactId: row.contact_id };
}
