import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Address } from '../territory/territory.types.js';
import { residentKey } from './people.rules.js';
import type { ContactRef, Resident } from './people.types.js';
import { asResident, RESIDENT_COLUMNS, type ResidentRow } from './person-row.js';

const SELECT = `select ${RESIDENT_COLUMNS} from resident r`;

/** What is stored of somebody who told a home in chat. */
export interface ChatResident {
  readonly communityId: string;
  readonly name?: string;
  readonly phone?: string;
  readonly home: Address;
  readonly gridId?: string;
}

/** Residents and their homes. */
@Injectable()
export class ResidentRepository {
  constructor(private readonly cipher: Cipher) {}

  /** The resident a contact is bound to. */
  findOfContact(tx: Tx, contact: ContactRef): Promise<Resident | undefined> {
    return this.first(
      tx,
      `${SELECT} join binding b on b.community_id = r.community_id and b.resident_id = r.id
        where b.account_id = $1 and b.contact_id = $2`,
      [contact.accountId, contact.contactId],
    );
  }

  find(tx: Tx, communityId: string, id: string): Promise<Resident | undefined> {
    return this.first(tx, `${SELECT} where r.community_id = $1 and r.id = $2`, [communityId, id]);
  }

  /** The row of the roster with that name and home. */
  findInRoster(
    tx: Tx,
    communityId: string,
    name: string,
    home: Address,
  ): Promise<Resident | undefined> {
    return this.first(tx, `${SELECT} where r.community_id = $1 and r.roster_key = any($2)`, [
      communityId,
      this.cipher.hashes(residentKey(name, home)),
    ]);
  }

  async listOfCommunity(tx: Tx, communityId: string, limit: number): Promise<Resident[]> {
    const rows = await sql(tx).rows<ResidentRow>(
      `${SELECT} where r.community_id = $1 order by r.id limit $2`,
      [communityId, limit],
    );
    return rows.map((row) => asResident(row, this.cipher));
  }

  /** Everybody known at the door, by id. */
  async listAtHome(tx: Tx, communityId: string, home: Address): Promise<Resident[]> {
    const rows = await sql(tx).rows<ResidentRow>(
      `${SELECT} where r.community_id = $1 and r.estate = $2
          and (r.building, r.unit_label, r.room) is not distinct from ($3::text, $4::text, $5::text)
        order by r.id`,
      [communityId, home.estate ?? '', home.building ?? null, home.unit ?? null, home.room ?? null],
    );
    return rows.map((row) => asResident(row, this.cipher));
  }

  /** Everybody with the phone number (digits only), by id. */
  async listByPhone(tx: Tx, phone: string): Promise<Resident[]> {
    const rows = await sql(tx).rows<ResidentRow>(
      `${SELECT} where r.phone_hash = any($1) order by r.id`,
      [this.cipher.hashes(phone)],
    );
    return rows.map((row) => asResident(row, this.cipher));
  }

  /** Those of the names that a resident has, as they are kept. */
  async listNames(tx: Tx, names: readonly string[]): Promise<string[]> {
    const rows = await sql(tx).rows<{ name: Buffer }>(
      'select name from resident where name_hash = any($1)',
      [names.flatMap((name) => this.cipher.hashes(name))],
    );
    return [...new Set(rows.map((row) => this.cipher.open(row.name)))];
  }

  /** The labels of the resident and of everybody the roster knows behind the same door. */
  async listLabelsAtDoor(tx: Tx, resident: Resident): Promise<string[]> {
    const { estate = '', building, unit, room } = resident.home;
    const rows = await sql(tx).rows<{ labels: Buffer }>(
      `select labels from resident where community_id = $1 and labels is not null and (id = $2 or
         (estate = $3 and building = $4 and unit_label is not distinct from $5::text and room = $6))`,
      [resident.communityId, resident.id, estate, building ?? null, unit ?? null, room ?? null],
    );
    return rows.flatMap((row) => JSON.parse(this.cipher.open(row.labels)) as string[]);
  }

  async insertFromChat(tx: Tx, resident: ChatResident): Promise<Resident> {
    const { communityId, name, phone, home, gridId } = resident;
    const row = await sql(tx).first<{ id: string }>(
      `insert into resident (community_id, name, name_hash, phone, phone_hash, estate, building, unit_label, room,
                             grid_id, source)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'chat') returning id`,
      [
        communityId,
        ...this.sealed(name),
        ...this.sealed(phone),
        home.estate ?? '',
        home.building ?? null,
        home.unit ?? null,
        home.room ?? null,
        gridId ?? null,
      ],
    );
    return { ...resident, id: row?.id ?? '' };
  }

  /** Adds what somebody told of themselves; what is not given stays. */
  async addToChat(
    tx: Tx,
    resident: Resident,
    told: { readonly name?: string; readonly phone?: string },
  ): Promise<void> {
    await sql(tx).run(
      `update resident set name = coalesce($3, name), name_hash = coalesce($4, name_hash),
              phone = coalesce($5, phone), phone_hash = coalesce($6, phone_hash)
        where community_id = $1 and id = $2 and source = 'chat'`,
      [resident.communityId, resident.id, ...this.sealed(told.name), ...this.sealed(told.phone)],
    );
  }

  /** Removes a row that came from chat once nobody is bound to it. */
  async deleteUnbound(tx: Tx, resident: Pick<Resident, 'communityId' | 'id'>): Promise<void> {
    await sql(tx).run(
      `delete from resident r where r.community_id = $1 and r.id = $2 and r.source = 'chat' and not exists
         (select from binding b where b.community_id = r.community_id and b.resident_id = r.id)`,
      [resident.communityId, resident.id],
    );
  }

  private sealed(text: string | undefined): [Buffer | null, Buffer | null] {
    return text === undefined ? [null, null] : [this.cipher.seal(text), this.cipher.hash(text)];
  }

  private async first(
    tx: Tx,
    text: string,
    values: readonly unknown[],
  ): Promise<Resident | undefined> {
    const row = await sql(tx).first<ResidentRow>(text, values);
    return row && asResident(row, this.cipher);
  }
}
