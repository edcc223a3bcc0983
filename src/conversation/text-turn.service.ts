import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import { withoutCardNumbers } from '../kernel/personal-numbers.rules.js';
import { readCode } from '../people/invitation.rules.js';
import { type Meaning, Reader, type TalkContext } from '../understanding/understanding.types.js';
import { isOver, isUnfinished } from './case-standing.rules.js';
import { chosenByWords } from './choice.rules.js';
import { CONTINUATIONS } from './continuations.js';
import type { Crossing, MatterInHand, Route } from './crossing.types.js';
import { DialogsService } from './dialogs.service.js';
import { DoubtService } from './doubt.service.js';
import { type Pointing, PointingService } from './pointing.service.js';
import { lateRating, startsWithRating } from './rating-words.rules.js';
import { RecentCasesService } from './recent-cases.service.js';
import { optional } from './report.rules.js';
import { routeOf } from './router.rules.js';
import { isOtherMatter } from './same-matter.rules.js';
import { talkTexts } from './texts/talk.texts.js';
import type { Turn } from './turn.js';
import { isElsewhereThan } from './which-case.rules.js';

/** What is known about the speaker's cases before the text is read. */
interface Background {
  readonly question?: CaseFile;
  readonly recent: readonly CaseFile[];
  readonly gathering?: CaseFile;
  readonly inHand?: MatterInHand;
}

/** 「楼道灯还是不亮」 */
const STILL = /还是|还(?:没|不|在)|仍|依然|依旧|一直/u;

/** Answers one text: reads it, finds the way, lets the dialog speak. */
@Injectable()
export class TextTurnService {
  constructor(
    private readonly reader: Reader,
    private readonly cases: CaseService,
    private readonly recent: RecentCasesService,
    private readonly pointing: PointingService,
    private readonly dialogs: DialogsService,
    private readonly doubts: DoubtService,
  ) {}

  async answer(turn: Turn, heard: string): Promise<void> {
    if (readCode(heard) && !turn.speaker.staff)
      return this.dialogs.staff.invitations.redeem(turn, heard);
    const text = withoutCardNumbers(heard);
    await this.answerText(turn, text);
    if (text !== heard) turn.replyMore(talkTexts.cardNumbersNotKept);
  }

  private async answerText(turn: Turn, text: string): Promise<void> {
    const pointing = this.pointing.of(turn, text);
    const background = await this.background(turn, pointing);
    const waits = background.question ?? (turn.state.dialog?.name === 'offer-join' || undefined);
    const change = waits ? undefined : this.ratingChange(turn, text);
    if (change) return this.dialogs.rate.answerLate(turn, change, text);
    const read = this.read(turn, text, background, pointing);
    const crossing = await this.crossing(turn, read, text, background, pointing);
    const { meaning, route } = await this.doubts.settle(turn, crossing, routeOf(crossing));
    if (meaning.urgency === 'emergency') turn.hurry();
    await this.go(route, turn, meaning, text, background);
    if (meaning.isAbusive && route === 'report') turn.replyMore(talkTexts.calmAlready);
  }

  /** What the words mean where the talk stands. */
  private read(
    turn: Turn,
    text: string,
    background: Background,
    pointing: Pointing | undefined,
  ): Meaning {
    const speaker = turn.role;
    const context = contextOf(background);
    const meaning = this.reader.read({ text, speaker, context }, turn.territory);
    const { question } = background;
    if (question && !startsWithRating(text) && !pointing?.isMarked) {
      // A new matter said while a rating is awaited is no verdict on the old one.
      const plain = this.reader.read({ text, speaker, context: 'none' }, turn.territory);
      if (isOtherMatter(plain, question))
        return { ...plain, ...optional('reference', pointing?.reference) };
    }
    const choice = meaning.choice ?? chosenByWords(text, turn.state.dialog);
    const whole = choice === undefined ? meaning : { ...meaning, choice };
    return pointing ? this.pointing.wish(turn, text, whole, { ...pointing, context }) : whole;
  }

  /** 「改成满意」: read as the answer to the question that was already answered. */
  private ratingChange(turn: Turn, text: string): Meaning | undefined {
    const words = lateRating(text);
    if (!words || turn.speaker.staff) return undefined;
    const meaning = this.reader.read(
      { text: words, speaker: 'resident', context: 'rating' },
      turn.territory,
    );
    return meaning.rating?.score === undefined ? undefined : meaning;
  }

