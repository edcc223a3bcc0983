import { Injectable } from '@nestjs/common';
import { DutyService } from '../people/duty.service.js';
import type { Staff } from '../people/people.types.js';
import { StaffService } from '../people/staff.service.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { communityIdOf } from '../territory/territory.rules.js';
import { TerritoryService } from '../territory/territory.service.js';
import type { Territory } from '../territory/territory.types.js';
import {
  higherLevel,
  levelsAbove,
  levelWith,
  officeOfBureau,
  overseesCommunity,
} from './assignment.rules.js';
import { AssigneeAvoidedError, NotYourCaseError } from './cases.errors.js';
import type { CaseFile, CaseLevel, CaseStatus, CaseSubject } from './cases.types.js';

/** Unit of cases that were heard before any roster was loaded. */
const NOWHERE = '-';

/** Where a matter lies and whom it must pass over. */
export interface Whereabouts {
  readonly gridId?: string;
  readonly communityId?: string;
  readonly about?: CaseSubject;
  /** Staff it must not go to, beside those the subject names. */
  readonly avoid?: readonly string[];
}

/** The one person who answers, from where, and at which level. */
export interface Assignment {
  readonly level: CaseLevel;
  readonly unitId: string;
  readonly assigneeNo: string | undefined;
}

/** Where a new (or newly placed) case goes. */
export interface Placement extends Assignment {
  readonly status: Extract<CaseStatus, 'assigned' | 'registered'>;
  /** Tenant key, should the case be opened here. */
  readonly communityId: string;
  readonly avoid: readonly string[];
}

/** Finds the one responsible person for every situation of a case. */
@Injectable()
export class AssignmentService {
  constructor(
    private readonly duty: DutyService,
    private readonly staff: StaffService,
    private readonly territories: TerritoryService,
  ) {}

  /** The grid's first worker; the secretary's triage without a grid, the street's without a community. */
  async place(tx: Tx, where: Whereabouts): Promise<Placement> {
    if (where.gridId) return this.placeInGrid(tx, where.gridId, where);
    const avoid = await this.avoided(tx, where);
    const { staff, unitId = NOWHERE } = await this.duty.triageOwner(tx, where.communityId, {
      avoid,
    });
    const territory = await this.territories.current(tx);
    const communityId = where.communityId ?? communityIdOf(unitId, territory);
    const nobody = { level: 'community', unitId, assigneeNo: undefined } as const;
    // Where the secretary is missing or meant, the case lies where the one stands who takes it instead.
    const found = staff ? assignmentOf(staff, 'community', territory) : nobody;
    return { ...found, status: 'registered', communityId, avoid };
  }

  /** The first person above who is not the present one: for escalation. Undefined when nobody stands above. */
  async above(tx: Tx, file: CaseFile): Promise<Assignment | undefined> {
    for (const level of levelsAbove(file.level)) {
      const staff = await this.duty.ownerOfLevel(tx, level, this.groundOf(file), {
        avoid: file.avoid,
      });
      if (staff && staff.staffNo !== file.assigneeNo)
        return assignmentOf(staff, level, await this.territories.current(tx));
    }
    return undefined;
  }

  /** Who takes it over from somebody whom it turned out to be about; undefined when nobody else is left. */
  async past(
    tx: Tx,
    file: CaseFile,
    about: CaseSubject | undefined,
    avoid: readonly string[],
  ): Promise<Assignment | undefined> {
    const level = higherLevel(file.level, levelPast(about));
    const staff = await this.duty.ownerOfLevel(tx, level, this.groundOf(file), { avoid });
    return staff && assignmentOf(staff, level, await this.territories.current(tx));
  }

  /** The secretary, to whom a case is given back; whoever stands in for her otherwise. */
  async secretaryOf(tx: Tx, file: CaseFile): Promise<Assignment | undefined> {
    const staff = await this.duty.ownerOfLevel(tx, 'community', this.groundOf(file), {
      avoid: file.avoid,
    });
    return staff && assignmentOf(staff, 'community', await this.territories.current(tx));
  }

  /**
   * Who decides where a case goes that was given back: the secretary; for a bureau the office to which it belongs, since a
   * secretary does not overrule a bureau.
   */
  async decider(tx: Tx, file: CaseFile, staffNo: string): Promise<Assignment | undefined> {
    const office = await this.officeOf(tx, staffNo);
    if (!office) return this.secretaryOf(tx, file);
    const staff = await this.duty.ownerOfLevel(tx, office, this.groundOf(file), {
      avoid: file.avoid,
    });
    return staff && assignmentOf(staff, office, await this.territories.current(tx));
  }

  /** The level of the office to which a bureau belongs; undefined for whoever is no bureau. */
  async officeOf(tx: Tx, staffNo: string): Promise<CaseLevel | undefined> {
    const staff = await this.staff.findByNo(tx, staffNo);
    return staff && officeOfBureau(staff, await this.territories.current(tx));
  }

