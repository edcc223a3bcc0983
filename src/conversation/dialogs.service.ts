import { Injectable } from '@nestjs/common';
import type { Meaning } from '../understanding/understanding.types.js';
import { BindHomeDialog } from './dialogs/bind-home.dialog.js';
import { FollowUpDialog } from './dialogs/follow-up.dialog.js';
import { ManageCasesDialog } from './dialogs/manage-cases.dialog.js';
import { RateCaseDialog } from './dialogs/rate-case.dialog.js';
import { ReportProblemDialog } from './dialogs/report-problem.dialog.js';
import { SmallTalkDialog } from './dialogs/small-talk.dialog.js';
import { WorkCaseDialog } from './dialogs/work-case.dialog.js';
import type { Route } from './router.rules.js';
import { residentTexts } from './texts/resident.texts.js';
import { staffTexts } from './texts/staff.texts.js';
import { talkTexts } from './texts/talk.texts.js';
import type { Turn } from './turn.js';

type Start = (turn: Turn, meaning: Meaning, text: string) => void | Promise<void>;

/** All dialogs under one roof, and the table that says which route starts which. */
@Injectable()
export class DialogsService {
  private readonly starts: Partial<Record<Route, Start>>;

  constructor(
    readonly report: ReportProblemDialog,
    readonly followUp: FollowUpDialog,
    readonly rate: RateCaseDialog,
    readonly home: BindHomeDialog,
    readonly work: WorkCaseDialog,
    readonly manage: ManageCasesDialog,
    readonly talk: SmallTalkDialog,
  ) {
    this.starts = this.table();
  }

  /** Starts what the route names; a route without a dialog is answered as not understood, never with silence. */
  async start(route: Route, turn: Turn, meaning: Meaning, text: string): Promise<void> {
    const start = this.starts[route] ?? ((t: Turn) => this.talk.notUnderstood(t, text));
    if (route !== 'unclear') turn.remember({ misunderstood: 0 });
    await start(turn, meaning, text);
  }

  private table(): Partial<Record<Route, Start>> {
    return {
      report: (turn, meaning, text) =>
        this.report.start(turn, meaning, text, turn.speaker.staff ? (turn.state.held ?? []) : []),
      register: (turn, meaning, text) =>
        this.report.start(turn, meaning, meaning.command?.rest || text),
      'drop-report': (turn) => {
        turn.settle();
        turn.reply(talkTexts.dropped);
      },
      'rate-late': (turn, meaning) => this.rate.answerLate(turn, meaning),
      comment: (turn, _meaning, text) =>
        this.rate.takeComment(turn, turn.state.rated?.caseNumber ?? '', text),
      correct: (turn, meaning) => this.followUp.correct(turn, meaning),
      hide: async (turn) => {
        if (!(await this.followUp.hide(turn))) turn.reply(residentTexts.kept);
      },
      'follow-up': (turn, meaning, text) => this.followUp.start(turn, meaning, text),
      'bind-home': (turn, meaning) => this.home.bind(turn, meaning.place, meaning.phones[0]),
      'confirm-home': (turn, meaning) => this.home.confirm(turn, meaning.place),
      contact: (turn, meaning) => this.home.whoLooksAfter(turn, meaning.place),
      station: (turn) => this.talk.station(turn),
      person: (turn, _meaning, text) => this.talk.person(turn, text),
      greet: (turn) => this.talk.greet(turn),
      thanks: (turn) => turn.reply(talkTexts.thanks),
      help: (turn) => this.talk.help(turn),
      calm: (turn) => turn.reply(talkTexts.calm),
      empty: (turn) => turn.reply(talkTexts.askedTooLittle),
      work: (turn, meaning, text) => this.work.start(turn, meaning, text),
      list: (turn, meaning) => this.manage.list(turn, meaning.command?.word),
      invite: (turn, meaning) => this.manage.invite(turn, meaning.command?.rest ?? ''),
      'revoke-invitation': (turn, meaning) => this.manage.revoke(turn, meaning.command?.rest ?? ''),
      'not-yet': (turn, meaning) => turn.reply(staffTexts.notYet(meaning.command?.word ?? '')),
    };
  }
}
