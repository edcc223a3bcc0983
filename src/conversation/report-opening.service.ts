import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseChange, CaseFile, OpenCase, Reporter } from '../cases/cases.types.js';
import { MethodProfile } from '../config/method-profile.js';
import { addMinutes, minuteOfDay, minuteOfDayText } from '../kernel/calendar.js';
import { communityOf } from '../territory/territory.rules.js';
import { describePlace } from '../understanding/place.rules.js';
import type { PlaceText } from '../understanding/understanding.types.js';
import { AnnouncementService } from './announcement.service.js';
import { CastService } from './cast.service.js';
import { ConcernedService } from './concerned.service.js';
import type { PendingReport } from './conversation.types.js';
import { addressOf, optional } from './report.rules.js';
import { ReportFactsService } from './report-facts.service.js';
import { emergencyFirstWords, emergencyTexts } from './texts/emergency.texts.js';
import { residentTexts } from './texts/resident.texts.js';
import { staffTexts } from './texts/staff.texts.js';
import { talkTexts } from './texts/talk.texts.js';
import { spokenTime } from './texts/time.texts.js';
import type { Turn } from './turn.js';
import { unnamedReport } from './unnamed.rules.js';

/** Of the category table. */
const NOISE = '噪声扰民';

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
    private readonly casts: CastService,
    private readonly profile: MethodProfile,
    private readonly facts: ReportFactsService,
    private readonly concerned: ConcernedService,
  ) {}

  /** Opens one case for each matter of the report; the speaker gets one answer for all. */
  async open(turn: Turn, told: PendingReport, destination: Destination): Promise<CaseFile[]> {
    const { place, gridId } = destination;
    const known = await this.facts.completed(turn, { ...told, place }, place, gridId);
    const report = known.anonymous ? unnamedReport(known, turn.speaker) : known;
    const shown = { ...destination, place: report.place };
    const target = isQuiet(report) ? hideFromGrid(turn, shown) : shown;
    const files: CaseFile[] = [];
    for (const [index, matter] of [report, ...report.others].entries()) {
      const media = index === 0 ? report.media : [];
      files.push(await this.openOne(turn, report, { ...matter, media }, target));
    }
    turn.settle();
    await this.answer(turn, report, files);
    this.gather(turn, files[0]);
    return files;
  }

  /** From now on pieces of the same report join the case. */
  gather(turn: Turn, file: CaseFile | undefined, stage: 'report' | 'result' = 'report'): void {
    if (!file) return;
    const until = addMinutes(turn.now, this.profile.gatheringMinutes).toISOString();
    turn.remember({ gathering: { caseNumber: file.number, until, stage } });
  }

  /** A party next door at two in the morning: nobody of the community can come now, the police can. */
  private isNightNoise(turn: Turn, file: CaseFile): boolean {
    const { from, to } = this.profile.quietHours;
    const [start, end, now] = [minuteOfDayText(from), minuteOfDayText(to), minuteOfDay(turn.now)];
    const isQuiet = start <= end ? now >= start && now < end : now >= start || now < end;
    return isQuiet && file.subcategory === NOISE;
  }

  private async tip(turn: Turn): Promise<string> {
    return (await this.facts.maybeKnown(turn)) ? talkTexts.maybeChangedAccount : talkTexts.tipHome;
  }

  private async openOne(
    turn: Turn,
    report: PendingReport,
    matter: Pick<OpenCase, 'text' | 'kind' | 'category' | 'subcategory' | 'media'>,
    target: Destination,
  ): Promise<CaseFile> {
    const input: OpenCase = {
      text: matter.text,
      kind: matter.kind,
      category: matter.category,
      ...optional('subcategory', matter.subcategory),
      urgency: report.urgency,
      place: describePlace(target.place),
      address: addressOf(target.place),
      ...optional('gridId', target.gridId),
      ...optional('communityId', target.communityId),
      ...optional('about', report.about),
      reporter: reporterOf(turn, report),
      media: matter.media,
    };
    const change = await this.cases.open(
      turn.tx,
      input,
      { kind: 'resident', contactId: turn.contactId },
      turn.now,
    );
    await this.announceOpening(turn, change, report);
    const isOpen = !report.anonymous && !report.about && report.danger !== 'violence';
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

  /** The answer goes before the pushes: the person who is waiting comes first. */
  private async answer(
    turn: Turn,
    report: PendingReport,
    files: readonly CaseFile[],
  ): Promise<void> {
    const [file] = files;
    if (!file) return;
    const cast = await this.casts.of(turn.tx, [file.assigneeNo]);
    const name = cast.name(file.assigneeNo);
    const isTold = cast.contact(file.assigneeNo) !== undefined;
    const who = isTold ? residentTexts.told(name) : residentTexts.handledBy(name);
    const by = file.dueAt ? `${spokenTime(file.dueAt, turn.now)}前` : '尽快';
    const pushes = turn.messages.splice(0);
    const isStranger =
      !turn.speaker.resident && !turn.speaker.staff && report.urgency !== 'emergency';
    const tip = isStranger && file.gridId ? `\n${await this.tip(turn)}` : '';
    const isOwn =
      turn.speaker.staff !== undefined && file.assigneeNo === turn.speaker.staff.staffNo;
    const night = this.isNightNoise(turn, file) ? `\n${residentTexts.noiseAtNight}` : '';
    const words = isOwn
      ? staffTexts.ownOpened(files, by)
      : openingWords({
          report,
          files,
          name,
          who,
          by,
          ...(!isTold && optional('phone', cast.staff(file.assigneeNo)?.phone)),
        });
    // Several at once: no single one is what the talk is about from now on.
    turn.reply(words + night + tip, files.length === 1 ? file.number : undefined);
    turn.messages.push(...pushes);
  }
}

