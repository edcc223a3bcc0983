import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';

/** A class that somebody who answers for a case gave it in place of the one that was read. */
export interface Correction {
  readonly communityId: string;
  readonly caseNumber: string;
  readonly category: string;
  readonly subcategory?: string;
  /** The class it had before. */
  readonly was: string;
  /** The reporter's words. */
  readonly words: string;
  readonly staffNo: string;
  readonly at: Date;
}

/** A correction as a lesson reads it. */
export interface KeptCorrection {
  readonly communityId: string;
  readonly caseNumber: string;
  readonly category: string;
  readonly words: string;
  readonly at: Date;
  /** Learned in a lesson that was taken back. */
  readonly setAside: boolean;
}

interface CorrectionRow {
  readonly community_id: string;
  readonly case_number: string;
  readonly category: string;
  readonly words: Buffer;
  readonly at: Date;
  readonly set_aside: boolean;
}

/** Keeps corrections, one a case; words sealed. */
@Injectable()
export class CorrectionRepository {
  constructor(private readonly cipher: Cipher) {}

  /** Keeps the last word on a case; it waits for a lesson, whatever was learned of the case before. Nobody waits for it. */
  upsert(tx: Tx, correction: Correction): void {
    const { communityId, caseNumber, category, subcategory, was, words, staffNo, at } = correction;
    void sql(tx).later(
      `insert into category_correction (community_id, case_number, category, subcategory, was, words, staff_no, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (community_id, case_number) do update
         set category = excluded.category, subcategory = excluded.subcategory, words = excluded.words,
             staff_no = excluded.staff_no, at = excluded.at, lesson = null, set_aside = false`,
      [communityId, caseNumber, category, subcategory, was, this.cipher.seal(words), staffNo, at],
    );
  }

  /** All of them by case, a page at a time: opening thousands of seals in one go would hold everybody up. */
  async listAfter(
    tx: Tx,
    last: KeptCorrection | undefined,
    limit: number,
  ): Promise<KeptCorrection[]> {
    const rows = await sql(tx).rows<CorrectionRow>(
      `select community_id, case_number, category, words, at, set_aside from category_correction
       where (community_id, case_number) > ($1, $2) order by community_id, case_number limit $3`,
      [last?.communityId ?? '', last?.caseNumber ?? '', limit],
    );
    return rows.map((row) => ({
      communityId: row.community_id,
      caseNumber: row.case_number,
      category: row.category,
      words: this.cipher.open(row.words),
      at: row.at,
      setAside: row.set_aside,
    }));
  }

  /** Notes the first lesson of those that waited; one that was corrected again in the meantime goes on waiting. */
  async markLearned(tx: Tx, learned: readonly KeptCorrection[], lesson: number): Promise<void> {
    await sql(tx).run(
      `update category_correction c set lesson = $1
       from unnest($2::text[], $3::text[], $4::timestamptz[]) as t(community_id, case_number, at)
       where c.community_id = t.community_id and c.case_number = t.case_number and c.at = t.at and c.lesson is null`,
      [
        lesson,
        learned.map((one) => one.communityId),
        learned.map((one) => one.caseNumber),
        learned.map((one) => one.at),
      ],
    );
  }

  /** What was first learned after a lesson is not learned from again. @returns how many corrections that are */
  setAsideAfter(tx: Tx, lesson: number): Promise<number> {
    return sql(tx).run(
      'update category_correction set set_aside = true where lesson > $1 and not set_aside',
      [lesson],
    );
  }
}
