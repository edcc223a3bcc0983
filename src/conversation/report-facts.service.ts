import { Injectable } from '@nestjs/common';
import { ContactService } from '../messages/contact.service.js';
import { ResidentService } from '../people/resident.service.js';
import type { Address } from '../territory/territory.types.js';
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
    private readonly contacts: ContactService,
  ) {}

  /** The report with what the roster adds: somebody frail behind that very door needs help sooner (why is told to nobody). */
  async completed(turn: Turn, report: PendingReport): Promise<PendingReport> {
    const { place } = report;
    const isInside = place.room && !SHARED.test(report.text);
    const needsHelp = report.kind === '求助' && report.urgency === 'normal' && isInside;
    const isUrgent = needsHelp && (await this.isFrailDoor(turn, addressOf(place)));
    return isUrgent ? { ...report, urgency: 'high' } : report;
  }

  /** Whether a stranger goes by the name of somebody we know: perhaps the same person with a new account. */
  async maybeKnown(turn: Turn): Promise<boolean> {
    const { resident, staff, contact } = turn.speaker;
    return !resident && !staff && (await this.contacts.hasNamesake(turn.tx, contact));
  }

  private async isFrailDoor(turn: Turn, door: Address): Promise<boolean> {
    const [one] = await this.residents.listOfHome(turn.tx, door);
    return one !== undefined && this.residents.isVulnerable(turn.tx, one);
  }
}
