import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../cases/cases.types.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Rating, RatingState } from './ratings.types.js';

interface RatingRow {
  readonly community_id: string;
  readonly case_number: string;
  readonly round: number;
  readonly contact_id: string;
  readonly state: RatingState;
  readonly score: number | null;
  readonly first_score: number | null;
  readonly changes: number;
  readonly comment: string | null;
}

/** What reporters thought of results. */
@Injectable()
export class RatingRepository {
  /** Puts the question of this round to the contacts; questions of earlier rounds will not be answered any more. */
  async insertAsked(
    tx: Tx,
    file: CaseFile,
    contactIds: readonly string[],
    at: Date,
  ): Promise<void> {
    await sql(tx).run(
      `with past as (
         update rating set state = 'no_answer'
         where community_id = $1 and case_number = $2 and round < $3 and state = 'asked'
       )
       insert into rating (community_id, case_number, round, contact_id, asked_at)
       select $1, $2, $3, contact_id, $5 from unnest($4::bigint[]) as contact_id
       on conflict (community_id, case_number, round, contact_id) do nothing`,
      [file.communityId, file.number, file.reopened, contactIds, at],
    );
  }

  /** Questions that stand open for a contact, the newest first. */
  listAsked(tx: Tx, contactId: string): Promise<Rating[]> {
    return this.list(
      tx,
      `select * from rating where contact_id = $1 and state = 'asked' order by asked_at desc, case_number desc`,
      [contactId],
    );
  }

  /** What a contact was asked last about the case, locked for a change. */
  async findLatest(tx: Tx, file: CaseFile, contactId: string): Promise<Rating | undefined> {
    const found = await this.list(
      tx,
      `select * from rating where community_id = $1 and case_number = $2 and contact_id = $3
       order by round desc limit 1 for update`,
      [file.communityId, file.number, contactId],
    );
    return found[0];
  }

  /** What a contact answered since the instant, or never answered although asked since the other; newest first. */
  listPast(tx: Tx, contactId: string, answeredSince: Date, askedSince: Date): Promise<Rating[]> {
    return this.list(
      tx,
      `select * from rating where contact_id = $1
         and (state = 'answered' and answered_at >= $2 or state = 'no_answer' and asked_at >= $3)
       order by coalesce(answered_at, asked_at) desc, case_number desc, round desc`,
      [contactId, answeredSince, askedSince],
    );
  }

  /** Keeps a score, the first one or a changed one. Comments are only ever added to. */
  async markAnswered(
    tx: Tx,
    before: Rating,
    score: number,
    comment: string | undefined,
    at: Date,
  ): Promise<void> {
    await this.touch(
      tx,
      before,
      `state = 'answered', score = $6,
       first_score = case when state = 'answered' and score <> $6 then coalesce(first_score, score) else first_score end,
       changes = changes + case when state = 'answered' and score <> $6 then 1 else 0 end,
       changed_at = case when state = 'answered' and score <> $6 then $7::timestamptz else changed_at end,
       answered_at = case when state = 'answered' then answered_at else $7::timestamptz end,
       comment = coalesce(comment || E'\\n' || $8, $8, comment)`,
      [score, at, comment],
    );
  }

  /** Keeps that somebody would rather not say. */
  async markDeclined(tx: Tx, before: Rating, at: Date): Promise<void> {
    await this.touch(tx, before, `state = 'declined', answered_at = $6`, [at]);
  }

  /** Adds a comment to what was said. */
  async markComment(tx: Tx, before: Rating, comment: string): Promise<void> {
    await this.touch(tx, before, `comment = coalesce(comment || E'\\n' || $6, $6)`, [comment]);
  }

  /** Nobody waits for the open answers of the case (or of these people) any more; how many there were. */
  markNoAnswer(tx: Tx, file: CaseFile, contactIds?: readonly string[]): Promise<number> {
    return sql(tx).run(
      `update rating set state = 'no_answer' where community_id = $1 and case_number = $2 and state = 'asked'
         and ($3::bigint[] is null or contact_id = any($3))`,
      [file.communityId, file.number, contactIds],
    );
  }

  /** Whether somebody has still to answer about the result that stands now. */
  async hasAsked(tx: Tx, file: CaseFile): Promise<boolean> {
    const row = await sql(tx).first(
      `select from rating where community_id = $1 and case_number = $2 and round = $3 and state = 'asked' limit 1`,
      [file.communityId, file.number, file.reopened],
    );
    return row !== undefined;
  }

  /** All that was asked and said about a case, in order. */
  listOfCase(tx: Tx, file: CaseFile): Promise<Rating[]> {
    return this.list(
      tx,
      'select * from rating where community_id = $1 and case_number = $2 order by round, contact_id',
      [file.communityId, file.number],
    );
  }

  /** How many scores were given since the instant in some communities, and their mean. */
  async averageOf(
    tx: Tx,
    communityIds: readonly string[],
    since: Date,
  ): Promise<{ answers: number; average?: number }> {
    const row = await sql(tx).first<{ answers: number; average: number | null }>(
      `select count(*)::integer as answers, avg(score)::float8 as average from rating
       where community_id = any($1) and state = 'answered' and answered_at >= $2`,
      [communityIds, since],
    );
    const { answers = 0, average } = row ?? {};
    return { answers, ...(typeof average === 'number' && { average }) };
  }

  private async touch(
    tx: Tx,
    before: Rating,
    set: string,
    values: readonly unknown[],
  ): Promise<void> {
    const touched = await sql(tx).run(
      `update rating set ${set}
       where community_id = $1 and case_number = $2 and round = $3 and contact_id = $4 and state = $5`,
      [
        before.communityId,
        before.caseNumber,
        before.round,
        before.contactId,
        before.state,
        ...values,
      ],
    );
    if (touched !== 1)
      throw new Error(`rating of case ${before.caseNumber} is not ${before.state} any more`);
  }

  private async list(tx: Tx, text: string, values: readonly unknown[]): Promise<Rating[]> {
    return (await sql(tx).rows<RatingRow>(text, values)).map(ratingOf);
  }
}

function ratingOf(row: RatingRow): Rating {
  return {
    communityId: row.community_id,
    caseNumber: row.case_number,
    round: row.round,
    contactId: row.contact_id,
    state: row.state,
    changes: row.changes,
    ...(row.score !== null && { score: row.score }),
    ...(row.first_score !== null && { firstScore: row.first_score }),
    ...(row.comment !== null && { comment: row.comment }),
  };
}
