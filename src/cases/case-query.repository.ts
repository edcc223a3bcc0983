import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import {
  type CaseRow,
  caseOf,
  type EventRow,
  eventOf,
  type MediaRow,
  mediaOf,
  REPORTER_COLUMNS,
  type ReporterRow,
  reporterOf,
} from './case.entity.js';
import type {
  CaseEvent,
  CaseFigures,
  CaseFile,
  CaseMedia,
  Reporter,
  SettledMatter,
} from './cases.types.js';

/** Which cases of a community are wanted. */
export interface CommunityFilter {
  /** Only those whose deadline, or an earlier one, passed before this instant. */
  readonly overdueAt?: Date;
}

/** Where and for whom a neighbour's case is looked for. */
export interface Neighbourhood {
  readonly communityId: string;
  /** Undefined for a place that is no estate. */
  readonly estate?: string;
  /** Who asks: own cases are none of a neighbour. */
  readonly contactId: string;
  /** Cases opened before are of the past. */
  readonly since: Date;
}

/** More open cases of one estate are not looked through; the newest are the likeliest. */
const MOST_NEIGHBOURS = 200;

/** Which figures are wanted. */
export interface FigureFilter {
  readonly now: Date;
  /** Closed cases count from this instant on. */
  readonly since: Date;
  /** Staff number whose eyes the figures are for: what is about them is left out. */
  readonly without: string;
}

/** The deadline stands in the past, or had passed before the next level took over. `$2`: the present instant. */
const IS_OVERDUE = `(due_at <= $2 or exists (select from case_event e where e.community_id = c.community_id
  and e.case_number = c.number and e.action = 'overdue'))`;

/** Reads cases. */
@Injectable()
export class CaseQueryRepository {
  constructor(private readonly cipher: Cipher) {}

  /** The case with that number (upper or lower case), locked until the transaction ends so that it can be changed. */
  async find(tx: Tx, number: string): Promise<CaseFile | undefined> {
    const row = await sql(tx).first<CaseRow>(
      'select * from community_case where number = upper($1) for update',
      [number],
    );
    return row && caseOf(row);
  }

  /** The case as it stands, without a lock. */
  async peek(tx: Tx, number: string): Promise<CaseFile | undefined> {
    const row = await sql(tx).first<CaseRow>(
      'select * from community_case where number = upper($1)',
      [number],
    );
    return row && caseOf(row);
  }

  /** Those who raised it and stayed with it, in the order of joining. */
  async listReporters(tx: Tx, file: CaseFile): Promise<Reporter[]> {
    const rows = await sql(tx).rows<ReporterRow>(
      `select ${REPORTER_COLUMNS} from case_reporter r
       where community_id = $1 and case_number = $2 and left_at is null order by joined_at, contact_id`,
      [file.communityId, file.number],
    );
    return rows.map((row) => reporterOf(row, this.cipher));
  }

  /** Pictures, voice notes … in the order of arrival. */
  async listMedia(tx: Tx, file: CaseFile): Promise<CaseMedia[]> {
    const rows = await sql(tx).rows<MediaRow>(
      `select sha256, media_type, bytes, kind, stage, seconds, name, contact_id from case_media
       where community_id = $1 and case_number = $2 order by id`,
      [file.communityId, file.number],
    );
    return rows.map(mediaOf);
  }

  /** Everything that happened to it, oldest first. */
  async listEvents(tx: Tx, file: CaseFile): Promise<CaseEvent[]> {
    const rows = await sql(tx).rows<EventRow>(
      `select at, action, actor_kind, actor_no, from_status, to_status, from_assignee, to_assignee, unit_id, level,
              note, facts
       from case_event where community_id = $1 and case_number = $2 order by id`,
      [file.communityId, file.number],
    );
    return rows.map(eventOf);
  }

  /** Cases somebody raised that are not over, newest first. */
  listOpenOfReporter(tx: Tx, contactId: string): Promise<CaseFile[]> {
    return this.list(
      tx,
      `select c.*, r.own_text, r.own_place from case_reporter r join community_case c on c.community_id = r.community_id and c.number = r.case_number
       where r.contact_id = $1 and r.left_at is null and c.closed_at is null order by c.opened_at desc, c.number desc`,
      [contactId],
    );
  }

  /** Cases somebody raised that are open, or over since the instant, newest first. */
  listRecentOfReporter(tx: Tx, contactId: string, since: Date): Promise<CaseFile[]> {
    return this.list(
      tx,
      `select c.*, r.own_text, r.own_place from case_reporter r join community_case c on c.community_id = r.community_id and c.number = r.case_number
       where r.contact_id = $1 and r.left_at is null and (c.closed_at is null or c.closed_at >= $2)
       order by c.opened_at desc, c.number desc`,
      [contactId, since],
    );
  }

  /** Numbers of cases opened before the instant and not over. */
  async listUnfinishedNumbers(tx: Tx, before: Date): Promise<string[]> {
    const rows = await sql(tx).rows<{ number: string }>(
      'select number from community_case where closed_at is null and opened_at < $1',
      [before],
    );
    return rows.map(({ number }) => number);
  }

