import { Injectable } from '@nestjs/common';
import { InvitationService } from '../people/invitation.service.js';
import type { RosterChange, RosterResident, Staff } from '../people/people.types.js';
import { PeopleRosterService } from '../people/people-roster.service.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { communityFor, estateOf, gridFor } from '../territory/grid.rules.js';
import { tierOf } from '../territory/level.rules.js';
import { TerritoryService } from '../territory/territory.service.js';
import type { OrgUnit, Territory } from '../territory/territory.types.js';
import { TerritoryRosterService } from '../territory/territory-roster.service.js';
import type { OnProgress, ResidentRow, RosterWorkbook, SheetName } from './roster.types.js';
import { coveragesOf, unitsOf } from './territory-of.rules.js';

/** An invitation code to hand to somebody; shown once. */
export interface NewInvitation {
  readonly staffNo: string;
  readonly name: string;
  readonly unitId: string;
  readonly role: string;
  readonly code: string;
}

/** What an import did. */
export interface RosterReport {
  readonly changed: boolean;
  /** Of the roster afterwards. */
  readonly version: number;
  /** By sheet that the workbook has, with its number of rows. */
  readonly sheets: readonly {
    readonly sheet: SheetName;
    readonly rows: number;
    readonly change: RosterChange;
  }[];
  readonly invitations: readonly NewInvitation[];
}

/** Loads rosters. */
@Injectable()
export class RosterService {
  constructor(
    private readonly territory: TerritoryService,
    private readonly units: TerritoryRosterService,
    private readonly people: PeopleRosterService,
    private readonly invitations: InvitationService,
  ) {}

  /** Whether any roster was ever loaded. */
  async hasRoster(tx: Tx): Promise<boolean> {
    return (await this.territory.current(tx)).version > 0;
  }

  /**
   * Makes the roster what the workbook says, for the communities it names; a sheet that is missing leaves its matter
   * alone. Repeating it changes nothing. New staff get an invitation code. Expects a workbook without errors, and a
   * transaction that writes nothing else.
   */
  async apply(
    tx: Tx,
    workbook: RosterWorkbook,
    now: Date,
    onProgress?: OnProgress,
  ): Promise<RosterReport> {
    const before = await this.units.lock(tx);
    const units = unitsOf(workbook);
    const sheets = [
      ...(await this.applyTerritory(tx, workbook, units)),
      ...(await this.applyPosts(tx, workbook, units)),
    ];
    const staff = await this.applyStaff(tx, workbook, units, now, onProgress);
    const residents = await this.applyResidents(tx, workbook, units, onProgress);
    const all = [...sheets, ...staff.sheets, ...residents];
    const changed = all.some(({ change }) => change.added + change.changed + change.removed > 0);
    const version = changed ? await this.units.raiseVersion(tx) : before;
    return { changed, version, sheets: all, invitations: staff.invitations };
  }

  private async applyTerritory(tx: Tx, workbook: RosterWorkbook, units: readonly OrgUnit[]) {
    const unitChange = await this.units.applyUnits(tx, units);
    const sheets = [sheet('组织', units, unitChange)];
    if (workbook.coverages) {
      const doors = coveragesOf(workbook, units);
      const change = await this.units.applyCoverages(tx, units, doors);
      sheets.push(sheet('地址', doors, change));
    }
    return sheets;
  }

  private async applyPosts(tx: Tx, workbook: RosterWorkbook, units: readonly OrgUnit[]) {
    const communities = communitiesIn(units);
    const sheets: RosterReport['sheets'][number][] = [];
    if (workbook.partners) {
      const partners = workbook.partners.map(({ row: _, ...partner }) => partner);
      const change = await this.people.applyPartners(tx, communities, partners);
      sheets.push(sheet('共建单位', partners, change));
    }
    if (workbook.stations) {
      const posts = workbook.stations.map(({ row: _, ...post }) => post);
      const change = await this.people.applyStations(tx, communities, posts);
      sheets.push(sheet('驻点', posts, change));
    }
    return sheets;
  }

  private async applyStaff(
    tx: Tx,
    workbook: RosterWorkbook,
    units: readonly OrgUnit[],
    now: Date,
    onProgress: OnProgress | undefined,
  ): Promise<Pick<RosterReport, 'sheets' | 'invitations'>> {
    if (!workbook.staff) return { sheets: [], invitations: [] };
    const homes = new Map(units.map((unit) => [unit.id, unit.communityId]));
    const staff: Staff[] = workbook.staff.map(({ row: _, ...one }) => ({
      ...one,
      communityId: homes.get(one.unitId) ?? one.unitId,
      active: true,
    }));
    const { newcomers, ...change } = await this.people.applyStaff(
      tx,
      communitiesIn(units),
      staff,
      now,
      (done) => onProgress?.('人员', done),
    );
    const codes = await this.invitations.issueAll(tx, newcomers, now);
    const invitations = staff.flatMap(({ staffNo, name, unitId, role }) => {
      const code = codes.get(staffNo);
      return code ? [{ staffNo, name, unitId, role, code }] : [];
    });
    return { sheets: [sheet('人员', staff, change)], invitations };
  }

  private async applyResidents(
    tx: Tx,
    workbook: RosterWorkbook,
    units: readonly OrgUnit[],
    onProgress: OnProgress | undefined,
  ): Promise<RosterReport['sheets']> {
    const communities = communitiesIn(units);
    const map = await this.territory.load(tx);
    await this.people.reassignChatHomes(tx, communities, map);
    if (!workbook.residents) return [];
    const fallback = onlyCommunity(units);
    const residents = workbook.residents.map((row) => place(row, map, fallback));
    const change = await this.people.applyResidents(tx, communities, residents, (done) =>
      onProgress?.('居民', done),
    );
    return [sheet('居民', residents, change)];
  }
}

function sheet(name: SheetName, rows: readonly unknown[], change: RosterChange) {
  return { sheet: name, rows: rows.length, change };
}

function communitiesIn(units: readonly OrgUnit[]): string[] {
  return [...new Set(units.map((unit) => unit.communityId))];
}

/** Where residents of an estate that the roster does not know are kept, when there is only one place they can be. */
function onlyCommunity(units: readonly OrgUnit[]): string {
  const [only, ...others] = units.filter((unit) => tierOf(unit.level) === 'community');
  return only && others.length === 0 ? only.id : '-';
}

function place(row: ResidentRow, map: Territory, fallback: string): RosterResident {
  const { name, phone, labels } = row;
  const [only, ...others] = estateOf(row.home.estate ?? '', map);
  const home = only && others.length === 0 ? { ...row.home, estate: only.estate } : row.home;
  const match = gridFor(home, map);
  return {
    name,
    labels,
    home,
    communityId: communityFor(home, map) ?? fallback,
    ...(phone === undefined ? {} : { phone }),
    ...(match.kind === 'matched' ? { gridId: match.gridId } : {}),
  };
}
