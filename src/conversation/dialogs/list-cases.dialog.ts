import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import type { CaseFile } from '../../cases/cases.types.js';
import { civilDateOf, instantAt, parseCivilDate } from '../../kernel/calendar.js';
import { RatingService } from '../../ratings/rating.service.js';
import { communityIdOf, unitsBelow } from '../../territory/territory.rules.js';
import { CastService } from '../cast.service.js';
import { caseLine } from '../texts/resident.texts.js';
import { staffTexts, standingForStaff } from '../texts/staff.texts.js';
import { spokenTime } from '../texts/time.texts.js';
import type { Turn } from '../turn.js';

/** A list longer than this is not read on a phone. */
const LIST_LENGTH = 20;

/** 待办: what the speaker has to do; 台账, 超时, 统计: what the whole unit has. */
@Injectable()
export class ListCasesDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly ratings: RatingService,
    private readonly casts: CastService,
  ) {}

  /** @param word the command word; undefined for plain words */
  async list(turn: Turn, word: string | undefined): Promise<void> {
    const wholeUnit = word === '台账' || word === '统计' || word === '超时';
    if (!wholeUnit || !turn.isManaging) return this.listOwn(turn);
    return word === '统计' ? this.tellFigures(turn) : this.listUnit(turn, word === '超时');
  }

  private async listOwn(turn: Turn): Promise<void> {
    const files = await this.cases.openOfAssignee(turn.tx, turn.staffNo);
    if (files.length === 0) return turn.reply(staffTexts.noneOpen);
    const shown = files.slice(0, LIST_LENGTH);
    const lines = shown.map((file) => lineOf(file, turn.now));
    turn.reply(staffTexts.todo(lines, files.length));
  }

  private async listUnit(turn: Turn, onlyOverdue: boolean): Promise<void> {
    const filter = onlyOverdue ? { overdueAt: turn.now } : {};
    const open = await this.cases.openOfCommunities(turn.tx, communitiesOf(turn), filter);
    const files = open.filter((file) => !file.avoid.includes(turn.staffNo));
    const unit = unitName(turn);
    if (files.length === 0)
      return turn.reply(onlyOverdue ? staffTexts.noneOverdue(unit) : staffTexts.noneOfUnit(unit));
    const shown = files.slice(0, LIST_LENGTH);
    const numbers = shown.map((file) => file.assigneeNo);
    const cast = await this.casts.named(turn.tx, numbers);
    const lines = shown.map(
      (file) => `${lineOf(file, turn.now)}——${cast.colleague(file.assigneeNo)}`,
    );
    turn.reply(staffTexts.openOfUnit(unit, lines, files.length));
  }

  /** 统计: a few figures; what is about the speaker is in none of the counts. */
  private async tellFigures(turn: Turn): Promise<void> {
    const since = monthStart(turn.now);
    const communities = communitiesOf(turn);
    const figures = await this.cases.figuresOf(turn.tx, communities, {
      now: turn.now,
      since,
      without: turn.staffNo,
    });
    const { answers, average } = await this.ratings.averageOf(turn.tx, communities, since);
    turn.reply(staffTexts.figures(unitName(turn), figures, answers, average));
  }
}

function unitName({ speaker, territory }: Turn): string {
  return territory.units.get(speaker.staff?.unitId ?? '')?.name ?? '社区';
}

/** Tenant keys of everything under the speaker's unit: one for a secretary, many for a street. */
function communitiesOf({ speaker, territory }: Turn): string[] {
  const unitId = speaker.staff?.unitId ?? '';
  const below = unitsBelow(unitId, territory).map((unit) => communityIdOf(unit.id, territory));
  return [...new Set([unitId, ...below])];
}

function monthStart(now: Date): Date {
  const today = civilDateOf(now);
  return instantAt(parseCivilDate(`${today.slice(0, 7)}-01`) ?? today);
}

function lineOf(file: CaseFile, now: Date): string {
  const mark = file.urgency === 'emergency' ? '【紧急】' : file.urgency === 'high' ? '【急】' : '';
  const due = file.dueAt
    ? file.dueAt < now
      ? '，已过时限'
      : `，最晚${spokenTime(file.dueAt, now)}`
    : '';
  return `${mark}${caseLine(file)}（${standingForStaff[file.status]}${due}）`;
}