  private async background(turn: Turn, pointing: Pointing | undefined): Promise<Background> {
    const inHand = turn.speaker.staff && (await this.recent.inHandOf(turn));
    const held = inHand && isUnfinished(inHand) && { inHand: matterOf(inHand) };
    const { recent } = turn;
    if (turn.speaker.staff && !turn.speaker.resident) return { recent, ...held };
    const { gathering } = turn.state;
    const isFresh = gathering?.stage === 'report' && gathering.until > turn.now.toISOString();
    // Only a solved case can have its question open.
    const mayBeAsked = recent.some((file) => file.status === 'resolved');
    const [question, joined] = await Promise.all([
      mayBeAsked && !this.pointing.isOfAnother(turn, pointing)
        ? this.dialogs.rate.openQuestion(turn, pointing?.file?.number)
        : undefined,
      isFresh ? this.cases.find(turn.tx, gathering.caseNumber) : undefined,
    ]);
    return {
      recent,
      ...held,
      ...(question && { question }),
      ...(joined && isUnfinished(joined) && { gathering: joined }),
    };
  }

  private async crossing(
    turn: Turn,
    meaning: Meaning,
    text: string,
    background: Background,
    pointing: Pointing | undefined,
  ): Promise<Crossing> {
    const { gathering, inHand, recent, question } = background;
    const { dialog, rated } = turn.state;
    return {
      meaning,
      text,
      isStaff: turn.speaker.staff !== undefined,
      hasHome: turn.speaker.resident !== undefined,
      isAskedToRate: question !== undefined,
      hasOpenCase: recent.some((file) => !isOver(file)),
      hasUnfinishedCase: recent.some(isUnfinished),
      hasRecentCase: recent.length > 0,
      justRated: rated !== undefined && rated.until > turn.now.toISOString(),
      quotesCase: (await this.recent.quotedNumber(turn)) !== undefined,
      isElsewhere:
        recent.length > 0 && recent.every((file) => isElsewhereThan(file, meaning.place)),
      ...optional(
        'pointsAt',
        pointing?.file && this.pointsAt(pointing, pointing.file, meaning, text),
      ),
      ...(dialog && { dialog }),
      ...(gathering && { gathering: this.gatheringOf(turn, gathering) }),
      ...(inHand && { inHand }),
    };
  }

  /** Whether the one that is pointed at is still worked on; undefined where the words may tell of something new. */
  private pointsAt(
    { isMarked }: Pointing,
    file: CaseFile,
    meaning: Meaning,
    text: string,
  ): Crossing['pointsAt'] {
    const isSame = STILL.test(text) && !isOtherMatter(meaning, matterOf(file));
    if (!isMarked && !isSame) return undefined;
    return isUnfinished(file) ? 'unfinished' : 'finished';
  }

  /** A case as pieces may join it; what danger it cried of is read from its own words. */
  private gatheringOf(turn: Turn, file: CaseFile): MatterInHand {
    if (file.urgency !== 'emergency') return matterOf(file);
    const { danger } = this.reader.read(
      { text: file.text, speaker: 'resident', context: 'none' },
      turn.territory,
    );
    return { ...matterOf(file), ...optional('danger', danger) };
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
      return this.dialogs.more.add(turn, gathering, meaning, text, []);
    if (route === 'rate' && question)
      return this.dialogs.rate.answer(turn, question, meaning, text);
    if (route === 'not-solved' && question)
      return this.dialogs.rate.notSolved(turn, question, text);
    if (await this.goOn(route, turn, meaning, text)) return;
    const open = keepsQuestion(route) ? turn.state.dialog : undefined;
    turn.remember({ dialog: open });
    await this.dialogs.start(route, turn, meaning, text);
    if (open && isSmallTalk(route) && turn.state.dialog === open)
      this.dialogs.beside.remind(turn, open);
  }

  /** Routes that continue the open question; false when there was none after all. */
  private async goOn(route: Route, turn: Turn, meaning: Meaning, text: string): Promise<boolean> {
    const { dialog } = turn.state;
    const next = dialog && CONTINUATIONS[route];
    if (!next) return false;
    return next(this.dialogs, { turn, dialog, meaning, text });
  }
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

/** Answers after which the person is reminded of what we still wait to hear. */
function isSmallTalk(route: Route): boolean {
  return ['greet', 'thanks', 'contact', 'station', 'follow-up', 'rate'].includes(route);
}

/** What is said about a case when a message may belong to it. */
function matterOf(file: CaseFile): MatterInHand {
  const { building, unit, estate } = file.address;
  const { kind, category, subcategory, urgency, about, text } = file;
  return {
    kind,
    category,
    urgency,
    text,
    ...optional('subcategory', subcategory),
    ...optional('about', about),
    ...optional('building', building),
    ...optional('unit', unit),
    ...optional('estate', estate),
  };
}

function contextOf({ question, recent }: Background): TalkContext {
  if (question) return 'rating';
  if (recent.some((file) => !isOver(file) && file.status !== 'resolved')) return 'open_case';
  return recent.length > 0 ? 'resolved' : 'none';
}
