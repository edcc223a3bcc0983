import { Injectable } from '@nestjs/common';
import { formatMinute } from '../../kernel/calendar.js';
import { Cipher } from '../../persistence/cipher.js';
import { sql } from '../../persistence/sql.js';
import type { Tx } from '../../persistence/unit-of-work.js';
import type { CaseFacts } from './transcript.types.js';

interface FactRow {
  readonly status: string;
  readonly level: string;
  readonly kind: string;
  readonly category: string;
  readonly urgency: string;
  readonly place: string;
  readonly unit_id: string;
  readonly due_at: Date | null;
  readonly reopened: number;
  readonly supervised: boolean;
  readonly parent: string | null;
  readonly assignee_name: Buffer | null;
  readonly reporters: string;
  readonly scores: number[] | null;
}

/** Scores of the last round in which the question was asked; somebody who gave none counts as no score. */
const CASE_FACTS = `
  select c.status, c.level, c.kind, c.category, c.urgency, c.place, c.unit_id, c.due_at, c.reopened, c.supervised,
         c.parent, s.name as assignee_name,
         (select count(*) from case_reporter r
           where r.community_id = c.community_id and r.case_number = c.number and r.left_at is null) as reporters,
         (select array_agg(distinct a.score) filter (where a.score is not null) from rating a
           where a.community_id = c.community_id and a.case_number = c.number
             and a.round = (select max(b.round) from rating b
                             where b.community_id = c.community_id and b.case_number = c.number)) as scores
    from community_case c
    left join staff s on s.staff_no = c.assignee_no
   where c.number = $1`;

const COUNT_OF_REPORTER = `
  select count(*) as count from case_reporter r
    join community_case c on c.community_id = r.community_id and c.number = r.case_number
   where r.contact_id = $1 and c.status <> 'merged'`;

/** What `case` and `cases` lines of a transcript see of the ledger. */
@Injectable()
export class CaseFactsReadModel {
  constructor(private readonly cipher: Cipher) {}

  /** Every number there is, merged cases too. */
  async numbers(tx: Tx): Promise<string[]> {
    const rows = await sql(tx).rows<{ number: string }>('select number from community_case');
    return rows.map((row) => row.number);
  }

  /** The case as text, `-` for what is empty; undefined when there is none of that number. */
  async find(tx: Tx, caseNumber: string): Promise<CaseFacts | undefined> {
    const row = await sql(tx).first<FactRow>(CASE_FACTS, [caseNumber]);
    return row && this.factsOf(row);
  }

  /** Cases without merged ones. */
  async count(tx: Tx): Promise<number> {
    const row = await sql(tx).first<{ count: string }>(
      "select count(*) as count from community_case where status <> 'merged'",
    );
    return Number(row?.count);
  }

  /** Cases that the contact reported or joined, without merged ones. */
  async countOf(tx: Tx, contactId: string): Promise<number> {
    const row = await sql(tx).first<{ count: string }>(COUNT_OF_REPORTER, [contactId]);
    return Number(row?.count);
  }

  private factsOf(row: FactRow): CaseFacts {
    return {
      status: row.status,
      level: row.level,
      assignee: row.assignee_name ? this.cipher.open(row.assignee_name) : '-',
      unit: row.unit_id,
      category: row.category,
      kind: row.kind,
      urgency: row.urgency,
      rating: row.scores?.join(',') || '-',
      reopened: String(row.reopened),
      supervised: row.supervised ? 'yes' : 'no',
      due: row.due_at ? formatMinute(row.due_at) : '-',
      place: row.place || '-',
      reporters: row.reporters,
      parent: row.parent ?? '-',
    };
  }
}
