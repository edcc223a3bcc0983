import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import type { CaseFile, CaseMedia } from '../../cases/cases.types.js';
import { addMinutes } from '../../kernel/calendar.js';
import type { Intent, Meaning } from '../../understanding/understanding.types.js';
import { isOver, isUnfinished } from '../case-standing.rules.js';
import { CaseWishesService } from '../case-wishes.service.js';
import { chosenOf } from '../choice.rules.js';
import type { ConversationState, DialogState, PendingAct } from '../conversation.types.js';
import { inOwnWords, RecentCasesService } from '../recent-cases.service.js';
import { meansAll } from '../several.rules.js';
import { residentTexts } from '../texts/resident.texts.js';
import { MEDIA_WORDS } from '../texts/talk.texts.js';
import type { Turn } from '../turn.js';
import { WhichCaseService } from '../which-case.service.js';
import { AddToCaseDialog } from './add-to-case.dialog.js';
import { SeveralCasesDialog } from './several-cases.dialog.js';

/** How long 「不是这件，是那件」 turns the last wish to another case. Ours. */
const TAKEN_BACK_MINUTES = 10;

type ChooseCase = Extract<DialogState, { name: 'choose-case' }>;

/** A resident comes back to something reported before: how far is it, hurry, forget it, it is not done. */
@Injectable()
export class FollowUpDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly recent: RecentCasesService,
    private readonly which: WhichCaseService,
    private readonly wishes: CaseWishesService,
    private readonly more: AddToCaseDialog,
    private readonly several: SeveralCasesDialog,
  ) {}

  /** Finds the case that is meant, or offers a choice, and acts. */
  async start(turn: Turn, meaning: Meaning, text: string): Promise<void> {
    // In the order in which they were raised: that is how people count them.
    const told = (await this.recent.of(turn)).reverse();
    const { intent } = meaning;
    const act: PendingAct = { side: 'resident', intent, text, media: [] };
    const fitting = candidatesFor(sensibleIntent(intent, told), told);
    const named = fitting.filter(({ number }) => meaning.caseNumbers.includes(number));
    if (named.length > 1) return this.several.start(turn, act, named);
    const [number] = meaning.caseNumbers;
    if (number) return this.actOnNamed(turn, act, number);
    const isAll = meansAll(text) && fitting.length > 1;
    const { meant, unclear } = await this.which.find(turn, meaning, { fitting, told, isAll });
    await this.actOn(turn, act, meant, unclear);
  }

  /** 「这是灯那件的」 said of pictures that came without a word. */
  async takeMedia(turn: Turn, meaning: Meaning, media: readonly CaseMedia[]): Promise<void> {
    turn.settle();
    const fitting = (await this.recent.of(turn)).filter(isUnfinished).reverse();
    const { meant, unclear } = await this.which.find(turn, meaning, { fitting });
    const act: PendingAct = { side: 'resident', intent: 'note', text: '', media: [...media] };
    await this.actOn(turn, act, meant, unclear);
  }

  /** A picture before 「哪一件？」 was answered goes with the case that is chosen. */
  keepWhileAsking(turn: Turn, dialog: ChooseCase, media: CaseMedia): void {
    const act = { ...dialog.act, media: [...dialog.act.media, media] };
    turn.ask({ ...dialog, act });
    const { mediaWhileAsking, chooseCaseAgain } = residentTexts;
    const got = mediaWhileAsking(MEDIA_WORDS[media.kind]);
    turn.reply(`${got}${chooseCaseAgain(dialog.labels ?? dialog.options)}`);
  }

  /** The answer to 「哪一件？」, 「都」 among them; false when it is none. */
  async choose(turn: Turn, dialog: ChooseCase, meaning: Meaning, text: string): Promise<boolean> {
    const numbers = meansAll(text) ? dialog.options : chosenOf(dialog, meaning);
    const files: CaseFile[] = [];
    for (const number of numbers) {
      const file = await this.cases.find(turn.tx, number);
      if (file) files.push(inOwnWords(turn, file));
    }
    if (files.length === 0) return false;
    turn.settle();
    await this.actOn(turn, dialog.act, files, []);
    return true;
  }

  private async actOn(
    turn: Turn,
    act: PendingAct,
    [file, ...others]: readonly CaseFile[],
    unclear: readonly CaseFile[],
  ): Promise<void> {
    if (file && others.length > 0) return this.several.start(turn, act, [file, ...others]);
    if (file) return this.act(turn, act, file);
    if (unclear.length === 0) return turn.reply(residentTexts.noCase);
    if (act.intent === 'progress') return this.several.tellStandings(turn, unclear);
    this.which.ask(turn, act, unclear);
  }

  private async actOnNamed(turn: Turn, act: PendingAct, number: string): Promise<void> {
    const file = await this.cases.findStanding(turn.tx, number);
    const reporters = file ? await this.cases.reportersOf(turn.tx, file) : [];
    const isTheirs = reporters.some((reporter) => reporter.contactId === turn.contactId);
    const isAsked = act.intent === 'progress' && file !== undefined && answersFor(turn, file);
    if (!file || !(isTheirs || isAsked)) return turn.reply(residentTexts.noSuchCase(number));
    await this.act(turn, act, inOwnWords(turn, file));
  }

  private async act(turn: Turn, act: PendingAct, file: CaseFile): Promise<void> {
    turn.remember({ done: doneNow(turn, act) });
    if (act.intent === 'progress') return this.several.tellStandings(turn, [file]);
    if (file.status === 'withdrawn') return turn.reply(residentTexts.sayAgain, file.number);
    const isDone = file.status === 'resolved' || file.status === 'closed';
    if (act.intent === 'reopen' && isDone) return this.reopen(turn, act, file);
    if (saysMore(act, isDone) && !isOver(file))
      return this.more.add(turn, file, undefined, act.text, act.media);
    if (isOver(file)) return turn.reply(residentTexts.alreadyOver(file.number), file.number);
    if (isDone) return turn.reply(residentTexts.alreadyDone(file.number), file.number);
    await this.change(turn, act, file);
  }

  private async change(turn: Turn, act: PendingAct, file: CaseFile): Promise<void> {
    if (act.intent === 'withdraw') return this.withdraw(turn, act, file);
    await this.urge(turn, file);
    if (act.media.length > 0) await this.more.attach(turn, file, act.media);
  }

  private async urge(turn: Turn, file: CaseFile): Promise<void> {
    const { who, by, isAgain, messages } = await this.wishes.urge(turn, file);
    const { urged, urgedAgain } = residentTexts;
    const words = isAgain ? urgedAgain(file.number, who) : urged(file.number, who, by);
    turn.reply(words, file.number);
    turn.messages.push(...messages);
  }

  private async withdraw(turn: Turn, act: PendingAct, file: CaseFile): Promise<void> {
    const { messages } = await this.wishes.withdraw(turn, file, act.text);
    turn.reply(residentTexts.withdrawn(file.number), file.number);
    turn.messages.push(...messages);
  }

  private async reopen(turn: Turn, act: PendingAct, file: CaseFile): Promise<void> {
    const { who, messages } = await this.wishes.reopen(turn, file, act.text);
    turn.reply(residentTexts.reopened(file.number, who), file.number);
    turn.messages.push(...messages);
  }
}

