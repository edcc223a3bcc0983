import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { hex, sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Address } from '../territory/territory.types.js';
import type { RosterResident } from './people.types.js';
import { homeOf } from './person-row.js';

/** A roster row with the text that identifies it (`residentKey`). */
export interface KeyedResident extends RosterResident {
  readonly key: string;
}

/** A roster row with its keyed hashes: of what identifies it, and of the rest. */
export interface PrintedResident extends KeyedResident {
  readonly keyHash: Buffer;
  readonly print: Buffer;
}

interface HomeRow {
  readonly community_id: string;
  readonly id: string;
  readonly estate: string;
  readonly building: string | null;
  readonly unit_label: string | null;
  readonly room: string | null;
  readonly grid_id: string | null;
}

/** Where somebody who told a home in chat lives, and which grid that was taken for. */
export interface ChatHome {
  readonly communityId: string;
  readonly id: string;
  readonly home: Address;
  readonly gridId?: string;
}

/** Writes the residents of a roster, many rows in a statement. */
@Injectable()
export class ResidentRosterRepository {
  constructor(private readonly cipher: Cipher) {}

  /** Adds the hashes by which a row is found again. */
  print(residents: readonly KeyedResident[]): PrintedResident[] {
    return residents.map((resident) => {
      const { key, name, phone, labels } = resident;
      const print = this.cipher.hash(JSON.stringify([name, phone, labels]));
      return { ...resident, keyHash: this.cipher.hash(key), print };
    });
  }

  /** Inserts new residents and updates changed ones; sealing is dear, so the rest is left out first. @returns how many of each */
  async upsert(
    tx: Tx,
    residents: readonly PrintedResident[],
  ): Promise<{ added: number; changed: number }> {
    await this.takeOverOldKeys(tx, residents);
    const written = await this.leaveOutUnchanged(tx, residents);
    if (written.length === 0) return { added: 0, changed: 0 };
    const rows = await sql(tx).rows<{ added: boolean }>(
      `insert into resident as o (community_id, name, name_hash, phone, phone_hash, estate, building, unit_label, room,
                                  grid_id, labels, source, roster_key, roster_print)
       select community_id, name, name_hash, phone, phone_hash, estate, building, unit_label, room, grid_id, labels,
              'roster', roster_key, roster_print
         from json_to_recordset($1::json) as r(community_id text, name bytea, name_hash bytea, phone bytea,
              phone_hash bytea, estate text, building text, unit_label text, room text, grid_id text, labels bytea,
              roster_key bytea, roster_print bytea)
       on conflict (community_id, roster_key) where roster_key is not null do update
          set name = excluded.name, name_hash = excluded.name_hash, phone = excluded.phone,
              phone_hash = excluded.phone_hash, labels = excluded.labels, grid_id = excluded.grid_id,
              roster_print = excluded.roster_print
       returning xmax = 0 as added`,
      [JSON.stringify(written.map((resident) => this.row(resident)))],
    );
    const added = rows.filter((row) => row.added).length;
    return { added, changed: rows.length - added };
  }

  /**
   * Takes those out whom the roster of these communities names no more. Somebody bound to a contact stays as a person
   * of the chat, without what the roster said of them. @returns how many left the roster
   */
  async removeMissing(
    tx: Tx,
    communityIds: readonly string[],
    present: readonly PrintedResident[],
  ): Promise<number> {
    const keys = present.map((resident) => resident.keyHash);
    const missing = `roster_key is not null and community_id = any($1)
      and not exists (select from unnest($2::bytea[]) as present(key) where present.key = resident.roster_key)`;
    const bound = `exists (select from binding b where b.community_id = resident.community_id
      and b.resident_id = resident.id)`;
    const kept = await sql(tx).run(
      `update resident set source = 'chat', roster_key = null, roster_print = null, labels = null
        where ${missing} and ${bound}`,
      [communityIds, keys],
    );
    const deleted = await sql(tx).run(`delete from resident where ${missing}`, [
      communityIds,
      keys,
    ]);
    return kept + deleted;
  }