  /** The same person as before where still in office, else whoever answers for that level now. */
  async again(tx: Tx, file: CaseFile): Promise<Assignment> {
    const { level, unitId, assigneeNo } = file;
    const before = assigneeNo === undefined ? undefined : await this.staff.findByNo(tx, assigneeNo);
    if (before?.active && !file.avoid.includes(before.staffNo))
      return { level, unitId, assigneeNo };
    const owner = await this.duty.ownerOfLevel(tx, level, this.groundOf(file), {
      avoid: file.avoid,
    });
    if (!owner) return { level, unitId, assigneeNo };
    return assignmentOf(owner, level, await this.territories.current(tx));
  }

  /**
   * A named person.
   * @throws StaffUnknownError for an unknown number; AssigneeAvoidedError when the case is about that person
   */
  async named(tx: Tx, file: CaseFile, staffNo: string): Promise<Assignment> {
    const staff = await this.staff.getByNo(tx, staffNo);
    if (file.avoid.includes(staff.staffNo)) throw new AssigneeAvoidedError(file.number, staffNo);
    const level = levelWith(staff, await this.territories.current(tx), file.level);
    return { level, unitId: staff.unitId, assigneeNo: staff.staffNo };
  }

  /**
   * Lets pass who answers for the case or for everything around it.
   * @throws NotYourCaseError for anybody else, and for those it is about
   */
  async requireOverseer(tx: Tx, file: CaseFile, staffNo: string): Promise<void> {
    if (file.assigneeNo === staffNo) return;
    const staff = await this.staff.findByNo(tx, staffNo);
    const territory = await this.territories.current(tx);
    const oversees = staff && overseesCommunity(staff, file.communityId, territory);
    if (!oversees || file.avoid.includes(staffNo))
      throw new NotYourCaseError(file.number, file.assigneeNo);
  }

  /**
   * Lets pass whoever stands above the level at which the case lies: its owner, or an office over that community.
   * @throws NotYourCaseError for anybody else, the one who has it included
   */
  async requireAbove(tx: Tx, file: CaseFile, staffNo: string): Promise<void> {
    if ((await this.above(tx, file))?.assigneeNo === staffNo) return;
    await this.requireOverseer(tx, file, staffNo);
    const staff = await this.staff.findByNo(tx, staffNo);
    const own = staff && levelWith(staff, await this.territories.current(tx), file.level);
    if (!own || !levelsAbove(file.level).includes(own) || file.assigneeNo === staffNo)
      throw new NotYourCaseError(file.number, file.assigneeNo);
  }

  private async placeInGrid(
    tx: Tx,
    gridId: string,
    where: Pick<Whereabouts, 'about' | 'avoid'>,
  ): Promise<Placement> {
    const territory = await this.territories.current(tx);
    const communityId = communityIdOf(gridId, territory);
    const avoid = await this.avoided(tx, { ...where, gridId, communityId });
    const base = { status: 'assigned', communityId, avoid } as const;
    const wanted = levelPast(where.about);
    const staff =
      wanted === 'on_spot'
        ? await this.duty.responsibleFor(tx, gridId, { avoid })
        : await this.duty.ownerOfLevel(tx, wanted, gridId, { avoid });
    if (!staff) return { ...base, level: wanted, unitId: gridId, assigneeNo: undefined };
    const found = assignmentOf(staff, wanted, territory);
    // A stand-in from the next grid answers for this one: the unit stays the grid of the door.
    return { ...base, ...found, unitId: found.level === 'on_spot' ? gridId : found.unitId };
  }

  /** Those whom the matter is about. Nobody where the ground is unknown: then it starts above them anyway. */
  private async avoided(tx: Tx, where: Whereabouts): Promise<string[]> {
    const meant = await this.meantBy(tx, where);
    return [...new Set([...(where.avoid ?? []), ...meant.map((person) => person.staffNo)])];
  }

  private async meantBy(tx: Tx, { gridId, communityId, about }: Whereabouts): Promise<Staff[]> {
    if (about === 'worker' && gridId) return this.staff.listOfUnit(tx, gridId);
    if (about !== 'secretary' || !communityId) return [];
    const secretary = await this.staff.secretaryOf(tx, communityId);
    return secretary ? [secretary] : [];
  }

  private groundOf(file: CaseFile): string {
    return file.gridId ?? file.communityId;
  }
}

/** The level at which a matter about somebody starts: above them. */
function levelPast(about: CaseSubject | undefined): CaseLevel {
  if (about === 'worker') return 'community';
  return about === 'secretary' ? 'partners' : 'on_spot';
}

function assignmentOf(staff: Staff, wanted: CaseLevel, territory: Territory): Assignment {
  const level = higherLevel(wanted, levelWith(staff, territory, wanted));
  return { level, unitId: staff.unitId, assigneeNo: staff.staffNo };
}
