import { Injectable } from '@nestjs/common';
import { MemoryVersions } from '../persistence/memory-versions.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { normalisePersonName } from './people.rules.js';
import type { Staff } from './people.types.js';
import { StaffRepository } from './staff.repository.js';

/** Active staff as one roster version has them. */
interface Directory {
  readonly version: number;
  /** By number, ascending. */
  readonly all: readonly Staff[];
  readonly byNo: ReadonlyMap<string, Staff>;
  readonly byUnit: ReadonlyMap<string, readonly Staff[]>;
  readonly byCommunity: ReadonlyMap<string, readonly Staff[]>;
}

/**
 * Everybody who works here, kept in memory: a district has a few thousand people, every turn names some of them, and
 * they change only when a roster is imported. Lists are by number.
 */
@Injectable()
export class StaffDirectory {
  private cached: Directory | undefined;

  constructor(
    private readonly staff: StaffRepository,
    private readonly versions: MemoryVersions,
  ) {}

  /** Those of the numbers that are active. */
  async listByNos(tx: Tx, staffNos: readonly string[]): Promise<Staff[]> {
    const { byNo } = await this.current(tx);
    const found = [...new Set(staffNos)].map((staffNo) => byNo.get(staffNo));
    return found.filter((one) => one !== undefined).sort(byNumber);
  }

  /** Everybody whose duty lies in one of the units. */
  async listOfUnits(tx: Tx, unitIds: readonly string[]): Promise<Staff[]> {
    const { byUnit } = await this.current(tx);
    return unitIds.flatMap((unitId) => byUnit.get(unitId) ?? []).sort(byNumber);
  }

  /** Everybody of the community (a unit above that level counts as its own community). */
  async listOfCommunity(tx: Tx, communityId: string): Promise<Staff[]> {
    const { byCommunity } = await this.current(tx);
    return [...(byCommunity.get(communityId) ?? [])];
  }

  /** Everybody with the role. */
  async listByRole(tx: Tx, role: string): Promise<Staff[]> {
    return (await this.current(tx)).all.filter((one) => one.role === role);
  }

  /** Everybody of that name (compare `normalisePersonName`). */
  async listByName(tx: Tx, name: string): Promise<Staff[]> {
    return (await this.current(tx)).all.filter((one) => normalisePersonName(one.name) === name);
  }

  /** Everybody for whom it holds. */
  async listWhere(tx: Tx, holds: (one: Staff) => boolean): Promise<Staff[]> {
    return (await this.current(tx)).all.filter(holds);
  }

  private async current(tx: Tx): Promise<Directory> {
    const version = await this.versions.of(tx, 'roster');
    if (this.cached?.version === version) return this.cached;
    const all = await this.staff.listActive(tx);
    this.cached = {
      version,
      all,
      byNo: new Map(all.map((one) => [one.staffNo, one])),
      byUnit: grouped(all, (one) => one.unitId),
      byCommunity: grouped(all, (one) => one.communityId),
    };
    return this.cached;
  }
}

function grouped(all: readonly Staff[], keyOf: (one: Staff) => string): Map<string, Staff[]> {
  const groups = new Map<string, Staff[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

function byNumber(a: Staff, b: Staff): number {
  return a.staffNo < b.staffNo ? -1 : a.staffNo > b.staffNo ? 1 : 0;
}
