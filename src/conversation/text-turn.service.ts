import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import { readCode } from '../people/invitation.rules.js';
import { mergePlaces } from '../understanding/place.rules.js';
import { type Meaning, Reader, type TalkContext } from '../understanding/understanding.types.js';
import { isOver, isUnfinished } from './announcement.service.js';
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
    const meaning = this.reader.read({ text, speaker, context: contextOf(background) }, turn.territory);
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
    const meaning = this.reader.read({ text: words, speaker: 'resident', context: 'rating' }, turn.territory);
    return meaning.rating?.score === undefined ? undefined : meaning;
  }

  private async background(turn: Turn): Promise<Background> {
    if (turn.speaker.staff && !turn.speaker.resident) return { recent: await this.recent.of(turn) };
    const question = await this.dialogs.rate.openQuestion(turn);
    const recent = await this.recent.of(turn);
    const { gathering } = turn.state;
    const isFresh = gathering?.stage === 'report' && gathering.until > turn.now.toISOString();
    const joined = isFresh ? await this.cases.find(turn.tx, gathering.caseNumber) : undefined;
    return { recent, ...(question && { question }), ...(joined && isUnfinished(joined) && { gathering: joined }) };
  }

  private async crossing(turn: Turn, meaning: Meaning, text: string, background: Background): Promise<Crossing> {
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
      ...(gathering && { gathering: { ...gathering.address, category: gathering.category, urgency: gathering.urgency } }),
    };
  }

  private async go(route: Route, turn: Turn, meaning: Meaning, text: string, background: Background): Promise<void> {
    const { gathering, question } = background;
    if (route === 'add' && gathering) return this.dialogs.followUp.add(turn, gathering, meaning, text, []);
    if (route === 'rate' && question) return this.dialogs.rate.answer(turn, question, meaning);
    if (route === 'not-solved' && question) return this.dialogs.rate.notSolved(turn, question, text);
    if (await this.goOn(route, turn, meaning, text)) return;
    turn.remember({ dialog: keepsQuestion(route) ? turn.state.dialog : undefined });
    await this.dialogs.start(route, turn, meaning, text);
  }

  /** Routes that continue the open question; false when there was none after all. */
  private async goOn(route: Route, turn: Turn, meaning: Meaning, text: string): Promise<boolean> {
    const { dialog } = turn.state;
    if (!dialog) return false;
    const { report, followUp, work, rate, home } = this.dialogs;
    if (route === 'answer-place' && dialog.name === 'ask-place') await report.answerPlace(turn, dialog, meaning, text);
    else if (route === 'choose-place' && dialog.name === 'choose-place') {
      if (!(await report.choosePlace(turn, dialog, meaning))) await report.leaveToPerson(turn, dialog);
    } else if (route === 'leave-to-person' && dialog.name === 'choose-place') await report.leaveToPerson(turn, dialog);
    else if (route === 'matter-place' && dialog.name === 'ask-matter') {
      report.askMatter(turn, dialog.media, mergePlaces(dialog.place ?? {}, meaning.place));
    } else if (route === 'place-of-case' && dialog.name === 'place-of-case') {
      await followUp.placeOf(turn, dialog.caseNumber, meaning);
    } else if (route === 'choose-case' && dialog.name === 'choose-case') {
      const side = dialog.act.side === 'staff' ? work : followUp;
      if (!(await side.choose(turn, dialog, meaning))) turn.reply(talkTexts.chooseNumber);
    } else if (route === 'choose-person' && dialog.name === 'choose-person') {
      if (!(await work.choosePerson(turn, dialog, meaning))) turn.reply(talkTexts.chooseNumber);
    } else if (route === 'reason' && dialog.name === 'ask-reason') await rate.takeReason(turn, dialog, text);
    else if (dialog.name === 'confirm-home' && (route === 'home-yes' || route === 'home-no')) {
      await home.answerConfirm(turn, dialog, route === 'home-yes');
    } else if (route === 'answer-home' && dialog.name === 'ask-home') await home.answerHome(turn, dialog, meaning.place);
    else return false;
    return true;
  }
}

/** Small talk in between leaves the question standing; a new matter replaces it. */
function keepsQuestion(route: Route): boolean {
  return ['greet', 'thanks', 'help', 'contact', 'station', 'follow-up', 'rate', 'empty', 'report', 'list', 'person'].includes(route);
}

function contextOf({ question, recent }: Background): TalkContext {
  if (question) return 'rating';
  if (recent.some((file) => !isOver(file) && file.status !== 'resolved')) return 'open_case';
  return recent.length > 0 ? 'resolved' : 'none';
}
