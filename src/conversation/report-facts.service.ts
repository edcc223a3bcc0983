import { Injectable } from '@nestjs/common';
import { ContactService } from '../messages/contact.service.js';
import { DutyService } from '../people/duty.service.js';
import { ResidentService } from '../people/resident.service.js';
import { communityOf } from '../territory/territory.rules.js';
import type { Address } from '../territory/territory.types.js';
import { complainsOf } from './conduct.rules.js';
import type { PendingReport } from './conversation.types.js';
import { addressOf } from './report.rules.js';
import type { Turn } from './turn.js';

/** Places that everybody uses: trouble there is not the trouble of one door. */
const SHARED = /楼道|楼[上下]|门口|小区|院|路|电梯|垃圾|隔壁|对门|单元|车/u;

/** What the house knows beyond the words of a report. */
@Injectable()
export class ReportFactsService {
  constructor(
    private readonly residents: ResidentService,
    private readonly duty: DutyService,
    private readonly contacts: ContactService,
  ) {}

  /**
   * The report with what the roster adds: somebody frail behind that very door needs help sooner (why is told to
   * nobody); a complaint that names the responsible worker or the secretary is about them.
   */
  async completed(
    turn: Turn,
    report: PendingReport,
    place: PendingReport['place'],
    gridId: string | undefined,
  ): Promise<PendingReport> {
    const about = report.about ?? (gridId && (await this.aboutWhom(turn, report, gridId)));
    const isInside = place.room && !SHARED.test(report.text);
    const needsHelp = report.kind === '求助' && report.urgency === 'normal' && isInside;
    const isUrgent = needsHelp && (await this.isFrailDoor(turn, addressOf(place)));
    return {
      ...report,
      ...(about && { about }),
      ...(isUrgent && { urgency: 'high' as const }),
    };
  }

  /** Whether a stranger goes by the name of somebody we know: perhaps the same person with a new account. */
  async maybeKnown(turn: Turn): Promise<boolean> {
    const { resident, staff, contact } = turn.speaker;
    return !resident && !staff && (await this.contacts.hasNamesake(turn.tx, contact));
  }

  private async aboutWhom(
    turn: Turn,
    report: PendingReport,
    gridId: string,
  ): Promise<PendingReport['about']> {
    if (report.kind !== '投诉' && report.kind !== '举报') return undefined;
    const worker = await this.duty.responsibleFor(turn.tx, gridId);
    if (worker && complainsOf(report.text, worker.name)) return 'worker';
    const community = communityOf(gridId, turn.territory)?.id;
    const { staff } = await this.duty.triageOwner(turn.tx, community);
    return staff && complainsOf(report.text, staff.name) ? 'secretary' : undefined;
  }

  private async isFrailDoor(turn: Turn, door: Address): Promise<boolean> {
    const [one] = await this.residents.listOfHome(turn.tx, door);
    return one !== undefined && this.residents.isVulnerable(turn.tx, one);
  }
}
