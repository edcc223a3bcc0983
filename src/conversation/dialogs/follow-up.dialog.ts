import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import type { CaseFile } from '../../cases/cases.types.js';
import type { Intent, Meaning } from '../../understanding/understanding.types.js';
import { isOver, isUnfinished } from '../case-standing.rules.js';
import { CaseWishesService } from '../case-wishes.service.js';
import { namedByWords } from '../choice.rules.js';
import type { DialogState, PendingAct } from '../conversation.types.js';
import { inOwnWords, RecentCasesService } from '../recent-cases.service.js';
import { meansAll } from '../several.rules.js';
import { caseLine, residentTexts } from '../texts/resident.texts.js';
import type { Turn } from '../turn.js';
import { AddToCaseDialog } from './add-to-case.dialog.js';
import { SeveralCasesDialog } from './several-cases.dialog.js';

type ChooseCase = Extract<DialogState, { name: 'choose-case' }>;

/** A resident comes back to something reported before: how far is it, hurry, forget it, it is not done. */
@Injectable()
export class FollowUpDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly recent: RecentCasesService,
    private readonly wishes: CaseWishesService,
    private readonly more: AddToCaseDialog,
    private readonly several: SeveralCasesDialog,
  ) {}

  /** Finds the case that is meant, or offers a choice, and acts. */
  async start(turn: Turn, meaning: Meaning, text: string): Promise<void> {
    const recent = await this.recent.of(turn);
    const intent = sensibleIntent(meaning.intent, recent);
    const act: PendingAct = { side: 'resident', intent, text, media: [] };
    // In the order in which they were raised: that is how people count them.
    const candidates = candidatesFor(intent, recent).reverse();
    const named = candidates.filter(({ number }) => meaning.caseNumbers.includes(number));
    if (named.length > 1) return this.several.start(turn, act, named);
    const [number] = meaning.caseNumbers;
    if (number) return this.actOnNamed(turn, act, number);
    if (meansAll(text) && candidates.length > 1) return this.several.start(turn, act, candidates);
    const meant = namedByWords(text, candidates) ?? (await this.recent.meant(turn, candidates));
    if (meant) return this.act(turn, act, meant);
    if (candidates.length === 0) return turn.reply(residentTexts.noCase);
    if (meaning.intent === 'progress') return this.several.tellStandings(turn, candidates);
    turn.ask({
      name: 'choose-case',
      version: 1,
      act,
      options: candidates.map((file) => file.number),
      labels: candidates.map(caseLine),
    });
    turn.reply(residentTexts.chooseCase(candidates));
  }

  /** The answer to 「哪一件？」, 「都」 among them; false when it is none. */
  async choose(turn: Turn, dialog: ChooseCase, meaning: Meaning, text: string): Promise<boolean> {
    const numbers = meansAll(text) ? dialog.options : chosenOf(dialog, meaning);
    const files: CaseFile[] = [];
    for (const number of numbers) {
      const file = await this.cases.find(turn.tx, number);
      if (file) files.push(inOwnWords(turn, file));
    }
    const [file, ...others] = files;
    if (!file) return false;
    turn.settle();
    if (others.length > 0) await this.several.start(turn, dialog.act, files);
    else await this.act(turn, dialog.act, file);
    return true;
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
    const isDone = file.status === 'resolved' || file.status === 'closed';
    if (act.intent === 'progress') return this.several.tellStandings(turn, [file]);
    if (act.intent === 'reopen' && isDone) return this.reopen(turn, act, file);
    if (act.intent === 'note' && !isOver(file))
      return this.more.add(turn, file, undefined, act.text, act.media);
    if (isOver(file)) return turn.reply(residentTexts.alreadyOver(file.number), file.number);
    if (isDone) return turn.reply(residentTexts.alreadyDone(file.number), file.number);
    if (act.intent === 'withdraw') return this.withdraw(turn, act, file);
    return this.urge(turn, file);
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

function chosenOf(dialog: ChooseCase, meaning: Meaning): string[] {
  const index = meaning.choice === -1 ? dialog.options.length : (meaning.choice ?? 0);
  const picked = dialog.options[index - 1];
  return picked
    ? [picked]
    : dialog.options.filter((option) => meaning.caseNumbers.includes(option));
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
function sensibleIntent(intent: Intent, files: readonly CaseFile[]): Intent {
  const isDone = files.some((file) => file.status === 'resolved' || file.status === 'closed');
  return intent === 'reopen' && !isDone && files.some(isUnfinished) ? 'note' : intent;
}
