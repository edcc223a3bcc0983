import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import { CaseWorkService } from '../../cases/case-work.service.js';
import type { Actor, CaseFile, CaseMedia } from '../../cases/cases.types.js';
import { hasPlace } from '../../understanding/place.rules.js';
import type { Intent, Meaning } from '../../understanding/understanding.types.js';
import { AnnouncementService } from '../announcement.service.js';
import { isOver, isUnfinished } from '../case-standing.rules.js';
import { type Cast, CastService } from '../cast.service.js';
import { namedByWords } from '../choice.rules.js';
import type { DialogState, PendingAct } from '../conversation.types.js';
import { PlaceOfCaseService } from '../place-of-case.service.js';
import { progressLine, progressLineForStaff } from '../progress.rules.js';
import { RecentCasesService } from '../recent-cases.service.js';
import { sayableWords } from '../sayable-words.js';
import { caseLine, residentTexts } from '../texts/resident.texts.js';
import { spokenTime } from '../texts/time.texts.js';
import type { Turn } from '../turn.js';
import { withoutTraces } from '../unnamed.rules.js';

type ChooseCase = Extract<DialogState, { name: 'choose-case' }>;

/** How long after an urging another one only gets a kind word, not another nudge to the worker. Ours. */
const URGE_AGAIN_MINUTES = 30;