  /** What a person still has to solve, due first. */
  listOpenOfAssignee(tx: Tx, staffNo: string): Promise<CaseFile[]> {
    return this.list(
      tx,
      `select * from community_case where assignee_no = $1 and closed_at is null and status <> 'resolved'
       order by due_at, opened_at, number`,
      [staffNo],
    );
  }

  /**
   * Numbers of the cases of somebody whose reminder is due too. The reminders are taken with the transaction; what another
   * process has in hand is left to it.
   */
  async takeDueReminders(tx: Tx, staffNo: string, now: Date): Promise<string[]> {
    const rows = await sql(tx).rows<{ subject: string }>(
      `update timer t set state = 'fired', fired_at = $2
       where (t.community_id, t.id) in (
         select w.community_id, w.id from community_case c
         join timer w on w.community_id = c.community_id and w.subject = c.number
         where c.assignee_no = $1 and c.closed_at is null
           and w.kind = 'case.reminder' and w.state = 'waiting' and w.due_at <= $2
         for update of w skip locked)
       returning t.subject`,
      [staffNo, now],
    );
    return rows.map(({ subject }) => subject).sort();
  }

  /** Cases that wait at a unit to be given to somebody, due first. */
  listTriage(tx: Tx, unitId: string): Promise<CaseFile[]> {
    return this.list(
      tx,
      `select * from community_case where unit_id = $1 and closed_at is null and status = 'registered'
       order by due_at, opened_at, number`,
      [unitId],
    );
  }

  /** What is still to be solved in some communities, due first. */
  listOpenOfCommunities(
    tx: Tx,
    communityIds: readonly string[],
    filter: CommunityFilter,
  ): Promise<CaseFile[]> {
    return this.list(
      tx,
      `select * from community_case c where community_id = any($1) and closed_at is null and status <> 'resolved'
         and ($2::timestamptz is null or ${IS_OVERDUE}) order by due_at, opened_at, number`,
      [communityIds, filter.overdueAt],
    );
  }

  /** How much of what there is in some communities; merged cases count through the one they went into. */
  async countFigures(
    tx: Tx,
    communityIds: readonly string[],
    { now, since, without }: FigureFilter,
  ): Promise<CaseFigures> {
    const row = await sql(tx).first<CaseFigures>(
      `select count(*) filter (where closed_at is null and status <> 'resolved')::integer as open,
              count(*) filter (where closed_at is null and status <> 'resolved' and ${IS_OVERDUE})::integer as overdue,
              count(*) filter (where status = 'resolved')::integer as awaiting,
              count(*) filter (where status = 'closed' and closed_at >= $3)::integer as closed
       from community_case c where community_id = any($1) and (closed_at is null or closed_at >= $3) and not ($4 = any(avoid))`,
      [communityIds, now, since, without],
    );
    return row ?? { open: 0, overdue: 0, awaiting: 0, closed: 0 };
  }

  /**
   * Open cases of others that may be offered to somebody who reports the same, newest first: of that estate or of none,
   * not urgent, not about anybody, and raised by nobody who stays unnamed or spoke for somebody else.
   */
  listOfNeighbours(tx: Tx, { communityId, estate, contactId, since }: Neighbourhood) {
    return this.list(
      tx,
      `select * from community_case c where community_id = $1 and opened_at >= $4 and closed_at is null
         and status <> 'resolved' and (estate is null or estate = $2) and urgency <> 'emergency' and about is null
         and avoid = '{}' and not exists (select from case_reporter r where r.community_id = c.community_id
           and r.case_number = c.number and r.left_at is null
           and (r.contact_id = $3 or r.anonymous or r.concerned is not null))
       order by opened_at desc, number desc limit ${MOST_NEIGHBOURS}`,
      [communityId, estate, contactId, since],
    );
  }

  /** Cases that were merged into this one, oldest first. */
  listMergedInto(tx: Tx, file: CaseFile): Promise<CaseFile[]> {
    return this.list(
      tx,
      `select * from community_case where community_id = $1 and parent = $2 and status = 'merged'
       order by opened_at, number`,
      [file.communityId, file.number],
    );
  }

  /** What was said of the newest solved cases, with their class; those without words left out. */
  async listSettled(tx: Tx, limit: number): Promise<SettledMatter[]> {
    return sql(tx).rows<SettledMatter>(
      `select number, text, category from community_case
       where status in ('resolved', 'closed') and text <> '' order by opened_at desc, number desc limit $1`,
      [limit],
    );
  }

  /** How many cases there are, merged ones left out; of one reporter where one is named. */
  async count(tx: Tx, contactId?: string): Promise<number> {
    const row = await sql(tx).first<{ n: number }>(
      `select count(*)::integer as n from community_case c where c.status <> 'merged'
         and ($1::bigint is null or exists (select from case_reporter r where r.community_id = c.community_id
           and r.case_number = c.number and r.contact_id = $1 and r.left_at is null))`,
      [contactId],
    );
    return row?.n ?? 0;
  }

  private async list(tx: Tx, text: string, values: readonly unknown[]): Promise<CaseFile[]> {
    return (await sql(tx).rows<CaseRow>(text, values)).map(caseOf);
  }
}