/** What was just done, in case it was done to the wrong one. */
function doneNow({ now }: Turn, { intent, text }: PendingAct): ConversationState['done'] {
  return { intent, text, until: addMinutes(now, TAKEN_BACK_MINUTES).toISOString() };
}

/** Whether a colleague may be told how a case stands that somebody else raised: it is theirs, or their community's. */
function answersFor({ speaker: { staff }, isManaging }: Turn, file: CaseFile): boolean {
  if (!staff || file.avoid.includes(staff.staffNo)) return false;
  return (
    file.assigneeNo === staff.staffNo || (isManaging && file.communityId === staff.communityId)
  );
}

/** Cases for which the wish makes sense. */
function candidatesFor(intent: Intent, files: readonly CaseFile[]): CaseFile[] {
  if (intent === 'reopen')
    return files.filter((file) => file.status === 'resolved' || file.status === 'closed');
  const open = files.filter((file) => !isOver(file));
  if (intent === 'progress') return open.length > 0 ? open : files.slice(0, 1);
  return open.filter((file) => file.status !== 'resolved');
}

/** 「又不亮了」 while it is still being worked on is more about that case. */
function saysMore({ intent }: PendingAct, isDone: boolean): boolean {
  return intent === 'note' || (intent === 'reopen' && !isDone);
}

/** The same where nothing of theirs is done. */
function sensibleIntent(intent: Intent, files: readonly CaseFile[]): Intent {
  const isDone = files.some((file) => file.status === 'resolved' || file.status === 'closed');
  return intent === 'reopen' && !isDone && files.some(isUnfinished) ? 'note' : intent;
}
