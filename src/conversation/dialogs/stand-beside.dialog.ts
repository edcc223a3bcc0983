import { Injectable } from '@nestjs/common';
import type { Meaning } from '../../understanding/understanding.types.js';
import type { DialogState, PendingReport } from '../conversation.types.js';
import { MattersService } from '../matters.service.js';
import { optional } from '../report.rules.js';
import { namesPlace } from '../same-matter.rules.js';
import { residentTexts } from '../texts/resident.texts.js';
import { talkTexts } from '../texts/talk.texts.js';
import type { Turn } from '../turn.js';
import { ReportProblemDialog } from './report-problem.dialog.js';

type AskingPlace = Extract<DialogState, { name: 'ask-place' | 'choose-place' }>;

/** What comes in between while we still wait to hear where a matter is. */
@Injectable()
export class StandBesideDialog {
  constructor(
    private readonly reports: ReportProblemDialog,
    private readonly matters: MattersService,
  ) {}

  /**
   * Another matter while the place of the first is asked for. One that says where it is goes out at once; one that does
   * not waits for the same answer. False when no place was being asked for.
   */
  async start(turn: Turn, dialog: DialogState, meaning: Meaning, text: string): Promise<boolean> {
    if (!isAskingPlace(dialog)) return false;
    const place = meaning.place;
    const saysWhere = namesPlace(place) || (place.isHome === true && knowsHome(turn));
    if (
      dialog.name === 'ask-place' &&
      namesPlace(place) &&
      !dialog.report.concerned &&
      !isGrave(meaning)
    ) {
      const report = this.withMatter(turn, dialog.report, meaning, text);
      await this.reports.answerPlace(
        turn,
        { ...dialog, report },
        { ...meaning, intent: 'address' },
        '',
      );
      return true;
    }
    if (isGrave(meaning)) {
      await this.reports.start(turn, meaning, text);
      const where = turn.state.dialog;
      await this.reports.leaveToPerson(turn, dialog);
      if (where && where !== dialog) turn.ask(where);
      return true;
    }
    if (saysWhere) {
      await this.reports.start(turn, meaning, text);
      turn.ask(dialog);
      this.remind(turn, dialog);
      return true;
    }
    turn.ask({ ...dialog, report: this.withMatter(turn, dialog.report, meaning, text) });
    turn.reply(`${residentTexts.alsoNoted}${questionOf(dialog)}`);
    return true;
  }

  /** 「别说是我」 or a number to call: kept, and the question is put once more. */
  keepAside(turn: Turn, dialog: DialogState, meaning: Meaning): boolean {
    if (!isAskingPlace(dialog)) return false;
    const report = {
      ...dialog.report,
      anonymous: dialog.report.anonymous || meaning.wantsAnonymity,
      ...optional('phone', dialog.report.phone ?? meaning.phones[0]),
    };
    turn.ask({ ...dialog, report });
    const kept = meaning.wantsAnonymity ? residentTexts.kept : residentTexts.phoneKept;
    turn.reply(`${kept}\n${questionOf(dialog)}`);
    return true;
  }

  /** 「快点啊」: it can only go faster with the answer. */
  askAgain(turn: Turn, dialog: DialogState): boolean {
    if (!isAskingPlace(dialog)) return false;
    turn.reply(`${talkTexts.oneAnswerMissing}${questionOf(dialog)}`);
    return true;
  }

  /** A further matter that shares the people with the first, and the place unless it names one. */
  private withMatter(
    turn: Turn,
    report: PendingReport,
    meaning: Meaning,
    text: string,
  ): PendingReport {
    const {
      others,
      anonymous,
      phone,
      concerned: _whom,
      media: _media,
      place: _place,
      ...matter
    } = this.matters.reportOf(turn, meaning, text, []);
    return {
      ...report,
      anonymous: report.anonymous || anonymous,
      ...optional('phone', report.phone ?? phone),
      others: [...report.others, matter, ...others],
    };
  }

  /** After small talk: what we still wait for, in one line under the answer. */
  remind(turn: Turn, dialog: DialogState): void {
    if (isAskingPlace(dialog)) turn.replyMore(`${talkTexts.stillWaiting}${questionOf(dialog)}`);
    else if (dialog.name === 'ask-matter') turn.replyMore(residentTexts.askMatterAgain);
  }
}

function isAskingPlace(dialog: DialogState): dialog is AskingPlace {
  return dialog.name === 'ask-place' || dialog.name === 'choose-place';
}

function knowsHome(turn: Turn): boolean {
  return turn.speaker.resident !== undefined;
}

function isGrave(meaning: Meaning): boolean {
  return meaning.urgency === 'emergency';
}

/** The question as it stands open. */
function questionOf(dialog: AskingPlace): string {
  if (dialog.name === 'choose-place')
    return residentTexts.choosePlace(dialog.options.map((option) => option.label));
  const { concerned } = dialog.report;
  return concerned ? residentTexts.askPlaceOf(concerned) : residentTexts.askPlace;
}