/** A resident comes back to something reported before: how far is it, hurry, forget it, it is not done. */
@Injectable()
export class FollowUpDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly work: CaseWorkService,
    private readonly recent: RecentCasesService,
    private readonly announcements: AnnouncementService,
    private readonly casts: CastService,
    private readonly places: PlaceOfCaseService,
  ) {}

  /** Finds the case that is meant, or offers a choice, and acts. */
  async start(turn: Turn, meaning: Meaning, text: string): Promise<void> {
    const recent = await this.recent.of(turn);
    const intent = sensibleIntent(meaning.intent, recent);
    const act: PendingAct = { side: 'resident', intent, text, media: [] };
    const candidates = candidatesFor(intent, recent);
    const named = meaning.caseNumbers[0];
    if (named) return this.actOnNamed(turn, act, named);
    const meant = namedByWords(text, candidates) ?? (await this.recent.meant(turn, candidates));
    if (meant) return this.act(turn, act, meant);
    if (candidates.length === 0) return turn.reply(residentTexts.noCase);
    if (meaning.intent === 'progress') return this.reportAll(turn, candidates);
    turn.ask({
      name: 'choose-case',
      version: 1,
      act,
      options: candidates.map((file) => file.number),
      labels: candidates.map(caseLine),
    });
    turn.reply(residentTexts.chooseCase(candidates));
  }

  /** The answer to 「哪一件？」; false when it is none. */
  async choose(turn: Turn, dialog: ChooseCase, meaning: Meaning): Promise<boolean> {
    const index = meaning.choice === -1 ? dialog.options.length : (meaning.choice ?? 0);
    const number =
      dialog.options[index - 1] ??
      dialog.options.find((option) => meaning.caseNumbers.includes(option));
    const file = number ? await this.cases.find(turn.tx, number) : undefined;
    if (!file) return false;
    turn.settle();
    await this.act(turn, dialog.act, file);
    return true;
  }

  /** 「是15不是51」 about a case that is still open. */
  async correct(turn: Turn, meaning: Meaning): Promise<void> {
    const open = (await this.recent.of(turn)).filter((file) => !isOver(file));
    const file = (await this.recent.meant(turn, open)) ?? open[0];
    if (!file) return turn.reply(residentTexts.noAddressee);
    await this.places.correct(turn, file, meaning);
  }

  /** More words or pictures to a case. */
  async add(
    turn: Turn,
    file: CaseFile,
    meaning: Meaning | undefined,
    text: string,
    media: readonly CaseMedia[],
  ): Promise<void> {
    if (meaning && hasPlace(meaning.place) && (await this.places.refine(turn, file, meaning)))
      return;
    const isOnlyPlace = meaning?.intent === 'address';
    if (text && media.length === 0 && (isOnlyPlace || saysNothingNew(text, file)))
      return this.repeat(turn, file);
    if (meaning?.wantsAnonymity) await this.hideIn(turn, file);
    const words = await sayableWords(this.cases, turn, file, text);
    const more = {
      ...(words && { text: words }),
      media,
      ...(meaning?.phones[0] && { phone: meaning.phones[0] }),
    };
    const change = await this.cases.add(turn.tx, file, more, this.actor(turn), turn.now);
    turn.reply(residentTexts.pieceKept(file.number), file.number);
    turn.messages.push(
      ...(await this.announcements.announce(turn.tx, change, {
        exceptContact: turn.contactId,
        media: shown(change.reporters, turn, media),
      })),
    );
  }

  private hideIn(turn: Turn, file: CaseFile) {
    const text = withoutTraces(file.text, turn.speaker) || file.text;
    return this.cases.hideReporter(turn.tx, file, turn.contactId, turn.now, text);
  }

  /** The same words once more: nobody is disturbed twice for them. */
  private async repeat(turn: Turn, file: CaseFile): Promise<void> {
    const cast = await this.casts.named(turn.tx, [file.assigneeNo]);
    turn.reply(residentTexts.alreadyNoted(file.number, cast.name(file.assigneeNo)), file.number);
  }

  /** The place of a case that was opened before it was known. */
  async placeOf(turn: Turn, number: string, meaning: Meaning): Promise<void> {
    const file = await this.cases.find(turn.tx, number);
    turn.settle();
    if (!file || isOver(file)) return turn.reply(residentTexts.noAddressee);
    if (!(await this.places.refine(turn, file, meaning)))
      turn.reply(residentTexts.pieceKept(number), number);
  }

  /** 「别说是我」 said afterwards. */
  async hide(turn: Turn): Promise<boolean> {
    const open = (await this.recent.of(turn)).filter((file) => !isOver(file));
    const file = (await this.recent.meant(turn, open)) ?? open[0];
    if (!file) return false;
    await this.hideIn(turn, file);
    turn.reply(residentTexts.alreadyHidden(file.number), file.number);
    return true;
  }

  private async actOnNamed(turn: Turn, act: PendingAct, number: string): Promise<void> {
    const file = await this.cases.find(turn.tx, number);
    const reporters = file ? await this.cases.reportersOf(turn.tx, file) : [];
    const isTheirs = reporters.some((reporter) => reporter.contactId === turn.contactId);
    const isAsked = act.intent === 'progress' && file !== undefined && answersFor(turn, file);
    if (!file || !(isTheirs || isAsked)) return turn.reply(residentTexts.noSuchCase(number));
    await this.act(turn, act, file);
  }

  private async act(turn: Turn, act: PendingAct, file: CaseFile): Promise<void> {
    if (act.intent === 'progress') return this.reportAll(turn, [file]);
    if (act.intent === 'reopen') return this.reopen(turn, act, file);
    if (act.intent === 'note' && !isOver(file))
      return this.add(turn, file, undefined, act.text, act.media);
    if (isOver(file)) return turn.reply(residentTexts.alreadyOver(file.number), file.number);
    if (act.intent === 'withdraw') return this.withdraw(turn, act, file);
    return this.urge(turn, file);
  }

  private async reportAll(turn: Turn, files: readonly CaseFile[]): Promise<void> {
    const cast = await this.casts.named(
      turn.tx,
      files.map((file) => file.assigneeNo),
    );
    const lines: string[] = [];
    for (const file of files) lines.push(await this.standing(turn, file, cast));
    const [first] = files;
    if (files.length === 1 && first) return turn.reply(lines[0] ?? '', first.number);
    turn.reply(residentTexts.progressMany(lines));
  }

  private async standing(turn: Turn, file: CaseFile, cast: Cast): Promise<string> {
    if (!turn.speaker.staff) return progressLine(file, cast.name(file.assigneeNo), turn.now);
    const reporters = await this.cases.reportersOf(turn.tx, file);
    const isRatedByOthers = reporters.some(({ contactId }) => contactId !== turn.contactId);
    const who = cast.colleague(file.assigneeNo);
    return progressLineForStaff(file, who, isRatedByOthers, turn.now);
  }

  private async urge(turn: Turn, file: CaseFile): Promise<void> {
    const history = await this.cases.historyOf(turn.tx, file);
    const since = turn.now.getTime() - URGE_AGAIN_MINUTES * 60_000;
    const isAgain = history.some((event) => event.action === 'urge' && event.at.getTime() > since);
    const cast = await this.casts.named(turn.tx, [file.assigneeNo]);
    const who = cast.name(file.assigneeNo);
    if (isAgain) return turn.reply(residentTexts.urgedAgain(file.number, who), file.number);
    const change = await this.cases.urge(turn.tx, file, this.actor(turn), turn.now);
    const by =
      file.dueAt && file.dueAt > turn.now ? `${spokenTime(file.dueAt, turn.now)}前` : '今天';
    turn.reply(residentTexts.urged(file.number, who, by), file.number);
    turn.messages.push(
      ...(await this.announcements.announce(turn.tx, change, { exceptContact: turn.contactId })),
    );
  }

  private async withdraw(turn: Turn, act: PendingAct, file: CaseFile): Promise<void> {
    const note = await sayableWords(this.cases, turn, file, act.text);
    const change = await this.cases.withdraw(turn.tx, file, this.actor(turn), note, turn.now);
    turn.remember({ gathering: undefined });
    turn.reply(residentTexts.withdrawn(file.number), file.number);
    if (!change) return;
    turn.messages.push(
      ...(await this.announcements.announce(turn.tx, change, { exceptContact: turn.contactId })),
    );
  }

  private async reopen(turn: Turn, act: PendingAct, file: CaseFile): Promise<void> {
    const isDone = file.status === 'resolved' || file.status === 'closed';
    if (!isDone) return this.urge(turn, file);
    const reason = await sayableWords(this.cases, turn, file, act.text);
    const change = await this.work.reopen(turn.tx, file, this.actor(turn), reason, turn.now);
    const cast = await this.casts.named(turn.tx, [change.after.assigneeNo]);
    turn.reply(
      residentTexts.reopened(file.number, cast.name(change.after.assigneeNo)),
      file.number,
    );
    turn.messages.push(
      ...(await this.announcements.announce(turn.tx, change, { exceptContact: turn.contactId })),
    );
  }

  private actor(turn: Turn): Actor {
    return { kind: 'resident', contactId: turn.contactId };
  }
}