/** What the reporter reads; in danger the number to call comes first. */
function openingWords(opening: {
  readonly report: PendingReport;
  readonly files: readonly CaseFile[];
  readonly name: string;
  /** 「已经告诉…」, or only who will see to it. */
  readonly who: string;
  readonly by: string;
  /** Of somebody who cannot be reached by chat. */
  readonly phone?: string;
}): string {
  const { report, files, name, who, by, phone } = opening;
  const [file] = files as readonly [CaseFile, ...CaseFile[]];
  if (isQuiet(report))
    return `${emergencyFirstWords('violence')}\n${emergencyTexts.toldQuietly(file.number)}`;
  if (report.urgency === 'emergency') {
    // A fight among others is for the police at once; only who is hurt at home and may be watched is answered quietly.
    const danger = report.danger === 'violence' ? 'crime' : report.danger;
    const told = phone
      ? emergencyTexts.notReached(name, phone, file.number)
      : emergencyTexts.told(name, file.number);
    return `${emergencyFirstWords(danger)}\n${told}`;
  }
  const kept = report.anonymous ? `\n${residentTexts.kept}` : '';
  if (files.length > 1) return residentTexts.openedSeveral(files, who, by) + kept;
  if (report.media.some((item) => item.kind === 'voice') && report.text === '') {
    return residentTexts.voiceOpened(file.number, name, by) + kept;
  }
  return file.status === 'registered'
    ? residentTexts.openedForSorting(file, name, by) + kept
    : residentTexts.opened(file, who, by) + kept;
}

/** Somebody hurt at home may be watched: no call, no loud push, one person only. */
export function isQuiet(report: PendingReport): boolean {
  return (
    report.danger === 'violence' &&
    /家暴|打(?:我|老婆|孩子|妈)|老公|丈夫|老婆|媳妇|男朋友|前夫|对象|我爸|继父|不敢/u.test(
      report.text,
    )
  );
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

function reporterOf(turn: Turn, report: PendingReport): Reporter {
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
