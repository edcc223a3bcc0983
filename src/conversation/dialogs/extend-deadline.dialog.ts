import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import { ExtensionRefusedError } from '../../cases/cases.errors.js';
import type { CaseChange, CaseFile } from '../../cases/cases.types.js';
import { DeadlineMovesService } from '../../cases/deadline-moves.service.js';
import type { Meaning } from '../../understanding/understanding.types.js';
import { AnnouncementService } from '../announcement.service.js';
import { CastService } from '../cast.service.js';
import { RecentCasesService } from '../recent-cases.service.js';
import { deadlineTexts } from '../texts/deadline.texts.js';
import { staffTexts } from '../texts/staff.texts.js';
import { spokenTime } from '../texts/time.texts.js';
import type { Turn } from '../turn.js';
import { readUntil } from '../until.rules.js';
import { WhichCaseService } from '../which-case.service.js';

/** 延期: whoever has a case asks for more time, with a date and a reason; the level above says yes or no. */
@Injectable()
export class ExtendDeadlineDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly moves: DeadlineMovesService,
    private readonly recent: RecentCasesService,
    private readonly which: WhichCaseService,
    private readonly casts: CastService,
    private readonly announcements: AnnouncementService,
  ) {}

  /** 「延期 L1001 到12月10日 等配件」 */
  async ask(turn: Turn, meaning: Meaning, text: string): Promise<void> {
    const own = await this.cases.openOfAssignee(turn.tx, turn.staffNo);
    const file = await this.meant(turn, meaning, own);
    if (!file) return;
    if (file.assigneeNo !== turn.staffNo) return this.sayWhose(turn, file);
    const words = (meaning.command?.rest ?? text).replace(file.number, ' ');
    const { until, reason } = readUntil(words, turn.now, file.dueAt ?? turn.now);
    if (!until) return turn.reply(deadlineTexts.askUntil(file.number), file.number);
    if (!reason) return turn.reply(deadlineTexts.askReason(file.number), file.number);
    try {
      const said = { until, reason };
      const change = await this.moves.ask(turn.tx, file, turn.staffNo, said, turn.now);
      await this.answer(turn, change, until);
    } catch (error) {
      if (!(error instanceof ExtensionRefusedError)) throw error;
      turn.reply(deadlineTexts.refusedByRule[error.why](file.number), file.number);
    }
  }

  /** 「同意延期 L1001」「不同意延期 L1001 原因」 */
  async decide(turn: Turn, meaning: Meaning): Promise<void> {
    const number = meaning.command?.caseNumber ?? (await this.recent.quotedNumber(turn));
    const file = number ? await this.cases.find(turn.tx, number) : await this.recent.inHandOf(turn);
    if (!file) return turn.reply(deadlineTexts.whichDecision);
    const asked = await this.moves.asked(turn.tx, file);
    if (!asked) return turn.reply(deadlineTexts.nothingAsked(file.number), file.number);
    const isGranted = meaning.command?.word === '同意延期';
    const decision = { by: turn.staffNo, isGranted, reason: meaning.command?.rest ?? '' };
    const change = await this.moves.decide(turn.tx, file, asked, decision, turn.now);
    const cast = await this.casts.named(turn.tx, [file.assigneeNo]);
    const who = cast.colleague(file.assigneeNo);
    const words = isGranted ? deadlineTexts.granted : deadlineTexts.kept;
    turn.reply(words(file.number, who), file.number);
    await this.tell(turn, change);
  }

  private async answer(turn: Turn, change: CaseChange, until: Date): Promise<void> {
    const { number } = change.after;
    const by = spokenTime(until, turn.now);
    const decider = change.facts?.decider;
    const cast = await this.casts.named(turn.tx, [String(decider ?? '')]);
    turn.reply(
      change.action === 'extend'
        ? deadlineTexts.extended(number, by)
        : deadlineTexts.asked(number, by, cast.colleague(String(decider ?? ''))),
      number,
    );
    await this.tell(turn, change);
  }

  private async tell(turn: Turn, change: CaseChange): Promise<void> {
    const options = { exceptContact: turn.contactId };
    turn.messages.push(...(await this.announcements.announce(turn.tx, change, options)));
  }

  /** The case that is meant; undefined when it was said what is missing. */
  private async meant(
    turn: Turn,
    meaning: Meaning,
    own: readonly CaseFile[],
  ): Promise<CaseFile | undefined> {
    const named = meaning.command?.caseNumber ?? meaning.caseNumbers[0];
    const number = named ?? (await this.recent.quotedNumber(turn));
    if (number) {
      const file = await this.cases.find(turn.tx, number);
      if (file && !file.avoid.includes(turn.staffNo)) return file;
      turn.reply(staffTexts.noSuchCase(number));
      return undefined;
    }
    const { meant, unclear } = await this.which.find(turn, meaning, { fitting: own });
    if (meant.length === 1) return meant[0];
    turn.reply(
      own.length === 0 ? staffTexts.noneOpen : deadlineTexts.whichOne(meant[0] ? meant : unclear),
    );
    return undefined;
  }

  private async sayWhose(turn: Turn, { number, assigneeNo }: CaseFile): Promise<void> {
    const cast = await this.casts.named(turn.tx, [assigneeNo]);
    turn.reply(staffTexts.heldBy(number, cast.colleague(assigneeNo)), number);
  }
}
