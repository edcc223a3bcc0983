import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import { readCode } from '../people/invitation.rules.js';
import { mergePlaces } from '../understanding/place.rules.js';
import { type Meaning, Reader, type TalkContext } from '../understanding/understanding.types.js';
import { isOver, isUnfinished } from './case-standing.rules.js';
import type { DialogState } from './conversation.types.js';
import { DialogsService } from './dialogs.service.js';
import { RecentCasesService } from './recent-cases.service.js';
import { type Crossing, type Route, routeOf } from './router.rules.js';
import { talkTexts } from './texts/talk.texts.js';
import type { Turn } from './turn.js';

/** What is known about the speaker's cases before the text is read. */
interface Background {
  readonly question?: CaseFile;
  readonly recent: readonly CaseFile[];
  readonly gathering?: CaseFile;
}

/** Answers one text: reads it, finds the way, lets the dialog speak. */
@Injectable()
export class TextTurnService {
  constructor(
    private readonly reader: Reader,
    private readonly cases: CaseService,
    private readonly recent: RecentCasesService,
    private readonly dialogs: DialogsService,
  ) {}

  async answer(turn: Turn, text: string): Promise<void> {
    if (readCode(text) && !turn.speaker.staff) return this.dialogs.manage.redeem(turn, text);
    const background = await this.background(turn);
    const speaker = turn.role;
    const meaning = this.reader.read(
      { text, speaker, context: contextOf(background) },
      turn.territory,
    );
    const change = background.question ? undefined : this.ratingChange(turn, text);
    if (change) return this.dialogs.rate.answerLate(turn, change);
    const route = routeOf(await this.crossing(turn, meaning, text, background));
    await this.go(route, turn, meaning, text, background);
    if (meaning.isAbusive && route === 'report') turn.replyMore(talkTexts.calmAlready);
  }

  /** 「改成满意」: read as the answer to the question that was already answered. */
  private ratingChange(turn: Turn, text: string): Meaning | undefined {
    const words = /^(?:我要?)?(?:改成|改为|换成|改一下)[，,：: ]*(.+)$/u.exec(text.trim())?.[1];
    if (!words || turn.speaker.staff) return undefined;
    const meaning = this.reader.read(
      { text: words, speaker: 'resident', context: 'rating' },
      turn.territory,
    );
    return meaning.rating?.score === undefined ? undefined : meaning;
  }

  private async background(turn: Turn): Promise<Background> {
    if (turn.speaker.staff && !turn.speaker.resident) return { recent: await this.recent.of(turn) };
    const { gathering } = turn.state;
    const isFresh = gathering?.stage === 'report' && gathering.until > turn.now.toISOString();
    const [question, recent, joined] = await Promise.all([
      this.dialogs.rate.openQuestion(turn),
      this.recent.of(turn),
      isFresh ? this.cases.find(turn.tx, gathering.caseNumber) : undefined,
    ]);
    return {
      recent,
      ...(question && { question }),
      ...(joined && isUnfinished(joined) && { gathering: joined }),
    };
  }

  private async crossing(
    turn: Turn,
    meaning: Meaning,
    text: string,
    background: Background,
  ): Promise<Crossing> {
    const { gathering, recent, question } = background;
    const { dialog, rated } = turn.state;
    return {
      meaning,
      text,
      isStaff: turn.speaker.staff !== undefined,
      hasHome: turn.speaker.resident !== undefined,
      isAskedToRate: question !== undefined,
      hasOpenCase: recent.some((file) => !isOver(file)),
      justRated: rated !== undefined && rated.until > turn.now.toISOString(),
      quotesCase: (await this.recent.quotedNumber(turn)) !== undefined,
      ...(dialog && { dialog }),
      ...(gathering && {
        gathering: {
          ...gathering.address,
          category: gathering.category,
          urgency: gathering.urgency,
        },
      }),
    };
  }

  private async go(
    route: Route,
    turn: Turn,
    meaning: Meaning,
    text: string,
    background: Background,
  ): Promise<void> {
    const { gathering, question } = background;
    if (route === 'add' && gathering)
      return this.dialogs.followUp.add(turn, gathering, meaning, text, []);
    if (route === 'rate' && question) return this.dialogs.rate.answer(turn, question, meaning);
    if (route === 'not-solved' && question)
      return this.dialogs.rate.notSolved(turn, question, text);
    if (await this.goOn(route, turn, meaning, text)) return;
    turn.remember({ dialog: keepsQuestion(route) ? turn.state.dialog : undefined });
    await this.dialogs.start(route, turn, meaning, text);
  }

