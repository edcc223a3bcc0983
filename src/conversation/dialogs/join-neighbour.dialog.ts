import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import type { CaseMedia } from '../../cases/cases.types.js';
import { describePlace, hasPlace } from '../../understanding/place.rules.js';
import type { Meaning } from '../../understanding/understanding.types.js';
import { AnnouncementService } from '../announcement.service.js';
import { isUnfinished } from '../case-standing.rules.js';
import { CastService } from '../cast.service.js';
import type { DialogState } from '../conversation.types.js';
import { ReportOpeningService, reporterOf } from '../report-opening.service.js';
import { residentTexts } from '../texts/resident.texts.js';
import { MEDIA_WORDS } from '../texts/talk.texts.js';
import { spokenLimit } from '../texts/time.texts.js';
import type { Turn } from '../turn.js';
import { ReportProblemDialog } from './report-problem.dialog.js';

type OfferJoin = Extract<DialogState, { name: 'offer-join' }>;

/**
 * The answer to 「这件邻居也报过了，要一起跟进吗？」. A clear yes joins the neighbour's case; anything else makes a case of
 * its own, and so does silence. Each reporter of a shared case sees their own words, never a neighbour's.
 */
@Injectable()
export class JoinNeighbourDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly reports: ReportProblemDialog,
    private readonly opening: ReportOpeningService,
    private readonly announcements: AnnouncementService,
    private readonly casts: CastService,
  ) {}

  /** 「要」. A case that was solved in the meantime cannot be followed: then it is one of its own. */
  async join(turn: Turn, dialog: OfferJoin): Promise<void> {
    const { report } = dialog;
    const file = await this.cases.find(turn.tx, dialog.caseNumber);
    if (!file || !isUnfinished(file)) return this.reports.standAlone(turn, report);
    turn.settle();
    const told = { text: report.text, place: describePlace(report.place) };
    const reporter = { ...reporterOf(turn, report), told };
    const change = await this.cases.join(turn.tx, file, reporter, turn.now, report.media);
    const { number, assigneeNo, dueAt } = change.after;
    const cast = await this.casts.of(turn.tx, [assigneeNo]);
    const name = cast.name(assigneeNo);
    const { joined, told: isTold, handledBy } = residentTexts;
    const who = cast.contact(assigneeNo) ? isTold(name) : handledBy(name);
    turn.reply(joined(number, who, spokenLimit(dueAt, turn.now)), number);
    const options = { exceptContact: turn.contactId, media: report.media };
    turn.messages.push(...(await this.announcements.announce(turn.tx, change, options)));
    this.opening.gather(turn, change.after);
  }

  /** 「不是」, or words that are no answer: they belong to the matter. */
  async standAlone(turn: Turn, dialog: OfferJoin, meaning?: Meaning, words = ''): Promise<void> {
    const saysMore = meaning && !meaning.answer && SAYS_MORE.includes(meaning.intent);
    const text = saysMore ? `${dialog.report.text}，${words}` : dialog.report.text;
    const isPlace = meaning !== undefined && hasPlace(meaning.place) && !meaning.place.isHome;
    await this.reports.standAlone(turn, { ...dialog.report, text }, isPlace ? meaning : undefined);
  }

  /** Another matter instead of an answer: both are taken, a danger first. */
  async beside(turn: Turn, dialog: OfferJoin, meaning: Meaning, text: string): Promise<void> {
    const isGrave = meaning.urgency === 'emergency';
    const own = () => this.reports.standAlone(turn, dialog.report);
    const other = () => this.reports.start(turn, meaning, text);
    turn.settle();
    await (isGrave ? other() : own());
    // An opening puts its answer before all that was to be said; here there are two, in this order.
    const said = turn.messages.splice(0);
    const asked = turn.state.dialog;
    await (isGrave ? own() : other());
    turn.messages.unshift(...said);
    if (asked) turn.ask(asked);
  }

  /** A picture joins the report, and the question still stands; who answers by voice is listened to by a person. */
  async takeMedia(turn: Turn, dialog: OfferJoin, media: CaseMedia): Promise<void> {
    const report = { ...dialog.report, media: [...dialog.report.media, media] };
    if (media.kind === 'voice') return this.reports.standAlone(turn, report);
    turn.ask({ ...dialog, report });
    turn.reply(
      `${residentTexts.mediaWhileAsking(MEDIA_WORDS[media.kind])}${residentTexts.offerJoin}`,
    );
  }
}

/** Words of these are about the matter; greetings, thanks and questions are not kept with it. */
const SAYS_MORE: readonly Meaning['intent'][] = ['report', 'address', 'other', 'note', 'suggest'];
