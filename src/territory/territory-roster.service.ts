import { Injectable } from '@nestjs/common';
import { MemoryVersions } from '../persistence/memory-versions.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Coverage, OrgUnit } from './territory.types.js';
import { TerritoryRosterRepository } from './territory-roster.repository.js';

/** How many rows of one sheet were new, different from before, gone, or as they were. */
export interface SheetChange {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Writes the map of a roster workbook. For the roster room, inside the transaction of an import. */
@Injectable()
export class TerritoryRosterService {
  constructor(
    private readonly versions: MemoryVersions,
    private readonly repository: TerritoryRosterRepository,
  ) {}

  /** Keeps every other import waiting until this transaction ends. @returns the version so far */
  lock(tx: Tx): Promise<number> {
    return this.versions.lock(tx, 'roster');
  }

  /** Tells every process that its map is old. @returns the new version */
  raiseVersion(tx: Tx): Promise<number> {
    return this.versions.raise(tx, 'roster');
  }

  /** Brings units up to date; those of the same communities that are not given any more retire. */
  async applyUnits(tx: Tx, units: readonly OrgUnit[]): Promise<SheetChange> {
    const written = await this.repository.upsertUnits(tx, units);
    const removed = await this.repository.retireMissing(
      tx,
      communitiesIn(units),
      units.map((unit) => unit.id),
    );
    return { ...written, removed };
  }

  /** Replaces the doors of the communities of these units. */
  async applyCoverages(
    tx: Tx,
    units: readonly OrgUnit[],
    coverages: readonly Coverage[],
  ): Promise<SheetChange> {
    const removed = await this.repository.deleteOtherCoverages(tx, communitiesIn(units), coverages);
    const added = await this.repository.insertCoverages(tx, coverages);
    return { added, changed: 0, removed };
  }
}

function communitiesIn(units: readonly OrgUnit[]): string[] {
  return [...new Set(units.map((unit) => unit.communityId))];
}
