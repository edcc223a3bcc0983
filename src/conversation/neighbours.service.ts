import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import { addMinutes } from '../kernel/calendar.js';
import { TimerService } from '../messages/timer.service.js';
import { communityIdOf } from '../territory/territory.rules.js';
import type { PendingReport } from './conversation.types.js';
import { SHARED_SINCE_DAYS, sameAmong, sharedMatterOf } from './neighbours.rules.js';
import { optional, type PlaceDecision } from './report.rules.js';
import { residentTexts } from './texts/resident.texts.js';
import type { Turn } from './turn.js';

/** Kind of the timer that opens a case of its own for who did not answer; its subject is the contact. */
export const SILENT_TIMER = 'offer-join.silent';

/** How long the answer is waited for. Ours: a report should not lie longer without a number. */
const ANSWER_MINUTES = 30;

/**
 * Several people often see the same broken thing. Who reports what a neighbour has reported is asked whether to follow
 * that case; nothing is said of who the neighbour is. Costs one statement, and only where a shared thing was named.
 */
@Injectable()
export class NeighboursService {
  constructor(
    private readonly cases: CaseService,
    private readonly timers: TimerService,
  ) {}

  /** Asks whether to join a neighbour's case; false when there is none, and nothing was said. */
  async offer(
    turn: Turn,
    report: PendingReport,
    { place, gridId }: Extract<PlaceDecision, { kind: 'matched' }>,
  ): Promise<boolean> {
    const matter = turn.speaker.staff ? undefined : sharedMatterOf(report, place);
    if (!matter) return false;
    const communityId = communityIdOf(gridId, turn.territory);
    const open = await this.cases.openOfNeighbours(turn.tx, {
      communityId,
      contactId: turn.contactId,
      since: addMinutes(turn.now, -SHARED_SINCE_DAYS * 24 * 60),
      ...optional('estate', place.estate),
    });
    const same = sameAmong(matter, open);
    if (!same) return false;
    const told = { ...report, place };
    turn.ask({ name: 'offer-join', version: 1, report: told, gridId, caseNumber: same.number });
    turn.reply(residentTexts.offerJoin);
    const dueAt = addMinutes(turn.now, ANSWER_MINUTES);
    await this.timers.set(turn.tx, {
      communityId,
      kind: SILENT_TIMER,
      subject: turn.contactId,
      dueAt,
    });
    return true;
  }
}
