import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { PartnerUnit, StationPost } from './people.types.js';

interface StationRow {
  readonly community_id: string;
  readonly cadre_no: string;
  readonly assistant_no: string | null;
  readonly place: string;
  readonly leader_no: string | null;
}

interface PartnerRow {
  readonly community_id: string;
  readonly name: string;
  readonly contact_name: Buffer | null;
  readonly phone: Buffer | null;
  readonly offers: string[];
}

/** Station posts and partner units. */
@Injectable()
export class PostRepository {
  constructor(private readonly cipher: Cipher) {}

  async listStations(tx: Tx, communityId: string): Promise<StationPost[]> {
    const rows = await sql(tx).rows<StationRow>(
      `select community_id, cadre_no, assistant_no, place, leader_no from station_post
        where community_id = $1 order by cadre_no`,
      [communityId],
    );
    return rows.map((row) => ({
      communityId: row.community_id,
      cadreNo: row.cadre_no,
      place: row.place,
      ...(row.assistant_no === null ? {} : { assistantNo: row.assistant_no }),
      ...(row.leader_no === null ? {} : { leaderNo: row.leader_no }),
    }));
  }

  async listPartners(tx: Tx, communityId: string): Promise<PartnerUnit[]> {
    const rows = await sql(tx).rows<PartnerRow>(
      `select community_id, name, contact_name, phone, offers from partner_unit
        where community_id = $1 order by name`,
      [communityId],
    );
    return rows.map((row) => ({
      communityId: row.community_id,
      name: row.name,
      offers: row.offers,
      ...(row.contact_name ? { contactName: this.cipher.open(row.contact_name) } : {}),
      ...(row.phone ? { phone: this.cipher.open(row.phone) } : {}),
    }));
  }
}
