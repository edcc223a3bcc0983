import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import type { CaseFile } from '../../cases/cases.types.js';
import { addMinutes } from '../../kernel/calendar.js';
import { RatingService } from '../../ratings/rating.service.js';
import type { Meaning } from '../../understanding/understanding.types.js';
import { AnnouncementService } from '../announcement.service.js';
import { CastService } from '../cast.service.js';
import type { DialogState } from '../conversation.types.js';
import { PassOverService } from '../pass-over.service.js';
import { inOwnWords, RecentCasesService } from '../recent-cases.service.js';
import { optional } from '../report.rules.js';
import { sayableWords } from '../sayable-words.js';
import { caseLine, ratingTexts, residentTexts } from '../texts/resident.texts.js';
import type { Turn } from '../turn.js';

type AskReason = Extract<DialogState, { name: 'ask-reason' }>;

/** How long a given rating can still be changed by another word. Ours. */
const CHANGE_DAYS = 7;
/** How long words after a rating count as its comment. Ours. */
const COMMENT_MINUTES = 10;

/** A resident says whether they are satisfied. Courtesy is no rating, sarcasm is asked back, silence stays silence. */
@Injectable()
export class RateCaseDialog {
  constructor(
    private readonly ratings: RatingService,
    private readonly cases: CaseService,
    private readonly announcements: AnnouncementService,
    private readonly casts: CastService,
    private readonly recent: RecentCasesService,
    private readonly passOver: PassOverService,
  ) {}

  /**
   * The case whose rating question stands open for this person: the quoted one, the one that is named, else the newest.
   * @param named the number of the case that the words point at
   */
  async openQuestion(turn: Turn, named?: string): Promise<CaseFile | undefined> {
    const quoted = (await this.recent.quotedNumber(turn)) ?? named;
    return (await this.ratings.openQuestionOf(turn.tx, turn.contactId, quoted))?.file;
  }

  /** A score, a refusal, or something to ask back about. */
  async answer(turn: Turn, asked: CaseFile, meaning: Meaning, text: string): Promise<void> {
    const { rating } = meaning;
    if (rating?.verdict === 'declined') return this.decline(turn, asked);
    if (rating?.score === undefined || rating.verdict !== 'clear') {
      return this.askBack(turn, asked, text);
    }
    const { file } = await this.passOver.hearOut(turn, asked, text);
    const comment = await sayableWords(this.cases, turn, file, rating.comment ?? '');
    const said = { score: rating.score, ...(comment && { comment }) };
    const result = await this.ratings.answer(turn.tx, file, turn.contactId, said, turn.now);
    if (result.outcome === 'refused-staff') return turn.reply(ratingTexts.notNow);
    const isRefused = result.outcome === 'already-changed' && !result.reopened;
    if (isRefused) return turn.reply(ratingTexts.changedOnce, file.number);
    turn.settle();
    if (result.reopened) return this.again(turn, file, result.reopened);
    turn.remember({
      rated: {
        caseNumber: file.number,
        until: addMinutes(turn.now, COMMENT_MINUTES).toISOString(),
      },
    });
    if (result.outcome === 'changed') return turn.reply(ratingTexts.changed, file.number);
    turn.reply(rating.comment ? ratingTexts.thanksWarm : ratingTexts.thanks, file.number);
    const next = await this.ratings.openQuestionOf(turn.tx, turn.contactId);
    if (next) turn.replyMore(ratingTexts.nextOne(caseLine(inOwnWords(turn, next.file))));
  }

  /** Once in one way, once in another; then it is left to them. */
  private askBack(turn: Turn, file: CaseFile, text: string): void {
    const asked = turn.state.misunderstood;
    turn.remember({ misunderstood: asked + 1 });
    const again = asked > 0 ? ratingTexts.later : ratingTexts.unclear;
    turn.reply(/\d/.test(text) ? ratingTexts.offScale : again, file.number);
  }

