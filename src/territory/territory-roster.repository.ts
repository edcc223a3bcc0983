import { Injectable } from '@nestjs/common';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Coverage, OrgUnit } from './territory.types.js';

const COVERAGE_COLUMNS =
  'community_id, grid_id, estate, buildings, unit_label, aliases, landmarks, households';
const COVERAGE_ROWS = `json_to_recordset($1::json) as r(community_id text, grid_id text, estate text,
  buildings text[], unit_label text, aliases text[], landmarks text[], households integer)`;
const fingerprint = (alias: string) =>
  `md5(row(${COVERAGE_COLUMNS.split(', ')
    .map((column) => `${alias}.${column}`)
    .join(', ')})::text)`;

/** Writes units and doors of a roster, whole sheets at a time. */
@Injectable()
export class TerritoryRosterRepository {
  /** Inserts new units and updates changed ones. @returns how many of each */
  async upsertUnits(
    tx: Tx,
    units: readonly OrgUnit[],
  ): Promise<{ added: number; changed: number }> {
    const rows = await sql(tx).rows<{ added: boolean }>(
      `insert into org_unit as u (community_id, id, name, level, parent_id, aliases, checkin_lng, checkin_lat, boundary)
       select community_id, id, name, level, parent_id, aliases, checkin_lng, checkin_lat, boundary
         from json_to_recordset($1::json) as r(community_id text, id text, name text, level text, parent_id text,
              aliases text[], checkin_lng double precision, checkin_lat double precision, boundary jsonb)
       on conflict (id) do update set community_id = excluded.community_id, name = excluded.name,
              level = excluded.level, parent_id = excluded.parent_id, aliases = excluded.aliases,
              checkin_lng = excluded.checkin_lng, checkin_lat = excluded.checkin_lat,
              boundary = excluded.boundary, retired = false
        where (u.community_id, u.name, u.level, u.parent_id, u.aliases, u.checkin_lng, u.checkin_lat, u.boundary,
               u.retired)
              is distinct from (excluded.community_id, excluded.name, excluded.level, excluded.parent_id,
               excluded.aliases, excluded.checkin_lng, excluded.checkin_lat, excluded.boundary, false)
       returning xmax = 0 as added`,
      [JSON.stringify(units.map(unitRow))],
    );
    const added = rows.filter((row) => row.added).length;
    return { added, changed: rows.length - added };
  }

  /** Retires the units of the communities that the roster no longer names. @returns how many */
  retireMissing(
    tx: Tx,
    communityIds: readonly string[],
    presentIds: readonly string[],
  ): Promise<number> {
    return sql(tx).run(
      `update org_unit set retired = true
        where community_id = any($1) and not retired
          and not exists (select from unnest($2::text[]) as present(id) where present.id = org_unit.id)`,
      [communityIds, presentIds],
    );
  }

  /** Takes out the doors of the communities that are not among the given ones. @returns how many */
  deleteOtherCoverages(
    tx: Tx,
    communityIds: readonly string[],
    keep: readonly Coverage[],
  ): Promise<number> {
    return sql(tx).run(
      `delete from coverage c where c.community_id = any($2)
          and not exists (select from ${COVERAGE_ROWS} where ${fingerprint('r')} = ${fingerprint('c')})`,
      [JSON.stringify(keep.map(coverageRow)), communityIds],
    );
  }

  /** Adds the doors that are not there yet. @returns how many */
  insertCoverages(tx: Tx, coverages: readonly Coverage[]): Promise<number> {
    return sql(tx).run(
      `insert into coverage (${COVERAGE_COLUMNS}) select distinct ${COVERAGE_COLUMNS} from ${COVERAGE_ROWS}
        where not exists (select from coverage c where ${fingerprint('c')} = ${fingerprint('r')})`,
      [JSON.stringify(coverages.map(coverageRow))],
    );
  }
}

function unitRow(unit: OrgUnit): object {
  return {
    community_id: unit.communityId,
    id: unit.id,
    name: unit.name,
    level: unit.level,
    parent_id: unit.parentId ?? null,
    aliases: unit.aliases,
    checkin_lng: unit.checkinPoint?.lng ?? null,
    checkin_lat: unit.checkinPoint?.lat ?? null,
    boundary: unit.boundary?.map(({ lng, lat }) => [lng, lat]) ?? null,
  };
}

function coverageRow(coverage: Coverage): object {
  return {
    community_id: coverage.communityId,
    grid_id: coverage.gridId,
    estate: coverage.estate,
    buildings: coverage.buildings,
    unit_label: coverage.unit ?? null,
    aliases: coverage.aliases,
    landmarks: coverage.landmarks,
    households: coverage.households ?? null,
  };
}
