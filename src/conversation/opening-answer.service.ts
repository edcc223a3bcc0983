import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../cases/cases.types.js';
import { MethodProfile } from '../config/method-profile.js';
import { minuteOfDay, minuteOfDayText } from '../kernel/calendar.js';
import { type Cast, CastService } from './cast.service.js';
import type { PendingReport } from './conversation.types.js';
import { isPraise } from './praise.rules.js';
import { isQuiet, optional } from './report.rules.js';
import { ReportFactsService } from './report-facts.service.js';
import { emergencyFirstWords, emergencyTexts } from './texts/emergency.texts.js';
import { residentTexts } from './texts/resident.texts.js';
import { staffTexts } from './texts/staff.texts.js';
import { talkTexts } from './texts/talk.texts.js';
import { spokenLimit } from './texts/time.texts.js';
import type { Turn } from './turn.js';

/** Of the category table. */
const NOISE = '噪声扰民';

/** Who has a case now and until when an answer is promised, in words. */
interface Told {
  readonly file: CaseFile;
  /** 「社区的李明」 */
  readonly name: string;
  /** 「已经告诉…」, or only who will see to it. */
  readonly who: string;
  readonly by: string;
  /** Of somebody who cannot be reached by chat. */
  readonly phone?: string;
}

/** The one answer to whoever reported something, however many matters it was. */
@Injectable()
export class OpeningAnswerService {
  constructor(
    private readonly casts: CastService,
    private readonly profile: MethodProfile,
    private readonly facts: ReportFactsService,
  ) {}

  /** Goes before the pushes: the person who is waiting comes first. */
  async answer(turn: Turn, report: PendingReport, files: readonly CaseFile[]): Promise<void> {
    const [file] = files;
    if (!file) return;
    const numbers = files.map(({ assigneeNo }) => assigneeNo);
    const cast = await this.casts.of(turn.tx, numbers);
    const told = files.map((one) => toldOf(one, cast, turn.now));
    const pushes = turn.messages.splice(0);
    const isOwn = numbers.every((no) => no !== undefined && no === turn.speaker.staff?.staffNo);
    const words = isOwn
      ? staffTexts.ownOpened(files, told[0]?.by ?? '')
      : openingWords(report, told as [Told, ...Told[]]);
    const more = [
      this.isNightNoise(turn, file) ? residentTexts.noiseAtNight : '',
      await this.tip(turn, report, file),
    ];
    const text = [words, ...more].filter(Boolean).join('\n');
    // Several at once: no single one is what the talk is about from now on.
    turn.reply(text, files.length === 1 ? file.number : undefined);
    turn.messages.push(...pushes);
  }

  /** A party next door at two in the morning: nobody of the community can come now, the police can. */
  private isNightNoise(turn: Turn, file: CaseFile): boolean {
    const { from, to } = this.profile.quietHours;
    const [start, end, now] = [minuteOfDayText(from), minuteOfDayText(to), minuteOfDay(turn.now)];
    const isNight = start <= end ? now >= start && now < end : now >= start || now < end;
    return isNight && file.subcategory === NOISE;
  }

  /** How a stranger need not say the address every time. */
  private async tip(turn: Turn, report: PendingReport, file: CaseFile): Promise<string> {
    const { resident, staff } = turn.speaker;
    if (resident || staff || report.urgency === 'emergency' || !file.gridId) return '';
    return (await this.facts.maybeKnown(turn)) ? talkTexts.maybeChangedAccount : talkTexts.tipHome;
  }
}

function toldOf(file: CaseFile, cast: Cast, now: Date): Told {
  const name = cast.name(file.assigneeNo);
  const isReached = cast.contact(file.assigneeNo) !== undefined;
  return {
    file,
    name,
    who: isReached ? residentTexts.told(name) : residentTexts.handledBy(name),
    by: spokenLimit(file.dueAt, now),
    ...(!isReached && optional('phone', cast.staff(file.assigneeNo)?.phone)),
  };
}

/** What the reporter reads; in danger the number to call comes first. */
function openingWords(report: PendingReport, told: readonly [Told, ...Told[]]): string {
  const [first, ...others] = told;
  const { file, name, who, by } = first;
  if (isQuiet(report))
    return `${emergencyFirstWords('violence')}\n${emergencyTexts.toldQuietly(file.number)}`;
  if (report.urgency === 'emergency') return emergencyWords(report, first, others);
  const kept = report.anonymous ? `\n${residentTexts.kept}` : '';
  if (others.length > 0) return severalWords(told) + kept;
  const isOnlyVoice = report.media.some(({ kind }) => kind === 'voice') && report.text === '';
  if (isOnlyVoice) return residentTexts.voiceOpened(file.number, name, by) + kept;
  if (isPraise(report, report.text)) return residentTexts.praised(file.number, name) + kept;
  return file.status === 'registered'
    ? residentTexts.openedForSorting(file, name, by) + kept
    : residentTexts.opened(file, who, by) + kept;
}

function emergencyWords(report: PendingReport, first: Told, others: readonly Told[]): string {
  const { file, name, phone } = first;
  // A fight among others is for the police at once; only who is hurt at home and may be watched is answered quietly.
  const danger = report.danger === 'violence' ? 'crime' : report.danger;
  const told = phone
    ? emergencyTexts.notReached(name, phone, file.number)
    : emergencyTexts.told(name, file.number);
  const also = others.length > 0 ? [residentTexts.openedAlso(others.map((one) => one.file))] : [];
  return [emergencyFirstWords(danger), told, ...also].join('\n');
}

/** One line for all where one person has them all, else who has which. */
function severalWords(told: readonly [Told, ...Told[]]): string {
  const [{ who, by }] = told;
  const files = told.map(({ file }) => file);
  const isOne = told.every((one) => one.who === who && one.by === by);
  if (isOne) return residentTexts.openedSeveral(files, who, by);
  return residentTexts.openedForSeveral(
    told.map((one) => residentTexts.ownedLine(one.file, one.name, one.by)),
  );
}
