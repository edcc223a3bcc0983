import { Inject, Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import type { CaseFile } from '../../cases/cases.types.js';
import type { CategoryTable } from '../../understanding/category.rules.js';
import {
  categoryName,
  likelyCategories,
  type NamedCategory,
  offered,
  readCategoryName,
} from '../../understanding/category-names.rules.js';
import { CATEGORY_TABLE } from '../../understanding/category-table.js';
import { CHANGE_CATEGORY } from '../../understanding/category-wish.rules.js';
import type { Meaning } from '../../understanding/understanding.types.js';
import { CategoryLessonsService } from '../category-lessons.service.js';
import { chosenOf } from '../choice.rules.js';
import type { DialogState } from '../conversation.types.js';
import { HandOverService } from '../hand-over.service.js';
import { RecentCasesService } from '../recent-cases.service.js';
import { categoryTexts, staffTexts } from '../texts/staff.texts.js';
import type { Turn } from '../turn.js';
import { WhichCaseService } from '../which-case.service.js';

type ChooseCase = Extract<DialogState, { name: 'choose-case' }>;
type ChooseCategory = Extract<DialogState, { name: 'choose-category' }>;

/** 改类别: whoever answers for a case, or for its community, says what it is about; the service learns from it. */
@Injectable()
export class ChangeCategoryDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly recent: RecentCasesService,
    private readonly which: WhichCaseService,
    private readonly handOver: HandOverService,
    private readonly lessons: CategoryLessonsService,
    @Inject(CATEGORY_TABLE) private readonly table: CategoryTable,
  ) {}

  /** Which case: by number, by quotation, the one spoken of a moment ago, the only one in hand; else it is asked. */
  async start(turn: Turn, meaning: Meaning): Promise<void> {
    const words = meaning.command?.rest ?? '';
    const number = meaning.command?.caseNumber ?? (await this.recent.quotedNumber(turn));
    if (number) return this.changeNumbered(turn, words, number);
    const spokenOf = await this.recent.inHandOf(turn);
    if (spokenOf && !meaning.reference?.isMarked)
      return this.changeNumbered(turn, words, spokenOf.number);
    const { meant, unclear } = await this.which.find(turn, meaning, {
      fitting: await this.openOf(turn),
    });
    const [file] = meant;
    if (file) return this.changeNumbered(turn, words, file.number);
    if (unclear.length === 0) return turn.reply(staffTexts.noneForThat);
    const act = { side: 'staff', intent: 'note', word: CHANGE_CATEGORY, text: words } as const;
    this.which.ask(turn, { ...act, media: [] }, unclear);
  }

  /** 「哪一件？」 was answered. @returns false when it was no answer */
  async chooseCase(turn: Turn, dialog: ChooseCase, meaning: Meaning): Promise<boolean> {
    const [number] = chosenOf(dialog, meaning);
    if (!number) return false;
    turn.settle();
    await this.changeNumbered(turn, dialog.act.text, number);
    return true;
  }

  /** 「哪一类？」 was answered. @returns false when it was no answer */
  async chooseCategory(turn: Turn, dialog: ChooseCategory, meaning: Meaning): Promise<boolean> {
    const right = dialog.options[(meaning.choice ?? 0) - 1];
    if (!right) return false;
    turn.settle();
    const file = await this.cases.find(turn.tx, dialog.caseNumber);
    if (!file) return false;
    await this.correct(turn, file, right);
    return true;
  }

  private async changeNumbered(turn: Turn, words: string, number: string): Promise<void> {
    const file = await this.cases.find(turn.tx, number);
    const isAboutThem = file?.avoid.includes(turn.staffNo);
    if (!file || isAboutThem) return turn.reply(staffTexts.noSuchCase(number));
    if (await this.handOver.isOutOfReach(turn, file)) return;
    const { meant, nearest } = readCategoryName(words, this.table);
    if (meant) return this.correct(turn, file, meant);
    this.ask(turn, file, words, nearest);
  }

  /** Near classes first, then those that the case itself may be about; never the one it has. */
  private ask(turn: Turn, file: CaseFile, words: string, nearest: readonly NamedCategory[]): void {
    const isOther = (one: NamedCategory) =>
      one.category !== file.category || (one.subcategory ?? '') !== (file.subcategory ?? '');
    const likely = nearest.length > 1 ? [] : likelyCategories(file.text, this.table);
    const isNew = likely.filter((one) => one.category !== file.category);
    const options = offered(nearest.filter(isOther), isNew);
    const labels = options.map(categoryName);
    turn.ask({ name: 'choose-category', version: 1, caseNumber: file.number, options, labels });
    const said = nearest.length > 1 ? categoryTexts.several : categoryTexts.unknown;
    const question =
      words === '' ? categoryTexts.which(file.number, labels) : said(words, file.number, labels);
    turn.reply(question, file.number);
  }

  private async correct(turn: Turn, file: CaseFile, right: NamedCategory): Promise<void> {
    const { tx, now, staffNo } = turn;
    const change = await this.cases.correctCategory(tx, file, right, staffNo, now);
    if (!change) return turn.reply(staffTexts.already(file.number), file.number);
    this.lessons.keep(tx, change);
    turn.reply(
      categoryTexts.changed(file.number, categoryName(change.after), categoryName(file)),
      file.number,
    );
  }

  private async openOf(turn: Turn): Promise<CaseFile[]> {
    const { staff } = turn.speaker;
    return staff ? this.cases.openOfAssignee(turn.tx, staff.staffNo) : [];
  }
}
