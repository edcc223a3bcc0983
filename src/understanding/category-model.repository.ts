import { Injectable } from '@nestjs/common';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { LessonRecord, NewLesson } from './category-model.types.js';

interface LessonRow {
  readonly version: string;
  readonly made_at: Date;
  readonly verdict: 'kept' | 'refused';
  readonly corrected: number;
  readonly standing: number;
  readonly corrected_asked: number;
  readonly corrected_right: number;
  readonly corrected_before: number;
  readonly standing_asked: number;
  readonly standing_right: number;
  readonly taken_back_at: Date | null;
  readonly in_use: boolean;
  readonly has_weights: boolean;
}

/** Fewer corrections teach nothing reliable; measured on a stream of messages, November 2026. */
const LEAST_CORRECTIONS = 20;
/** Corrections that come close together are one lesson. */
const BETWEEN_LESSONS = '10 minutes';
/** A process that is at a lesson for longer has died. */
const LESSON_LEASE = '5 minutes';

/** Reads and writes models and their lessons. */
@Injectable()
export class CategoryModelRepository {
  /**
   * Takes the next lesson, when one is due and nobody is at it: some correction waits, there are enough of them, and
   * the last lesson was a while ago. @returns the version in use (0: what is shipped); undefined when nothing is due
   */
  async claimLesson(tx: Tx, now: Date): Promise<number | undefined> {
    const row = await sql(tx).first<{ in_use: string | null }>(
      `update category_model_version set lesson_until = clock_timestamp() + interval '${LESSON_LEASE}'
       where (lesson_until is null or lesson_until < clock_timestamp())
         and exists (select from category_correction where lesson is null and not set_aside)
         and (select count(*) from category_correction where not set_aside) >= ${LEAST_CORRECTIONS}
         and not exists (select from category_model where made_at > $1::timestamptz - interval '${BETWEEN_LESSONS}')
       returning in_use`,
      [now],
    );
    return row && Number(row.in_use ?? 0);
  }

  /** Lets somebody else take the lesson. */
  async releaseLesson(tx: Tx): Promise<void> {
    await sql(tx).run('update category_model_version set lesson_until = null');
  }

  /** The version in use, 0 for what is shipped, with its weights. */
  async getInUse(tx: Tx): Promise<{ readonly version: number; readonly weights?: Buffer }> {
    const row = await sql(tx).first<{ in_use: string | null; weights: Buffer | null }>(
      `select v.in_use, m.weights from category_model_version v left join category_model m on m.version = v.in_use`,
    );
    return { version: Number(row?.in_use ?? 0), ...(row?.weights && { weights: row.weights }) };
  }

  /** Keeps a lesson under the next version. */
  async insert(tx: Tx, lesson: NewLesson): Promise<number> {
    const row = await sql(tx).first<{ version: string }>(
      `insert into category_model (version, made_at, verdict, corrected, standing, corrected_asked, corrected_right,
                                   corrected_before, standing_asked, standing_right, weights)
       select coalesce(max(version), 0) + 1, $1::timestamptz, $2, $3::integer, $4::integer, $5::integer, $6::integer,
              $7::integer, $8::integer, $9::integer, $10::bytea
       from category_model returning version`,
      [
        lesson.madeAt,
        lesson.weights ? 'kept' : 'refused',
        lesson.corrected,
        lesson.standing,
        lesson.correctedAsked,
        lesson.correctedRight,
        lesson.correctedBefore,
        lesson.standingAsked,
        lesson.standingRight,
        lesson.weights && Buffer.from(lesson.weights),
      ],
    );
    return Number(row?.version);
  }

  /** Which version is in use from now on; 0 = what is shipped. The caller raises the version of the topic. */
  async markInUse(tx: Tx, version: number): Promise<void> {
    await sql(tx).run('update category_model_version set in_use = nullif($1::bigint, 0)', [
      version,
    ]);
  }

  /** Notes that everything behind a version, as far as the one in use, was taken back. */
  async markTakenBack(tx: Tx, after: number, at: Date): Promise<void> {
    await sql(tx).run(
      `update category_model set taken_back_at = $2
       where version > $1 and verdict = 'kept' and taken_back_at is null`,
      [after, at],
    );
  }

  /** Drops the weights of all kept versions but the newest ones. */
  async dropOldWeights(tx: Tx, kept: number): Promise<void> {
    await sql(tx).run(
      `update category_model set weights = null
       where weights is not null and version not in (select in_use from category_model_version where in_use is not null)
         and version not in (select version from category_model where weights is not null order by version desc limit $1)`,
      [kept],
    );
  }

  /** All lessons, newest first. */
  async list(tx: Tx): Promise<LessonRecord[]> {
    const rows = await sql(tx).rows<LessonRow>(
      `select m.version, m.made_at, m.verdict, m.corrected, m.standing, m.corrected_asked, m.corrected_right,
              m.corrected_before, m.standing_asked, m.standing_right, m.taken_back_at, m.weights is not null as has_weights,
              m.version is not distinct from v.in_use as in_use
       from category_model m cross join category_model_version v order by m.version desc`,
    );
    return rows.map(lessonOf);
  }
}

function lessonOf(row: LessonRow): LessonRecord {
  return {
    version: Number(row.version),
    madeAt: row.made_at,
    verdict: row.verdict,
    corrected: row.corrected,
    standing: row.standing,
    correctedAsked: row.corrected_asked,
    correctedRight: row.corrected_right,
    correctedBefore: row.corrected_before,
    standingAsked: row.standing_asked,
    standingRight: row.standing_right,
    ...(row.taken_back_at && { takenBackAt: row.taken_back_at }),
    isInUse: row.in_use,
    hasWeights: row.has_weights,
  };
}
