import { Injectable } from '@nestjs/common';
import type { CaseAction, CaseLevel, CaseStatus } from '../../cases/cases.types.js';
import { Cipher } from '../../persistence/cipher.js';
import { sql } from '../../persistence/sql.js';
import type { Tx } from '../../persistence/unit-of-work.js';

/** One step of a case as the picture beside the phones shows it. Instants are ISO texts. */
export interface CaseLifeStep {
  readonly at: string;
  readonly action: CaseAction;
  /** `resident`, `staff` or `system`; `who` is empty for the system. */
  readonly by: string;
  readonly who: string;
  readonly from: CaseStatus | null;
  readonly to: CaseStatus;
  /** Who answers for it since, when that changed. */
  readonly assignee: string | null;
  readonly note: string | null;
}

/** What one reporter thought of the result. */
export interface CaseLifeRating {
  readonly who: string;
  readonly state: 'asked' | 'answered' | 'no_answer' | 'declined';
  readonly score: number | null;
  readonly comment: string | null;
}

/** A case with its whole history. */
export interface CaseLife {
  readonly number: string;
  readonly status: CaseStatus;
  readonly level: CaseLevel;
  readonly kind: string;
  readonly category: string;
  readonly urgency: string;
  readonly text: string;
  readonly place: string;
  readonly unit: string;
  readonly assignee: string | null;
  readonly assigneeRole: string | null;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly closedAt: string | null;
  readonly reopened: number;
  readonly reporters: readonly string[];
  readonly steps: readonly CaseLifeStep[];
  readonly ratings: readonly CaseLifeRating[];
}

interface CaseRow {
  readonly number: string;
  readonly status: CaseStatus;
  readonly level: CaseLevel;
  readonly kind: string;
  readonly category: string;
  readonly urgency: string;
  readonly text: string;
  readonly place: string;
  readonly unit: string | null;
  readonly assignee: Buffer | null;
  readonly role: string | null;
  readonly opened_at: Date;
  readonly due_at: Date | null;
  readonly closed_at: Date | null;
  readonly reopened: number;
}

interface StepRow {
  readonly case_number: string;
  readonly at: Date;
  readonly action: CaseAction;
  readonly actor_kind: string;
  readonly staff_name: Buffer | null;
  readonly contact_name: Buffer | null;
  readonly from_status: CaseStatus | null;
  readonly to_status: CaseStatus;
  readonly moved: boolean;
  readonly assignee: Buffer | null;
  readonly note: string | null;
}

interface ReporterRow {
  readonly case_number: string;
  readonly contact_name: Buffer | null;
  readonly state: CaseLifeRating['state'] | null;
  readonly score: number | null;
  readonly comment: string | null;
}

const RECENT = `
  select c.number, c.status, c.level, c.kind, c.category, c.urgency, c.text, c.place, u.name as unit, s.name as assignee,
         s.role, c.opened_at, c.due_at, c.closed_at, c.reopened
    from community_case c
    left join org_unit u on u.id = c.unit_id
    left join staff s on s.staff_no = c.assignee_no
   order by c.opened_at desc, c.number desc limit $1`;

const STEPS = `
  select e.case_number, e.at, e.action, e.actor_kind, s.name as staff_name, k.display_name as contact_name,
         e.from_status, e.to_status, e.to_assignee is distinct from e.from_assignee as moved, a.name as assignee, e.note
    from case_event e
    left join staff s on e.actor_kind = 'staff' and s.staff_no = e.actor_no
    left join contact k on e.actor_kind = 'resident' and k.id::text = e.actor_no
    left join staff a on a.staff_no = e.to_assignee
   where e.case_number = any($1) order by e.id`;

/** With the rating of the last round in which the question was asked. */
const REPORTERS = `
  select r.case_number, k.display_name as contact_name, a.state, a.score, a.comment
    from case_reporter r
    left join contact k on k.id = r.contact_id
    left join lateral (select state, score, comment from rating
                        where community_id = r.community_id and case_number = r.case_number and contact_id = r.contact_id
                        order by round desc limit 1) a on true
   where r.case_number = any($1) and r.left_at is null order by r.joined_at, r.contact_id`;

const STAMP = `
  select (select count(*) from case_event) || '/' || (select coalesce(sum(revision), 0) from community_case) || '/' ||
         (select count(*) || '-' || count(score) || '-' || count(comment) from rating) as stamp`;

/** The life of the latest cases, for the sandbox page: its people are made up, so their names may be shown. */
@Injectable()
export class CaseLifeReadModel {
  constructor(private readonly cipher: Cipher) {}

  /** Differs whenever something in the picture may have changed. */
  async stamp(tx: Tx): Promise<string> {
    return (await sql(tx).first<{ stamp: string }>(STAMP))?.stamp ?? '';
  }

  /** The latest cases, newest first. */
  async listRecent(tx: Tx, limit: number): Promise<CaseLife[]> {
    const cases = await sql(tx).rows<CaseRow>(RECENT, [limit]);
    const numbers = cases.map((row) => row.number);
    const steps = await sql(tx).rows<StepRow>(STEPS, [numbers]);
    const reporters = await sql(tx).rows<ReporterRow>(REPORTERS, [numbers]);
    return cases.map((row) => {
      const isOf = (part: { readonly case_number: string }) => part.case_number === row.number;
      return this.lifeOf(row, steps.filter(isOf), reporters.filter(isOf));
    });
  }

  private lifeOf(row: CaseRow, steps: StepRow[], reporters: ReporterRow[]): CaseLife {
    const { assignee, role, opened_at, due_at, closed_at, ...rest } = row;
    return {
      ...rest,
      unit: row.unit ?? '',
      assignee: this.name(assignee),
      assigneeRole: role,
      openedAt: opened_at.toISOString(),
      dueAt: due_at?.toISOString() ?? null,
      closedAt: closed_at?.toISOString() ?? null,
      reporters: reporters.map((reporter) => this.name(reporter.contact_name) ?? ''),
      steps: steps.map((step) => this.stepOf(step)),
      ratings: reporters.flatMap(({ contact_name, state, score, comment }) =>
        state ? [{ who: this.name(contact_name) ?? '', state, score, comment }] : [],
      ),
    };
  }

  private stepOf(row: StepRow): CaseLifeStep {
    return {
      at: row.at.toISOString(),
      action: row.action,
      by: row.actor_kind,
      who: this.name(row.staff_name ?? row.contact_name) ?? '',
      from: row.from_status,
      to: row.to_status,
      assignee: row.moved ? this.name(row.assignee) : null,
      note: row.note,
    };
  }

  private name(sealed: Buffer | null): string | null {
    return sealed && this.cipher.open(sealed);
  }
}