  /** 「还是没好」 while the question is open: the lowest score, said in words. */
  async notSolved(turn: Turn, asked: CaseFile, text: string): Promise<void> {
    const { file } = await this.passOver.hearOut(turn, asked, text);
    const comment = await sayableWords(this.cases, turn, file, text);
    const result = await this.ratings.answer(
      turn.tx,
      file,
      turn.contactId,
      { score: 1, comment },
      turn.now,
    );
    if (result.reopened) return this.again(turn, file, result.reopened);
    turn.reply(ratingTexts.thanks, file.number);
  }

  /** A rating said without an open question: a change of mind, or nothing to rate. */
  async answerLate(turn: Turn, meaning: Meaning, text: string): Promise<void> {
    const since = addMinutes(turn.now, -CHANGE_DAYS * 24 * 60);
    const last = await this.ratings.lastAnswered(turn.tx, turn.contactId, since);
    if (!last) return turn.reply(ratingTexts.notNow);
    await this.answer(turn, last.file, meaning, text);
  }

  /** 「哪儿没弄好？」 was asked; whatever is said is the reason. */
  async takeReason(turn: Turn, dialog: AskReason, text: string): Promise<void> {
    turn.settle();
    const asked = await this.cases.find(turn.tx, dialog.caseNumber);
    if (!asked) return turn.reply(ratingTexts.commentKept);
    const reason = await sayableWords(this.cases, turn, asked, text);
    const { file, who, messages } = await this.passOver.hearOut(turn, asked, text);
    await this.ratings.comment(turn.tx, file, turn.contactId, reason, turn.now);
    const change = await this.cases.add(
      turn.tx,
      file,
      { text: reason },
      { kind: 'resident', contactId: turn.contactId },
      turn.now,
    );
    const { passedOn, reasonKept } = residentTexts;
    turn.reply(who ? passedOn(file.number, who) : reasonKept(file.number), file.number);
    turn.messages.push(
      ...messages,
      ...(await this.announcements.announce(turn.tx, change, { exceptContact: turn.contactId })),
    );
  }

  /** 「不说了」: nobody has to. */
  noReason(turn: Turn, dialog: AskReason): void {
    turn.settle();
    turn.reply(ratingTexts.declined, dialog.caseNumber);
  }

  /** Words just after a rating belong to it. */
  async takeComment(turn: Turn, caseNumber: string, text: string): Promise<void> {
    const file = await this.cases.find(turn.tx, caseNumber);
    if (file) {
      const comment = await sayableWords(this.cases, turn, file, text);
      await this.ratings.comment(turn.tx, file, turn.contactId, comment, turn.now);
    }
    turn.reply(ratingTexts.commentKept, caseNumber);
  }

  /** 「不用了」 while the question stands. */
  async declineOpen(turn: Turn): Promise<void> {
    const file = await this.openQuestion(turn);
    if (file) return this.decline(turn, file);
    turn.reply(ratingTexts.notNow);
  }

  private async decline(turn: Turn, file: CaseFile): Promise<void> {
    await this.ratings.decline(turn.tx, file, turn.contactId, turn.now);
    turn.settle();
    turn.reply(ratingTexts.declined, file.number);
  }

  private async again(
    turn: Turn,
    file: CaseFile,
    change: Parameters<AnnouncementService['announce']>[1],
  ): Promise<void> {
    const cast = await this.casts.named(turn.tx, [change.after.assigneeNo]);
    const words = residentTexts.reopened(file.number, cast.name(change.after.assigneeNo));
    const { category, subcategory, about, text } = file;
    const matter = {
      category,
      text,
      ...optional('subcategory', subcategory),
      ...optional('about', about),
    };
    turn.ask({ name: 'ask-reason', version: 1, caseNumber: file.number, matter });
    turn.reply(change.note ? words : `${words}\n${residentTexts.askWhatIsWrong}`, file.number);
    turn.messages.push(
      ...(await this.announcements.announce(turn.tx, change, { exceptContact: turn.contactId })),
    );
  }
}