  /** Homes told in chat in these communities. */
  async listChatHomes(tx: Tx, communityIds: readonly string[]): Promise<ChatHome[]> {
    const rows = await sql(tx).rows<HomeRow>(
      `select community_id, id, estate, building, unit_label, room, grid_id from resident
        where source = 'chat' and community_id = any($1)`,
      [communityIds],
    );
    return rows.map((row) => ({
      communityId: row.community_id,
      id: row.id,
      home: homeOf(row.estate, row.building, row.unit_label, row.room),
      ...(row.grid_id === null ? {} : { gridId: row.grid_id }),
    }));
  }

  /** Writes which grid each home belongs to now. */
  async saveGrids(tx: Tx, homes: readonly ChatHome[]): Promise<void> {
    await sql(tx).run(
      `update resident r set grid_id = n.grid_id
         from unnest($1::text[], $2::bigint[], $3::text[]) as n(community_id, id, grid_id)
        where r.community_id = n.community_id and r.id = n.id`,
      [
        homes.map((home) => home.communityId),
        homes.map((home) => home.id),
        homes.map((home) => home.gridId ?? null),
      ],
    );
  }

  private async leaveOutUnchanged(
    tx: Tx,
    residents: readonly PrintedResident[],
  ): Promise<PrintedResident[]> {
    const rows = await sql(tx).rows<{ place: string }>(
      `select n.place from unnest($1::text[], $2::bytea[], $3::bytea[], $4::text[])
                with ordinality as n(community_id, roster_key, roster_print, grid_id, place)
         join resident r on r.community_id = n.community_id and r.roster_key = n.roster_key
        where r.roster_print = n.roster_print and r.grid_id is not distinct from n.grid_id`,
      [
        residents.map((resident) => resident.communityId),
        residents.map((resident) => resident.keyHash),
        residents.map((resident) => resident.print),
        residents.map((resident) => resident.gridId ?? null),
      ],
    );
    const unchanged = new Set(rows.map((row) => Number(row.place)));
    return residents.filter((_, i) => !unchanged.has(i + 1));
  }

  /** After a rotation of the secret key, rows hashed with a retired one are found once more and hashed anew. */
  private async takeOverOldKeys(tx: Tx, residents: readonly PrintedResident[]): Promise<void> {
    const retiredKeys = this.cipher.hashes('').length - 1;
    if (retiredKeys === 0) return;
    const hashes = residents.map((resident) => this.cipher.hashes(resident.key));
    for (let retired = 1; retired <= retiredKeys; retired += 1) {
      await sql(tx).run(
        `update resident r set roster_key = n.new_key
           from unnest($1::text[], $2::bytea[], $3::bytea[]) as n(community_id, old_key, new_key)
          where r.community_id = n.community_id and r.roster_key = n.old_key`,
        [
          residents.map((resident) => resident.communityId),
          hashes.map((all) => all[retired]),
          residents.map((resident) => resident.keyHash),
        ],
      );
    }
  }

  private row(resident: PrintedResident): object {
    const { name, phone, home, labels } = resident;
    const told = labels.length > 0 ? JSON.stringify(labels) : undefined;
    return {
      community_id: resident.communityId,
      name: hex(this.cipher.seal(name)),
      name_hash: hex(this.cipher.hash(name)),
      phone: hex(phone === undefined ? undefined : this.cipher.seal(phone)),
      phone_hash: hex(phone === undefined ? undefined : this.cipher.hash(phone)),
      estate: home.estate ?? '',
      building: home.building ?? null,
      unit_label: home.unit ?? null,
      room: home.room ?? null,
      grid_id: resident.gridId ?? null,
      labels: hex(told === undefined ? undefined : this.cipher.seal(told)),
      roster_key: hex(resident.keyHash),
      roster_print: hex(resident.print),
    };
  }
}
