import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import type { CaseFile, CaseMedia } from '../../cases/cases.types.js';
import type { Intent, Meaning } from '../../understanding/understanding.types.js';
import { AnnouncementService } from '../announcement.service.js';
import { CaseActsService } from '../case-acts.service.js';
import { mediaForReporters } from '../case-media.rules.js';
import { chosenOf } from '../choice.rules.js';
import type { DialogState, PendingAct } from '../conversation.types.js';
import { HandOverService } from '../hand-over.service.js';
import { RecentCasesService } from '../recent-cases.service.js';
import { ReportOpeningService } from '../report-opening.service.js';
import { meansAll, meansAllInHand } from '../several.rules.js';
import { casesFor, staffActOf } from '../staff-act.rules.js';
import { staffTexts } from '../texts/staff.texts.js';
import { MEDIA_WORDS } from '../texts/talk.texts.js';
import type { Turn } from '../turn.js';
import { WhichCaseService } from '../which-case.service.js';

type ChooseCase = Extract<DialogState, { name: 'choose-case' }>;

/** What can be done to several cases by one word, and what is answered. */
const DONE_TOGETHER: Partial<Record<Intent, (numbers: string) => string>> = {
  accept: staffTexts.acceptedAll,
  visit: staffTexts.visited,
  resolve: staffTexts.resolvedAll,
};

