import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { chainUp, communityOf, gridsOf, streetOf, topOf } from '../territory/territory.rules.js';
import { TerritoryService } from '../territory/territory.service.js';
import type { Territory } from '../territory/territory.types.js';
import { type DutyLevel, findResponsible } from './duty.rules.js';
import type { Staff } from './people.types.js';
import { StaffDirectory } from './staff-directory.service.js';

/** Whom a search must not find: staff numbers the matter is about. */
export interface DutyOptions {
  readonly avoid?: readonly string[];
}

/** Who answers for what. Every search climbs until somebody is found. */
@Injectable()
export class DutyService {
  /** Who answers where nobody has to be avoided: asked several times a turn, and the same as long as the map is. */
  private readonly usual = new WeakMap<Territory, Map<string, Staff | undefined>>();

  constructor(
    private readonly territory: TerritoryService,
    private readonly staff: StaffDirectory,
  ) {}

  /**
   * The one person who answers for a unit: a grid's main worker (主), then the stand-in (辅), then the community's
   * secretary, the street, the district office. Undefined only when the roster names nobody on the way up.
   */
  async responsibleFor(
    tx: Tx,
    unitId: string,
    options: DutyOptions = {},
  ): Promise<Staff | undefined> {
    return this.ownerOfLevel(tx, 'on_spot', unitId, options);
  }

  /** The owner of a level of solving for a matter in the unit. */
  async ownerOfLevel(
    tx: Tx,
    level: DutyLevel,
    unitId: string,
    options: DutyOptions = {},
  ): Promise<Staff | undefined> {
    const territory = await this.territory.current(tx);
    if (options.avoid?.length) return this.search(tx, level, unitId, options.avoid, territory);
    const known = this.usual.get(territory) ?? new Map<string, Staff | undefined>();
    this.usual.set(territory, known);
    const key = `${level} ${unitId}`;
    if (!known.has(key)) known.set(key, await this.search(tx, level, unitId, [], territory));
    return known.get(key);
  }

  /**
   * Who decides where a matter without a grid goes: the community's secretary; where the community is unknown too,
   * the street. `unitId` is undefined only when no roster was ever loaded.
   */
  async triageOwner(
    tx: Tx,
    communityId: string | undefined,
    options: DutyOptions = {},
  ): Promise<{ readonly unitId?: string; readonly staff?: Staff }> {
    const territory = await this.territory.current(tx);
    const known = communityId !== undefined && territory.units.has(communityId);
    const unitId = known ? communityId : unitOfStrangers(territory);
    if (unitId === undefined) return {};
    const staff = await this.ownerOfLevel(tx, known ? 'community' : 'partners', unitId, options);
    return staff ? { unitId, staff } : { unitId };
  }

  private async search(
    tx: Tx,
    level: DutyLevel,
    unitId: string,
    avoid: readonly string[],
    territory: Territory,
  ): Promise<Staff | undefined> {
    const chain = chainUp(unitId, territory);
    const ids = chain.map((unit) => unit.id);
    const staff = await this.staff.listOfUnits(tx, ids);
    const community = communityOf(unitId, territory);
    return findResponsible({
      chain,
      staff,
      level,
      avoid,
      hasGrids: community !== undefined && gridsOf(community.id, territory).length > 0,
    });
  }
}

/** The street that takes what nobody can place: the first by number where there are several, the top where there is none. */
function unitOfStrangers(territory: Territory): string | undefined {
  const streets = [...territory.units.values()]
    .filter((unit) => !unit.retired && streetOf(unit.id, territory)?.id === unit.id)
    .map((unit) => unit.id)
    .sort();
  return streets[0] ?? topOf(territory)?.id;
}
