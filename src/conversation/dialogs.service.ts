import { Injectable } from '@nestjs/common';
import type { Meaning } from '../understanding/understanding.types.js';
import type { Route } from './crossing.types.js';
import type { AddToCaseDialog } from './dialogs/add-to-case.dialog.js';
import { BindHomeDialog } from './dialogs/bind-home.dialog.js';
import { CaseDialogs } from './dialogs/case-dialogs.js';
import type { FollowUpDialog } from './dialogs/follow-up.dialog.js';
import type { JoinNeighbourDialog } from './dialogs/join-neighbour.dialog.js';
import { RateCaseDialog } from './dialogs/rate-case.dialog.js';
import { ReportDialogs } from './dialogs/report-dialogs.js';
import type { ReportProblemDialog } from './dialogs/report-problem.dialog.js';
import type { SeveralCasesDialog } from './dialogs/several-cases.dialog.js';
import { SmallTalkDialog } from './dialogs/small-talk.dialog.js';
import { StaffDialogs } from './dialogs/staff-dialogs.js';
import type { StandBesideDialog } from './dialogs/stand-beside.dialog.js';
import { atSpot, freshSpot, meansHere } from './spot.rules.js';
import { residentTexts } from './texts/resident.texts.js';
import { inviteTexts, staffTexts } from './texts/staff.texts.js';
import { talkTexts } from './texts/talk.texts.js';
import type { Turn } from './turn.js';

type Start = (turn: Turn, meaning: Meaning, text: string) => void | Promise<void>;

/** All dialogs under one roof, and the table that says which route starts which. */
@Injectable()
export class DialogsService {
  private readonly starts: Partial<Record<Route, Start>>;

  constructor(
    private readonly reports: ReportDialogs,
    private readonly ofCases: CaseDialogs,
    readonly rate: RateCaseDialog,
    readonly home: BindHomeDialog,
    readonly talk: SmallTalkDialog,
    readonly staff: StaffDialogs,
  ) {
    this.starts = { ...this.residentTable(), ...this.talkTable(), ...this.staffTable() };
  }

  get report(): ReportProblemDialog {
    return this.reports.straight;
  }

  get neighbours(): JoinNeighbourDialog {
    return this.reports.neighbours;
  }

  get followUp(): FollowUpDialog {
    return this.ofCases.followUp;
  }

  get more(): AddToCaseDialog {
    return this.ofCases.more;
  }

  get several(): SeveralCasesDialog {
    return this.ofCases.several;
  }

  get beside(): StandBesideDialog {
    return this.reports.beside;
  }

  /** Starts what the route names; a route without a dialog is answered as not understood, never with silence. */
  async start(route: Route, turn: Turn, meaning: Meaning, text: string): Promise<void> {
    const start = this.starts[route] ?? ((t: Turn) => this.talk.notUnderstood(t, text));
    if (route !== 'unclear') turn.remember({ misunderstood: 0 });
    await start(turn, meaning, text);
  }

  private residentTable(): Partial<Record<Route, Start>> {
    return {
      report: (turn, meaning, text) =>
        this.report.start(turn, meaning, text, turn.speaker.staff ? (turn.state.held ?? []) : []),
      'matter-first': (turn) => this.report.askMatterUnnamed(turn),
      'drop-report': (turn) => {
        turn.settle();
        turn.reply(talkTexts.dropped);
      },
      'rate-late': (turn, meaning, text) => this.rate.answerLate(turn, meaning, text),
      'decline-rating': (turn) => this.rate.declineOpen(turn),
      comment: (turn, _meaning, text) =>
        this.rate.takeComment(turn, turn.state.rated?.caseNumber ?? '', text),
      correct: (turn, meaning) => this.more.correct(turn, meaning),
      hide: async (turn, meaning) => {
        if (!(await this.more.hide(turn, meaning))) turn.reply(residentTexts.kept);
      },
      'follow-up': (turn, meaning, text) => this.followUp.start(turn, meaning, text),
      'add-open': (turn, meaning, text) =>
        this.followUp.start(turn, { ...meaning, intent: 'note' }, text),
      'ask-progress': (turn, meaning, text) =>
        this.followUp.start(turn, { ...meaning, intent: 'progress' }, text),
      'urge-open': (turn, meaning, text) =>
        this.followUp.start(turn, { ...meaning, intent: 'urge' }, text),
      'no-need': (turn) => turn.reply(residentTexts.nothingToDrop),
      keep: (turn) => turn.reply(residentTexts.allKept),
      'keep-gone': (turn) => turn.reply(residentTexts.sayAgain),
      'bind-home': (turn, meaning) => this.home.bind(turn, meaning.place, meaning.phones[0]),
      'confirm-home': (turn, meaning) => this.home.confirm(turn, meaning.place),
      contact: (turn, meaning, text) => {
        const spot = freshSpot(turn.state, turn.now);
        const isHere = spot !== undefined && (meansHere(text) || !turn.speaker.resident);
        return this.home.whoLooksAfter(turn, isHere ? atSpot(spot, meaning.place) : meaning.place);
      },
    };
  }

  private talkTable(): Partial<Record<Route, Start>> {
    return {
      station: (turn) => this.talk.station(turn),
      person: (turn, _meaning, text) => this.talk.person(turn, text),
      greet: (turn) => this.talk.greet(turn),
      thanks: (turn) => turn.reply(talkTexts.thanks),
      help: (turn) => this.talk.help(turn),
      calm: (turn) => turn.reply(talkTexts.calm),
      empty: (turn) => turn.reply(talkTexts.askedTooLittle),
      doubt: (turn) => turn.reply(talkTexts.noSwindlers),
      'red-packet': (turn) => turn.reply(talkTexts.noRedPackets),
      link: (turn) => turn.reply(talkTexts.linkOnly),
      'need-code': (turn) => turn.reply(inviteTexts.needCode),
    };
  }

  private staffTable(): Partial<Record<Route, Start>> {
    const { work, lists, invitations, joining, categories, deadlines, leaving } = this.staff;
    return {
      register: (turn, meaning, text) =>
        this.report.start(turn, meaning, meaning.command?.rest || text),
      work: (turn, meaning, text) => work.start(turn, meaning, text),
      assign: (turn, meaning, text) => work.start(turn, { ...meaning, intent: 'assign' }, text),
      'merge-cases': (turn, meaning) => joining.merge(turn, meaning),
      'part-case': (turn, meaning) => joining.part(turn, meaning),
      'hand-over-all': (turn, meaning) => leaving.start(turn, meaning),
      'ask-extension': (turn, meaning, text) => deadlines.ask(turn, meaning, text),
      'decide-extension': (turn, meaning) => deadlines.decide(turn, meaning),
      'change-category': (turn, meaning) => categories.start(turn, meaning),
      list: (turn, meaning) => lists.list(turn, meaning.command?.word),
      invite: (turn, meaning) => invitations.invite(turn, meaning.command?.rest ?? ''),
      'no-rating': (turn) => turn.reply(staffTexts.noRating),
      'revoke-invitation': (turn, meaning) => invitations.revoke(turn, meaning.command?.rest ?? ''),
      'not-yet': (turn, meaning) => {
        const words = turn.isManaging ? staffTexts.notYetManaging : staffTexts.notYet;
        turn.reply(words(meaning.command?.word ?? ''));
      },
    };
  }
}