  /** Routes that continue the open question; false when there was none after all. */
  private async goOn(route: Route, turn: Turn, meaning: Meaning, text: string): Promise<boolean> {
    const { dialog } = turn.state;
    const next = dialog && CONTINUATIONS[route];
    if (!next) return false;
    return next(this.dialogs, { turn, dialog, meaning, text });
  }
}

/** An answer to the open question. */
interface Answer {
  readonly turn: Turn;
  readonly dialog: DialogState;
  readonly meaning: Meaning;
  readonly text: string;
}

type Continuation = (dialogs: DialogsService, answer: Answer) => Promise<boolean>;

/** Which dialog goes on by which route; each answers only the question it belongs to. */
const CONTINUATIONS: Partial<Record<Route, Continuation>> = {
  'answer-place': onlyFor('ask-place', (dialogs, { turn, dialog, meaning, text }) =>
    dialogs.report.answerPlace(turn, dialog, meaning, text),
  ),
  'choose-place': onlyFor('choose-place', async (dialogs, { turn, dialog, meaning }) => {
    if (!(await dialogs.report.choosePlace(turn, dialog, meaning)))
      await dialogs.report.leaveToPerson(turn, dialog);
  }),
  'leave-to-person': onlyFor('choose-place', (dialogs, { turn, dialog }) =>
    dialogs.report.leaveToPerson(turn, dialog),
  ),
  'matter-place': onlyFor('ask-matter', async (dialogs, { turn, dialog, meaning }) => {
    dialogs.report.askMatter(turn, dialog.media, mergePlaces(dialog.place ?? {}, meaning.place));
  }),
  'place-of-case': onlyFor('place-of-case', (dialogs, { turn, dialog, meaning }) =>
    dialogs.followUp.placeOf(turn, dialog.caseNumber, meaning),
  ),
  'choose-case': onlyFor('choose-case', async (dialogs, { turn, dialog, meaning }) => {
    const side = dialog.act.side === 'staff' ? dialogs.work : dialogs.followUp;
    if (!(await side.choose(turn, dialog, meaning))) turn.reply(talkTexts.chooseNumber);
  }),
  'choose-person': onlyFor('choose-person', async (dialogs, { turn, dialog, meaning }) => {
    if (!(await dialogs.work.choosePerson(turn, dialog, meaning)))
      turn.reply(talkTexts.chooseNumber);
  }),
  reason: onlyFor('ask-reason', (dialogs, { turn, dialog, text }) =>
    dialogs.rate.takeReason(turn, dialog, text),
  ),
  'home-yes': onlyFor('confirm-home', (dialogs, { turn, dialog }) =>
    dialogs.home.answerConfirm(turn, dialog, true),
  ),
  'home-no': onlyFor('confirm-home', (dialogs, { turn, dialog }) =>
    dialogs.home.answerConfirm(turn, dialog, false),
  ),
  'answer-home': onlyFor('ask-home', (dialogs, { turn, dialog, meaning }) =>
    dialogs.home.answerHome(turn, dialog, meaning.place),
  ),
};

/** A continuation that answers one question and leaves every other to the routes that start something new. */
function onlyFor<N extends DialogState['name']>(
  name: N,
  go: (
    dialogs: DialogsService,
    answer: Answer & { readonly dialog: Extract<DialogState, { name: N }> },
  ) => Promise<void>,
): Continuation {
  return async (dialogs, answer) => {
    if (answer.dialog.name !== name) return false;
    await go(dialogs, answer as Parameters<typeof go>[1]);
    return true;
  };
}

/** Small talk in between leaves the question standing; a new matter replaces it. */
function keepsQuestion(route: Route): boolean {
  return [
    'greet',
    'thanks',
    'help',
    'contact',
    'station',
    'follow-up',
    'rate',
    'empty',
    'report',
    'list',
    'person',
  ].includes(route);
}

function contextOf({ question, recent }: Background): TalkContext {
  if (question) return 'rating';
  if (recent.some((file) => !isOver(file) && file.status !== 'resolved')) return 'open_case';
  return recent.length > 0 ? 'resolved' : 'none';
}
