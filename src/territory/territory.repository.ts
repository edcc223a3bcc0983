import { Injectable } from '@nestjs/common';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Coverage, OrgUnit, Territory } from './territory.types.js';

interface UnitJson {
  readonly community_id: string;
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly parent_id: string | null;
  readonly aliases: string[];
  readonly checkin_lng: number | null;
  readonly checkin_lat: number | null;
  readonly boundary: [number, number][] | null;
  readonly retired: boolean;
}

interface CoverageJson {
  readonly community_id: string;
  readonly grid_id: string;
  readonly estate: string;
  readonly buildings: string[];
  readonly unit_label: string | null;
  readonly aliases: string[];
  readonly landmarks: string[];
  readonly households: number | null;
}

interface TerritoryRow {
  readonly version: string;
  readonly units: UnitJson[];
  readonly coverages: CoverageJson[];
}

/** Reads the map of responsibility. */
@Injectable()
export class TerritoryRepository {
  /** The whole map. One statement, so that version, units and doors belong to one moment. */
  async get(tx: Tx): Promise<Territory> {
    const row = await sql(tx).first<TerritoryRow>(`
      select (select version from roster_version) as version,
             (select coalesce(json_agg(u order by u.id), '[]') from org_unit u) as units,
             (select coalesce(json_agg(c order by c.id), '[]') from coverage c) as coverages`);
    const units = (row?.units ?? []).map(asUnit);
    return {
      version: Number(row?.version ?? 0),
      units: new Map(units.map((unit) => [unit.id, unit])),
      coverages: (row?.coverages ?? []).map(asCoverage),
    };
  }
}

function asUnit(row: UnitJson): OrgUnit {
  const { checkin_lng: lng, checkin_lat: lat } = row;
  return {
    id: row.id,
    communityId: row.community_id,
    name: row.name,
    level: row.level,
    aliases: row.aliases,
    ...(row.parent_id === null ? {} : { parentId: row.parent_id }),
    ...(lng === null || lat === null ? {} : { checkinPoint: { lng, lat } }),
    ...(row.boundary ? { boundary: row.boundary.map(([x, y]) => ({ lng: x, lat: y })) } : {}),
    ...(row.retired ? { retired: true } : {}),
  };
}

function asCoverage(row: CoverageJson): Coverage {
  return {
    communityId: row.community_id,
    gridId: row.grid_id,
    estate: row.estate,
    buildings: row.buildings,
    aliases: row.aliases,
    landmarks: row.landmarks,
    ...(row.unit_label === null ? {} : { unit: row.unit_label }),
    ...(row.households === null ? {} : { households: row.households }),
  };
}
