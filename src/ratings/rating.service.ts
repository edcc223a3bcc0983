import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import { CaseWorkService } from '../cases/case-work.service.js';
import { NotYourCaseError } from '../cases/cases.errors.js';
import type { Actor, CaseChange, CaseFile, Reporter } from '../cases/cases.types.js';
import { MethodRules } from '../cases/method-rules.service.js';
import { MethodProfile } from '../config/method-profile.js';
import { addMinutes } from '../kernel/calendar.js';
import { maskPersonal } from '../kernel/personal-numbers.rules.js';
import { TimerService } from '../messages/timer.service.js';
import { BindingService } from '../people/binding.service.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { RatingRepository } from './rating.repository.js';
import { RatingNotAskedError, ScoreOffScaleError } from './ratings.errors.js';
import { isOnScale, judge, reopens } from './ratings.rules.js';
import type { RatedCase, Rating, RatingAnswer, RatingOutcome } from './ratings.types.js';

/** Kind of the timer that closes a case nobody rated; its subject is the case number. */
export const RATING_TIMER = 'rating.close';

const DAY_MINUTES = 24 * 60;

/**
 * Asks every reporter of a solved case what they think of it, and acts on the answers: 1 and 2 take the case up again at
 * once; it closes when everybody has answered, or when the time for answers is over.
 */
@Injectable()
export class RatingService {
  constructor(
    private readonly ratings: RatingRepository,
    private readonly cases: CaseService,
    private readonly work: CaseWorkService,
    private readonly timers: TimerService,
    private readonly bindings: BindingService,
    private readonly today: MethodProfile,
    private readonly rules: MethodRules,
  ) {}

  /**
   * Notes that the reporters are asked about the result, and sets the end of the time for answers. Staff are not asked:
   * nobody rates the work of their own house.
   * @returns the contacts to whom the question goes
   */
  async ask(tx: Tx, file: CaseFile, reporters: readonly Reporter[], at: Date): Promise<string[]> {
    const asked: string[] = [];
    for (const reporter of reporters) {
      if (!(await this.isStaff(tx, reporter))) asked.push(reporter.contactId);
    }
    await this.ratings.insertAsked(tx, file, asked, at);
    await this.timers.set(tx, {
      communityId: file.communityId,
      kind: RATING_TIMER,
      subject: file.number,
      dueAt: addMinutes(at, this.rule(file).closeDays * DAY_MINUTES),
    });
    return asked;
  }

  /**
   * The newest question that stands open for somebody, or the one about the named case, with its case locked; undefined
   * when nothing is asked.
   */
  async openQuestionOf(tx: Tx, contactId: string, number?: string): Promise<RatedCase | undefined> {
    for (const { caseNumber, round } of await this.ratings.listAsked(tx, contactId)) {
      if (number !== undefined && caseNumber !== number) continue;
      const file = await this.cases.find(tx, caseNumber);
      if (file?.status === 'resolved' && file.reopened === round) return { file, round };
    }
    return undefined;
  }

  /** What somebody rated since the instant, or let pass in the weeks before: what a late word may be about. */
  async lastAnswered(tx: Tx, contactId: string, since: Date): Promise<RatedCase | undefined> {
    const askedSince = addMinutes(since, -this.today.rating.closeDays * DAY_MINUTES);
    for (const { caseNumber, round, score } of await this.ratings.listPast(
      tx,
      contactId,
      since,
      askedSince,
    )) {
      const file = await this.cases.find(tx, caseNumber);
      const isAbout =
        file && (score !== undefined || (file.status === 'closed' && file.reopened === round));
      if (isAbout) return { file, round, ...(score !== undefined && { score }) };
    }
    return undefined;
  }

  /**
   * A score, given or changed.
   * @throws NotYourCaseError when the contact did not raise the case; RatingNotAskedError when it was never solved;
   *   ScoreOffScaleError
   */
  async answer(
    tx: Tx,
    file: CaseFile,
    contactId: string,
    said: RatingAnswer,
    at: Date,
  ): Promise<RatingOutcome> {
    if (!isOnScale(said.score)) throw new ScoreOffScaleError(said.score);
    const reporter = await this.reporterOf(tx, file, contactId);
    if (await this.isStaff(tx, reporter)) return { outcome: 'refused-staff' };
    const before = await this.latest(tx, file, contactId);
    const verdict = judge(before, said.score, this.rule(file).changes);
    if (verdict === 'too-late')
      return { outcome: 'already-changed', ...(await this.reopenFor(tx, file, before, said, at)) };
    const comment = said.comment && maskPersonal(said.comment);
    await this.ratings.markAnswered(tx, before, said.score, comment, at);
    const facts = {
      contactId,
      round: before.round,
      score: said.score,
      ...(verdict === 'change' && { was: before.score }),
    };
    const { after } = await this.cases.recordRating(
      tx,
      file,
      facts,
      comment,
      actorOf(contactId),
      at,
    );
    const outcome = verdict === 'change' ? 'changed' : 'kept';
    if (verdict === 'same') return { outcome };
    return { outcome, ...(await this.follow(tx, after, before, said, at)) };
  }

