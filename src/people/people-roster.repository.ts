import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { hex, sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { normalisePersonName } from './people.rules.js';
import type { PartnerUnit, RosterChange, Staff, StationPost } from './people.types.js';

/** A staff row that was written: whether it is new here (or came back after leaving). */
export interface StaffWritten {
  readonly staffNo: string;
  readonly communityId: string;
  readonly isNew: boolean;
}

/** Writes staff, station posts and partner units of a roster, many rows in a statement. */
@Injectable()
export class PeopleRosterRepository {
  constructor(private readonly cipher: Cipher) {}

  /** Inserts new staff, updates changed ones and takes back those who had left. @returns only rows that were written */
  async upsertStaff(tx: Tx, staff: readonly Staff[]): Promise<StaffWritten[]> {
    const rows = await sql(tx).rows<{ staff_no: string; community_id: string; is_new: boolean }>(
      `with given as (
         select * from json_to_recordset($1::json) as r(community_id text, staff_no text, name bytea, name_hash bytea,
           phone bytea, phone_hash bytea, unit_id text, role text, post text, title text, home_unit text)),
       away as (select staff_no from staff where not active and staff_no in (select staff_no from given))
       insert into staff as s (community_id, staff_no, name, name_hash, phone, phone_hash, unit_id, role, post, title,
                               home_unit)
       select community_id, staff_no, name, name_hash, phone, phone_hash, unit_id, role, post, title, home_unit
         from given
       on conflict (staff_no) do update set community_id = excluded.community_id, name = excluded.name,
         name_hash = excluded.name_hash, phone = excluded.phone, phone_hash = excluded.phone_hash,
         unit_id = excluded.unit_id, role = excluded.role, post = excluded.post, title = excluded.title,
         home_unit = excluded.home_unit, active = true
       where (s.community_id, s.name_hash, s.phone_hash, s.unit_id, s.role, s.post, s.title, s.home_unit, s.active)
         is distinct from (excluded.community_id, excluded.name_hash, excluded.phone_hash, excluded.unit_id,
         excluded.role, excluded.post, excluded.title, excluded.home_unit, true)
       returning staff_no, community_id,
         xmax = 0 or exists (select from away where away.staff_no = s.staff_no) as is_new`,
      [JSON.stringify(staff.map((one) => this.staffRow(one)))],
    );
    return rows.map((row) => ({
      staffNo: row.staff_no,
      communityId: row.community_id,
      isNew: row.is_new,
    }));
  }

  /** Lets those of the communities leave whom the roster no longer names; their codes die with them. @returns how many */
  async deactivateMissing(
    tx: Tx,
    communityIds: readonly string[],
    presentNos: readonly string[],
    at: Date,
  ): Promise<number> {
    const gone = await sql(tx).rows<{ staff_no: string }>(
      `update staff set active = false where active and community_id = any($1)
          and not exists (select from unnest($2::text[]) as present(no) where present.no = staff.staff_no)
        returning staff_no`,
      [communityIds, presentNos],
    );
    await sql(tx).run(
      `update invitation set revoked_at = $2 where staff_no = any($1) and used_at is null and revoked_at is null`,
      [gone.map((row) => row.staff_no), at],
    );
    return gone.length;
  }

  /** Replaces the station posts of the communities. */
  async replaceStations(
    tx: Tx,
    communityIds: readonly string[],
    posts: readonly StationPost[],
  ): Promise<RosterChange> {
    const given = `json_to_recordset($1::json)
      as r(community_id text, cadre_no text, assistant_no text, place text, leader_no text)`;
    const json = JSON.stringify(
      posts.map((post) => ({
        community_id: post.communityId,
        cadre_no: post.cadreNo,
        assistant_no: post.assistantNo ?? null,
        place: post.place,
        leader_no: post.leaderNo ?? null,
      })),
    );
    const removed = await sql(tx).run(
      `delete from station_post where community_id = any($2)
          and (community_id, cadre_no) not in (select community_id, cadre_no from ${given})`,
      [json, communityIds],
    );
    const written = await sql(tx).rows<{ added: boolean }>(
      `insert into station_post as p (community_id, cadre_no, assistant_no, place, leader_no)
       select community_id, cadre_no, assistant_no, place, leader_no from ${given}
       on conflict (community_id, cadre_no) do update set assistant_no = excluded.assistant_no,
         place = excluded.place, leader_no = excluded.leader_no
       where (p.assistant_no, p.place, p.leader_no)
         is distinct from (excluded.assistant_no, excluded.place, excluded.leader_no)
       returning xmax = 0 as added`,
      [json],
    );
    return changeOf(written, removed);
  }

  /** Replaces the partner units of the communities. */
  async replacePartners(
    tx: Tx,
    communityIds: readonly string[],
    partners: readonly PartnerUnit[],
  ): Promise<RosterChange> {
    const given = `json_to_recordset($1::json)
      as r(community_id text, name text, contact_name bytea, phone bytea, offers text[], roster_print bytea)`;
    const json = JSON.stringify(partners.map((partner) => this.partnerRow(partner)));
    const removed = await sql(tx).run(
      `delete from partner_unit where community_id = any($2)
          and (community_id, name) not in (select community_id, name from ${given})`,
      [json, communityIds],
    );
    const written = await sql(tx).rows<{ added: boolean }>(
      `insert into partner_unit as p (community_id, name, contact_name, phone, offers, roster_print)
       select community_id, name, contact_name, phone, offers, roster_print from ${given}
       on conflict (community_id, name) do update set contact_name = excluded.contact_name,
         phone = excluded.phone, offers = excluded.offers, roster_print = excluded.roster_print
       where p.roster_print is distinct from excluded.roster_print
       returning xmax = 0 as added`,
      [json],
    );
    return changeOf(written, removed);
  }

  private staffRow(staff: Staff): object {
    const name = normalisePersonName(staff.name);
    return {
      community_id: staff.communityId,
      staff_no: staff.staffNo,
      name: hex(this.cipher.seal(name)),
      name_hash: hex(this.cipher.hash(name)),
      phone: hex(this.cipher.seal(staff.phone)),
      phone_hash: hex(this.cipher.hash(staff.phone)),
      unit_id: staff.unitId,
      role: staff.role,
      post: staff.post ?? null,
      title: staff.title ?? null,
      home_unit: staff.homeUnit ?? null,
    };
  }

  private partnerRow(partner: PartnerUnit): object {
    const { contactName, phone, offers } = partner;
    return {
      community_id: partner.communityId,
      name: partner.name,
      contact_name: hex(contactName === undefined ? undefined : this.cipher.seal(contactName)),
      phone: hex(phone === undefined ? undefined : this.cipher.seal(phone)),
      offers,
      roster_print: hex(this.cipher.hash(JSON.stringify([contactName, phone, offers]))),
    };
  }
}

function changeOf(written: readonly { added: boolean }[], removed: number): RosterChange {
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added, removed };
}
