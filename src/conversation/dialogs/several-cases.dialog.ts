import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import type { CaseFile } from '../../cases/cases.types.js';
import { isOver } from '../case-standing.rules.js';
import { CaseWishesService } from '../case-wishes.service.js';
import { type Cast, CastService } from '../cast.service.js';
import type { DialogState, PendingAct } from '../conversation.types.js';
import { progressLine, progressLineForStaff } from '../progress.rules.js';
import { residentTexts } from '../texts/resident.texts.js';
import type { Turn } from '../turn.js';

type ConfirmWithdraw = Extract<DialogState, { name: 'confirm-withdraw' }>;

/** One wish for several cases at once: 「两件都催一下」. One answer for all; taking everything back is asked about first. */
@Injectable()
export class SeveralCasesDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly wishes: CaseWishesService,
    private readonly casts: CastService,
  ) {}

  async start(turn: Turn, act: PendingAct, files: readonly CaseFile[]): Promise<void> {
    if (act.intent === 'progress') return this.tellStandings(turn, files);
    if (act.intent === 'withdraw') return this.askToWithdraw(turn, act, files);
    if (act.intent === 'reopen') return this.reopen(turn, act, files);
    return this.urge(turn, files);
  }

  /** How each of the cases stands. */
  async tellStandings(turn: Turn, files: readonly CaseFile[]): Promise<void> {
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

  /** The answer to 「这几件都不办了吗？」 */
  async confirm(turn: Turn, dialog: ConfirmWithdraw, choice: number | undefined): Promise<void> {
    turn.settle();
    const numbers =
      choice === undefined ? dialog.options : dialog.options.slice(choice - 1, choice);
    const done: string[] = [];
    const pushes = [];
    for (const number of numbers) {
      const file = await this.cases.find(turn.tx, number);
      if (!file || isOver(file)) continue;
      pushes.push(...(await this.wishes.withdraw(turn, file, dialog.text)).messages);
      done.push(number);
    }
    turn.reply(done.length > 0 ? residentTexts.withdrawn(done.join('、')) : residentTexts.noCase);
    turn.messages.push(...pushes);
  }

  keepAll(turn: Turn): void {
    turn.settle();
    turn.reply(residentTexts.allKept);
  }

  private askToWithdraw(turn: Turn, act: PendingAct, files: readonly CaseFile[]): void {
    turn.ask({
      name: 'confirm-withdraw',
      version: 1,
      text: act.text,
      options: files.map((file) => file.number),
    });
    turn.reply(residentTexts.withdrawAll(files));
  }

  private async urge(turn: Turn, files: readonly CaseFile[]): Promise<void> {
    const lines: string[] = [];
    const pushes = [];
    for (const file of files) {
      const { who, by, isAgain, messages } = await this.wishes.urge(turn, file);
      if (!isAgain) lines.push(residentTexts.ownedLine(file, who, by));
      pushes.push(...messages);
    }
    turn.reply(lines.length > 0 ? residentTexts.urgedMany(lines) : residentTexts.urgedManyAgain);
    turn.messages.push(...pushes);
  }

  private async reopen(turn: Turn, act: PendingAct, files: readonly CaseFile[]): Promise<void> {
    const lines: string[] = [];
    const pushes = [];
    for (const file of files) {
      const { who, messages } = await this.wishes.reopen(turn, file, act.text);
      lines.push(residentTexts.reopenedLine(file, who));
      pushes.push(...messages);
    }
    turn.reply(residentTexts.reopenedMany(lines));
    turn.messages.push(...pushes);
  }

  private async standing(turn: Turn, file: CaseFile, cast: Cast): Promise<string> {
    if (!turn.speaker.staff) return progressLine(file, cast.name(file.assigneeNo), turn.now);
    const reporters = await this.cases.reportersOf(turn.tx, file);
    const isRatedByOthers = reporters.some(({ contactId }) => contactId !== turn.contactId);
    const who = cast.colleague(file.assigneeNo);
    return progressLineForStaff(file, who, isRatedByOthers, turn.now);
  }
}