  /** The mean of the scores given since the instant in some communities; undefined where nobody gave any. */
  averageOf(tx: Tx, communityIds: readonly string[], since: Date) {
    return this.ratings.averageOf(tx, communityIds, since);
  }

  /** Words about the result, beside or without a score. */
  async comment(tx: Tx, file: CaseFile, contactId: string, text: string, at: Date): Promise<void> {
    const before = await this.latest(tx, file, contactId);
    const comment = maskPersonal(text);
    await this.ratings.markComment(tx, before, comment);
    await this.cases.recordRating(
      tx,
      file,
      { contactId, round: before.round },
      comment,
      actorOf(contactId),
      at,
    );
  }

  /** 不打分: respected, counts as no vote. @returns the closing, when this was the last answer; undefined otherwise */
  async decline(
    tx: Tx,
    file: CaseFile,
    contactId: string,
    at: Date,
  ): Promise<CaseChange | undefined> {
    const before = await this.latest(tx, file, contactId);
    if (before.state !== 'asked') return undefined;
    await this.ratings.markDeclined(tx, before, at);
    const facts = { contactId, round: before.round, declined: true };
    const { after } = await this.cases.recordRating(
      tx,
      file,
      facts,
      undefined,
      actorOf(contactId),
      at,
    );
    return this.closeIfAnswered(tx, after, at);
  }

  /** The time for answers is over: closes with the open ratings empty. Undefined when there is nothing to close. */
  async closeUnanswered(
    tx: Tx,
    _communityId: string,
    number: string,
    at: Date,
  ): Promise<CaseChange | undefined> {
    const file = await this.cases.find(tx, number);
    if (file?.status !== 'resolved') return undefined;
    await this.ratings.markNoAnswer(tx, file);
    return this.work.close(tx, file, 'no-answer', at);
  }

  /** These people are no reporters of the case any more: nobody waits for what they think of it. */
  async letGo(tx: Tx, file: CaseFile, contactIds: readonly string[], at: Date): Promise<void> {
    const count = await this.ratings.markNoAnswer(tx, file, contactIds);
    if (count > 0) await this.closeIfAnswered(tx, file, at);
  }

  /** Everything that was asked and said about a case, by round. */
  listOf(tx: Tx, file: CaseFile): Promise<Rating[]> {
    return this.ratings.listOfCase(tx, file);
  }

  /** The score of the result that was asked about last, the lowest where several people rated; undefined without any. */
  async scoreOf(tx: Tx, file: CaseFile): Promise<number | undefined> {
    const ratings = await this.listOf(tx, file);
    const last = Math.max(...ratings.map((rating) => rating.round));
    const scores = ratings.flatMap(({ round, score }) =>
      round === last && score !== undefined ? [score] : [],
    );
    return scores.length > 0 ? Math.min(...scores) : undefined;
  }

  /** What a new value does to the case. A value about an earlier result does nothing to the work on the next one. */
  private async follow(tx: Tx, file: CaseFile, before: Rating, said: RatingAnswer, at: Date) {
    const isDone = file.status === 'resolved' || file.status === 'closed';
    if (!isDone || before.round !== file.reopened) return {};
    if (reopens(said.score)) return this.reopenFor(tx, file, before, said, at);
    const closed = await this.closeIfAnswered(tx, file, at);
    return closed ? { closed } : {};
  }

  /** 没解决 is work to be done, even where the value itself stands: it was changed as often as it may be. */
  private async reopenFor(tx: Tx, file: CaseFile, before: Rating, said: RatingAnswer, at: Date) {
    const isDone = file.status === 'resolved' || file.status === 'closed';
    if (!isDone || before.round !== file.reopened || !reopens(said.score)) return {};
    await this.ratings.markNoAnswer(tx, file);
    await this.timers.cancel(tx, file.communityId, RATING_TIMER, file.number);
    const reopened = await this.work.reopen(
      tx,
      file,
      actorOf(before.contactId),
      said.comment ?? '',
      at,
    );
    return { reopened };
  }

  private async closeIfAnswered(tx: Tx, file: CaseFile, at: Date): Promise<CaseChange | undefined> {
    if (file.status !== 'resolved' || (await this.ratings.hasAsked(tx, file))) return undefined;
    await this.timers.cancel(tx, file.communityId, RATING_TIMER, file.number);
    return this.work.close(tx, file, 'rated', at);
  }

  private async latest(tx: Tx, file: CaseFile, contactId: string): Promise<Rating> {
    const latest = await this.ratings.findLatest(tx, file, contactId);
    if (!latest) throw new RatingNotAskedError(file.number);
    return latest;
  }

  private async reporterOf(tx: Tx, file: CaseFile, contactId: string): Promise<Reporter> {
    const reporters = await this.cases.reportersOf(tx, file);
    const reporter = reporters.find((one) => one.contactId === contactId);
    if (!reporter) throw new NotYourCaseError(file.number, file.assigneeNo);
    return reporter;
  }

  private async isStaff(tx: Tx, reporter: Reporter): Promise<boolean> {
    return (
      (await this.bindings.whoIs(tx, reporter.accountId, reporter.contactId)).staff !== undefined
    );
  }

  private rule(file: CaseFile) {
    return this.rules.of(file).rating;
  }
}

function actorOf(contactId: string): Actor {
  return { kind: 'resident', contactId };
}
