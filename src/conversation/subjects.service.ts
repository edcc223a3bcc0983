import { Injectable } from '@nestjs/common';
import type { CaseSubject } from '../cases/cases.types.js';
import { DutyService } from '../people/duty.service.js';
import type { Staff } from '../people/people.types.js';
import { StaffService } from '../people/staff.service.js';
import { tierOf } from '../territory/level.rules.js';
import { chainUp, communityOf } from '../territory/territory.rules.js';
import { type Called, speaksOf } from '../understanding/subject.rules.js';
import { optional } from './report.rules.js';
import type { Turn } from './turn.js';

/** Whom words are about: they never reach these people. */
export interface Subjects {
  readonly about?: CaseSubject;
  /** Staff numbers. */
  readonly avoid: readonly string[];
}

/** Where the matter lies, as far as it is known. */
export interface Ground {
  readonly gridId?: string;
  readonly communityId?: string;
  /** The speaker passes on what somebody else said: it may be about themselves. */
  readonly isPassedOn?: boolean;
}

const GRID_WORKER = /网格/u;

/** Finds out which of our own people the words of a matter speak of: those near the place by any call, others by name. */
@Injectable()
export class SubjectsService {
  constructor(
    private readonly staff: StaffService,
    private readonly duty: DutyService,
  ) {}

  /** @param said what the words blame by office, as they were read without the roster */
  async of(turn: Turn, text: string, ground: Ground, said?: CaseSubject): Promise<Subjects> {
    const communityId = communityAt(turn, ground);
    const near = await this.near(turn, ground.gridId, communityId);
    const far = await this.far(turn, text, ground, near);
    const secretary = communityId ? await this.staff.secretaryOf(turn.tx, communityId) : undefined;
    const spokenOf = [...near, ...far].filter(
      (person) =>
        (ground.isPassedOn || person.staffNo !== turn.speaker.staff?.staffNo) &&
        speaksOf(text, called(person, near.includes(person), secretary)),
    );
    const isAbove = ({ staffNo, unitId }: Staff) =>
      staffNo === secretary?.staffNo || isOverCommunities(turn, unitId);
    const isOfGrid = said === 'worker' || spokenOf.length > 0;
    const about =
      said === 'secretary' || spokenOf.some(isAbove) ? 'secretary' : isOfGrid ? 'worker' : said;
    return { ...optional('about', about), avoid: await this.withColleagues(turn, spokenOf) };
  }

  /** Those who would get the matter first: the workers of the grid, the people of the community's office. */
  private near(turn: Turn, gridId: string | undefined, communityId: string | undefined) {
    const units = [gridId, communityId].filter((unit): unit is string => unit !== undefined);
    return this.staff.listOfUnits(turn.tx, units);
  }

  /** Others of the same community, those above it, and with an unknown place everybody who is named. */
  private async far(
    turn: Turn,
    text: string,
    ground: Ground,
    near: readonly Staff[],
  ): Promise<Staff[]> {
    const communityId = communityAt(turn, ground);
    const known = communityId ?? ground.communityId;
    const start = known ?? (await this.duty.triageOwner(turn.tx, undefined)).unitId ?? '';
    const chain = chainUp(start, turn.territory).map(({ id }) => id);
    const above = await this.staff.listOfUnits(
      turn.tx,
      chain.filter((id) => id !== communityId),
    );
    const named = await this.staff.listNamedIn(turn.tx, text);
    const here = named.filter(
      (one) => !communityId || one.communityId === communityId || chain.includes(one.unitId),
    );
    const others = [...new Set([...above, ...here])];
    return others.filter(({ staffNo }) => !near.some((one) => one.staffNo === staffNo));
  }

  /** A stand-in should not judge the one he stands in for: who shares a grid is passed over together. */
  private async withColleagues(turn: Turn, people: readonly Staff[]): Promise<string[]> {
    const grids = people
      .map(({ unitId }) => unitId)
      .filter((id) => tierOf(turn.territory.units.get(id)?.level ?? '') === 'grid');
    const colleagues = await this.staff.listOfUnits(turn.tx, [...new Set(grids)]);
    return [...new Set([...people, ...colleagues].map(({ staffNo }) => staffNo))];
  }
}

/** Undefined where only the street is known. */
function communityAt({ territory }: Turn, { gridId, communityId }: Ground): string | undefined {
  const unitId = gridId ?? communityId;
  return unitId === undefined ? undefined : communityOf(unitId, territory)?.id;
}

function isOverCommunities(turn: Turn, unitId: string): boolean {
  const tier = tierOf(turn.territory.units.get(unitId)?.level ?? '');
  return tier === 'street' || tier === 'district';
}

function called({ name, role, staffNo }: Staff, isNear: boolean, secretary?: Staff): Called {
  if (staffNo === secretary?.staffNo) return { name, office: 'secretary', isNear };
  return isNear && GRID_WORKER.test(role) ? { name, office: 'worker', isNear } : { name, isNear };
}