/** A worker says what they did, with number, with a quoted message, or with neither when one case can be meant. */
@Injectable()
export class WorkCaseDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly acts: CaseActsService,
    private readonly recent: RecentCasesService,
    private readonly which: WhichCaseService,
    private readonly announcements: AnnouncementService,
    private readonly opening: ReportOpeningService,
    private readonly handOver: HandOverService,
  ) {}

  async start(turn: Turn, meaning: Meaning, text: string): Promise<void> {
    const act: PendingAct = { ...staffActOf(meaning, text), media: turn.state.held ?? [] };
    const number = meaning.command?.caseNumber ?? meaning.caseNumbers[0];
    if (number) return this.actOnNamed(turn, act, number);
    const quoted = await this.recent.quotedNumber(turn);
    if (quoted) return this.actOnNamed(turn, act, quoted);
    const own = await this.candidates(turn, act);
    const fitting = casesFor(act.intent, own);
    const canBeAll = DONE_TOGETHER[act.intent] !== undefined;
    const isAll = canBeAll && meansAllInHand(text) && fitting.length > 1;
    const { meant, unclear } = await this.which.find(turn, meaning, { fitting, told: own, isAll });
    const [file] = meant;
    if (file && meant.length > 1 && canBeAll) return this.actOnAll(turn, act, meant);
    if (file && meant.length === 1) return this.act(turn, act, file);
    if (unclear.length === 0 && !file) return this.nothingFits(turn, act);
    this.which.ask(turn, act, file ? meant : unclear);
  }

  /** Said twice, or said of nothing. */
  private async nothingFits(turn: Turn, act: PendingAct): Promise<void> {
    const last = await this.recent.inHandOf(turn);
    if (last && (act.intent === 'accept' || act.intent === 'resolve'))
      return turn.reply(staffTexts.already(last.number), last.number);
    if (act.intent === 'assign') return turn.reply(staffTexts.noneToAssign);
    turn.reply(staffTexts.noneForThat);
  }

  async choose(turn: Turn, dialog: ChooseCase, meaning: Meaning, text: string): Promise<boolean> {
    if (meansAll(text) && DONE_TOGETHER[dialog.act.intent]) {
      turn.settle();
      const own = await this.candidates(turn, dialog.act);
      const files = own.filter((file) => dialog.options.includes(file.number));
      await this.actOnAll(turn, dialog.act, files);
      return true;
    }
    const [number] = chosenOf(dialog, meaning);
    if (!number) return false;
    turn.settle();
    await this.actOnNamed(turn, dialog.act, number);
    return true;
  }

  /** 「改派给谁」 was a choice between people of the same name. */
  async choosePerson(
    turn: Turn,
    dialog: Extract<DialogState, { name: 'choose-person' }>,
    meaning: Meaning,
  ): Promise<boolean> {
    const staffNo = dialog.options[(meaning.choice ?? 0) - 1];
    const file = staffNo ? await this.cases.find(turn.tx, dialog.caseNumber) : undefined;
    if (!staffNo || !file) return false;
    turn.settle();
    await this.handOver.toNumber(turn, dialog.act, file, staffNo);
    return true;
  }

  /** A picture from a worker: with the result just given, with the only case in hand, or held for the next 办结. */
  async takeMedia(turn: Turn, media: CaseMedia): Promise<void> {
    const { gathering } = turn.state;
    if (gathering?.stage === 'result' && gathering.until > turn.now.toISOString()) {
      const file = await this.cases.find(turn.tx, gathering.caseNumber);
      if (file) return this.attach(turn, file, { ...media, stage: 'result' });
    }
    turn.remember({ held: [...(turn.state.held ?? []), { ...media, stage: 'result' }] });
    turn.reply(staffTexts.picturesHeld(MEDIA_WORDS[media.kind]));
  }

  private async attach(turn: Turn, file: CaseFile, media: CaseMedia): Promise<void> {
    const change = await this.acts.attach(turn, file, [media]);
    turn.reply(staffTexts.resultPictures(file.number, MEDIA_WORDS[media.kind]), file.number);
    turn.messages.push(...mediaForReporters(change, [media]));
  }

  private async candidates(turn: Turn, act: PendingAct): Promise<CaseFile[]> {
    const { staff } = turn.speaker;
    if (!staff) return [];
    const own = await this.cases.openOfAssignee(turn.tx, staff.staffNo);
    if (act.intent !== 'assign') return own;
    // What was given back lies in the secretary's own hands.
    const waiting = await this.cases.triageOf(turn.tx, staff.unitId);
    const numbers = new Set(waiting.map((file) => file.number));
    return [...waiting, ...own.filter((file) => !numbers.has(file.number))];
  }

  private async actOnNamed(turn: Turn, act: PendingAct, number: string): Promise<void> {
    const file = await this.cases.find(turn.tx, number);
    const isAboutThem = file?.avoid.includes(turn.staffNo);
    if (!file || isAboutThem) return turn.reply(staffTexts.noSuchCase(number));
    await this.act(turn, act, file);
  }

  /** 「两件都接了」: the same step for each, one answer. */
  private async actOnAll(turn: Turn, act: PendingAct, files: readonly CaseFile[]): Promise<void> {
    const numbers: string[] = [];
    const pushes = [];
    for (const file of files) {
      const change = await this.acts.change(turn, act, file);
      if (!change) continue;
      numbers.push(file.number);
      const options = { exceptContact: turn.contactId };
      pushes.push(...(await this.announcements.announce(turn.tx, change, options)));
    }
    if (act.intent === 'resolve') turn.remember({ held: undefined });
    turn.reply(DONE_TOGETHER[act.intent]?.(numbers.join('、')) ?? '');
    turn.messages.push(...pushes);
  }

  private async act(turn: Turn, act: PendingAct, file: CaseFile): Promise<void> {
    if (await this.handOver.isHeldByOther(turn, act, file)) return;
    if (act.intent === 'assign' || act.intent === 'transfer')
      return this.handOver.toNamed(turn, act, file);
    const change = await this.acts.change(turn, act, file);
    if (!change) return turn.reply(staffTexts.already(file.number), file.number);
    if (act.intent === 'resolve') {
      turn.remember({ held: undefined });
      this.opening.gather(turn, change.after, 'result');
    }
    turn.reply(await this.handOver.words(turn, act, change), file.number);
    const media = act.intent === 'note' ? act.media : [];
    turn.messages.push(
      ...(await this.announcements.announce(turn.tx, change, {
        exceptContact: turn.contactId,
        media,
      })),
    );
  }
}
