import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseChange, CaseFile, OpenCase, Reporter } from '../cases/cases.types.js';
import { MethodProfile } from '../config/method-profile.js';
import { addMinutes } from '../kernel/calendar.js';
import { communityOf } from '../territory/territory.rules.js';
import { describePlace } from '../understanding/place.rules.js';
import type { PlaceText } from '../understanding/understanding.types.js';
import { AnnouncementService } from './announcement.service.js';
import { ConcernedService } from './concerned.service.js';
import type { PendingReport } from './conversation.types.js';
import { OpeningAnswerService } from './opening-answer.service.js';
import { addressOf, isQuiet, mattersOf, optional } from './report.rules.js';
import { ReportFactsService } from './report-facts.service.js';
import { SubjectsService } from './subjects.service.js';
import type { Turn } from './turn.js';
import { unnamedReport } from './unnamed.rules.js';

/** Where a report goes; without a grid a person sorts it. */
export interface Destination {
  readonly place: PlaceText;
  readonly gridId?: string;
  readonly communityId?: string;
}

/** Opens the cases of a report, tells everybody, and answers the one who reported. */
@Injectable()
export class ReportOpeningService {
  constructor(
    private readonly cases: CaseService,
    private readonly announcements: AnnouncementService,
    private readonly answers: OpeningAnswerService,
    private readonly profile: MethodProfile,
    private readonly facts: ReportFactsService,
    private readonly concerned: ConcernedService,
    private readonly subjects: SubjectsService,
  ) {}

  /**
   * Opens one case for each matter of the report; the speaker gets one answer for all.
   * @param elsewhere where the further matters go; undefined = where the first goes
   */
  async open(
    turn: Turn,
    told: PendingReport,
    destination: Destination,
    elsewhere: readonly (Destination | undefined)[] = [],
  ): Promise<CaseFile[]> {
    const files: CaseFile[] = [];
    const [first, ...others] = mattersOf(told) as [PendingReport, ...PendingReport[]];
    files.push(await this.openMatter(turn, first, destination));
    for (const [index, matter] of others.entries())
      files.push(await this.openMatter(turn, matter, elsewhere[index] ?? destination));
    // The numbers of a list that was offered are still good.
    if (turn.state.dialog?.name !== 'choose-case') turn.settle();
    await this.answers.answer(turn, told, files);
    this.gather(turn, files[0]);
    return files;
  }

  /** From now on pieces of the same report join the case. */
  gather(turn: Turn, file: CaseFile | undefined, stage: 'report' | 'result' = 'report'): void {
    if (!file) return;
    const until = addMinutes(turn.now, this.profile.gatheringMinutes).toISOString();
    turn.remember({ gathering: { caseNumber: file.number, until, stage } });
  }

  private async openMatter(
    turn: Turn,
    told: PendingReport,
    destination: Destination,
  ): Promise<CaseFile> {
    const known = await this.facts.completed(turn, { ...told, place: destination.place });
    const report = known.anonymous ? unnamedReport(known, turn.speaker) : known;
    const shown = { ...destination, place: report.place };
    const target = isQuiet(report) || isUnnamedVoice(report) ? hideFromGrid(turn, shown) : shown;
    const actor = { kind: 'resident', contactId: turn.contactId } as const;
    const subjects = await this.subjects.of(turn, known.text, target, known.about);
    const input = { ...openCaseOf(turn, report, target), ...subjects };
    const change = await this.cases.open(turn.tx, input, actor, turn.now);
    await this.announceOpening(turn, change, report);
    const isOpen = !report.anonymous && !subjects.about && report.danger !== 'violence';
    if (isOpen && report.urgency !== 'emergency') turn.opened.push(change.after);
    const joined = isOpen && (await this.concerned.join(turn, change.after, report.concerned));
    return joined ? joined.after : change.after;
  }

  private async announceOpening(
    turn: Turn,
    change: CaseChange,
    report: PendingReport,
  ): Promise<void> {
    const messages = await this.announcements.announce(turn.tx, change, {
      exceptContact: turn.contactId,
      media: report.media,
      quiet: isQuiet(report),
    });
    turn.messages.push(...messages);
  }
}

function openCaseOf(turn: Turn, report: PendingReport, target: Destination): OpenCase {
  return {
    text: report.text,
    kind: report.kind,
    category: report.category,
    ...optional('subcategory', report.subcategory),
    urgency: report.urgency,
    place: describePlace(target.place),
    address: addressOf(target.place),
    ...optional('gridId', target.gridId),
    ...optional('communityId', target.communityId),
    reporter: reporterOf(turn, report),
    media: report.media,
  };
}

/** Only a voice, and nobody of the grid may hear it. */
function isUnnamedVoice({ anonymous, text, media }: PendingReport): boolean {
  return anonymous && text === '' && media.some(({ kind }) => kind === 'voice');
}

/** A quiet case goes to the secretary, not to the worker who lives next door. */
function hideFromGrid(turn: Turn, destination: Destination): Destination {
  const community = destination.gridId
    ? communityOf(destination.gridId, turn.territory)?.id
    : undefined;
  return {
    place: destination.place,
    ...optional('communityId', community ?? destination.communityId ?? turn.communityId),
  };
}

/** The speaker as one who raises the matter. */
export function reporterOf(turn: Turn, report: PendingReport): Reporter {
  const { contact, resident, staff } = turn.speaker;
  const phone = report.phone ?? resident?.phone ?? staff?.phone;
  return {
    accountId: contact.accountId,
    contactId: contact.id,
    ...optional('residentId', resident?.id),
    name: resident?.name ?? staff?.name ?? contact.displayName,
    ...optional('phone', phone),
    anonymous: report.anonymous,
    ...optional('concerned', report.concerned),
  };
}