/** Whether a colleague may be told how a case stands that somebody else raised: it is theirs, or their community's. */
function answersFor({ speaker: { staff }, isManaging }: Turn, file: CaseFile): boolean {
  if (!staff || file.avoid.includes(staff.staffNo)) return false;
  return (
    file.assigneeNo === staff.staffNo || (isManaging && file.communityId === staff.communityId)
  );
}

/** Whether the words stand in the case already. */
function saysNothingNew(text: string, file: CaseFile): boolean {
  const squeeze = (words: string) => words.replace(/[\s，。,.!！?？、]+/gu, '');
  return squeeze(file.text).includes(squeeze(text));
}

/** Pictures of somebody who wants to stay unnamed may show who it is. */
function shown(
  reporters: readonly { contactId: string; anonymous: boolean }[],
  turn: Turn,
  media: readonly CaseMedia[],
): CaseMedia[] {
  const me = reporters.find((reporter) => reporter.contactId === turn.contactId);
  return me?.anonymous ? media.filter((item) => item.kind !== 'picture') : [...media];
}

/** Cases for which the wish makes sense. */
function candidatesFor(intent: Intent, files: readonly CaseFile[]): CaseFile[] {
  if (intent === 'reopen')
    return files.filter((file) => file.status === 'resolved' || file.status === 'closed');
  const open = files.filter((file) => !isOver(file));
  if (intent === 'progress') return open.length > 0 ? open : files.slice(0, 1);
  return intent === 'withdraw' ? open : open.filter((file) => file.status !== 'resolved');
}

/** 「又不亮了」 while it is still being worked on is more about that case. */
function sensibleIntent(intent: Intent, files: readonly CaseFile[]): Intent {
  const isDone = files.some((file) => file.status === 'resolved' || file.status === 'closed');
  return intent === 'reopen' && !isDone && files.some(isUnfinished) ? 'note' : intent;
}
