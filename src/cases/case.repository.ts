import { Injectable } from '@nestjs/common';
import { maskPersonal } from '../kernel/personal-numbers.rules.js';
import { Cipher } from '../persistence/cipher.js';
import { hex, sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import {
  actorNo,
  CASE_COLUMNS,
  CASE_ROW,
  caseRow,
  caseValues,
  REPORTER_COLUMNS,
  type ReporterRow,
  reporterOf,
} from './case.entity.js';
import type { Actor, CaseAction, CaseFile, CaseMedia, Reporter } from './cases.types.js';
import { CASE_TIMERS, type CaseTimer } from './deadlines.rules.js';

/** A step as it is written down: the new state, the line of history, and what hangs on it. */
export interface RecordedStep {
  readonly action: CaseAction;
  readonly actor: Actor;
  readonly at: Date;
  /** Undefined for `open`. */
  readonly before?: CaseFile;
  readonly after: CaseFile;
  readonly note?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly media?: readonly CaseMedia[];
  /** All waits of the case from now on; undefined = they stay as they are. */
  readonly timers?: readonly CaseTimer[];
}

/** Values of a statement, numbered as they are added. */
class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

const MEDIA_COLUMNS = `(sha256 text, "mediaType" text, bytes bigint, kind text, stage text, seconds integer, name text,
                        "contactId" bigint)`;

/** All that hangs on new cases, one JSON row for each case. */
const OPENING = `
  with opened as materialized (
    select * from json_to_recordset($1) as o (
      ${CASE_ROW}, at timestamptz, action text, actor_kind text, actor_no text, note text, facts jsonb,
      account_id text, contact_id bigint, resident_id bigint, name bytea, phone bytea, anonymous boolean,
      concerned bytea, own_text text, own_place text, timers json)
  ), cases as (
    insert into community_case (community_id, number, ${CASE_COLUMNS.join(', ')})
    select community_id, number, ${CASE_COLUMNS.join(', ')} from opened
  ), logged as (
    insert into case_event (community_id, case_number, at, action, actor_kind, actor_no, to_status, to_assignee,
                            unit_id, level, note, facts)
    select community_id, number, at, action, actor_kind, actor_no, status, assignee_no, unit_id, level, note, facts
    from opened
  ), reporters as (
    insert into case_reporter (community_id, case_number, account_id, contact_id, resident_id, name, phone, anonymous,
                               concerned, joined_at, own_text, own_place)
    select community_id, number, account_id, contact_id, resident_id, name, phone, anonymous, concerned, at, own_text,
      own_place
    from opened
  )
  insert into timer (community_id, kind, subject, due_at)
  select community_id, w.kind, number, w."dueAt"
  from opened cross join json_to_recordset(timers) as w (kind text, "dueAt" timestamptz)`;

/** Pictures, voice notes … that came with the words that opened a case, one JSON row for each. */
const OPENING_MEDIA = `
  insert into case_media (community_id, case_number, sha256, media_type, bytes, kind, stage, seconds, name, contact_id, at)
  select community_id, number, sha256, "mediaType", bytes, kind, stage, seconds, name, "contactId", at
  from json_to_recordset($1) as m (community_id text, number text, at timestamptz, sha256 text, "mediaType" text,
    bytes bigint, kind text, stage text, seconds integer, name text, "contactId" bigint)`;

/**
 * Writes cases. Each step is one statement (case, history, pictures, waits together), because a chat turn is made of
 * round trips. The waits go into `timer` from here for the same reason; their rows are those of `TimerService`.
 */
@Injectable()
export class CaseRepository {
  constructor(private readonly cipher: Cipher) {}

  /** Opens a case under its number: case, first event, reporter, pictures and waits. Nobody waits for the outcome. */
  insert(tx: Tx, step: RecordedStep, reporter: Reporter): void {
    const { after, media = [], timers = [] } = step;
    sql(tx).gather(OPENING, {
      ...caseRow(after),
      at: step.at,
      action: step.action,
      actor_kind: step.actor.kind,
      actor_no: actorNo(step.actor),
      note: step.note,
      facts: step.facts ?? {},
      ...this.reporterCells(reporter),
      timers,
    });
    for (const one of media)
      sql(tx).gather(OPENING_MEDIA, {
        community_id: after.communityId,
        number: after.number,
        at: step.at,
        ...one,
      });
  }

  /**
   * Writes a step of a case that stands as `before` says, and gives the people who raised it. Undefined when the case
   * no longer stands so: nothing is written then.
   */
  async update(tx: Tx, step: RecordedStep & { before: CaseFile }): Promise<Reporter[] | undefined> {
    const { before, timers } = step;
    const v = new Values();
    const values = caseValues(step.after);
    const set = CASE_COLUMNS.map((column, i) => `${column} = ${v.add(values[i])}`).join(', ');
    const [community, number] = [v.add(before.communityId), v.add(before.number)];
    const waits = timers ? `, ${this.dropped(before, timers, v)}, ${this.waitsOf(timers, v)}` : '';
    const statement = `
      with touched as (
        update community_case set ${set}, revision = revision + 1
        where community_id = ${community} and number = ${number}
          and status = ${v.add(before.status)} and revision = ${v.add(before.revision)}
        returning community_id, number
      ), ${this.historyOf(step, v)}${waits}
      select ${REPORTER_COLUMNS}
      from touched left join case_reporter r
        on r.community_id = touched.community_id and r.case_number = touched.number and r.left_at is null
      order by r.joined_at, r.contact_id`;
    const rows = await sql(tx).rows<ReporterRow>(statement, v.list);
    if (rows.length === 0) return undefined;
    return rows.filter((row) => row.contact_id !== null).map((row) => reporterOf(row, this.cipher));
  }

  /** Adds a reporter, or takes back one who had left. */
  async insertReporter(tx: Tx, file: CaseFile, reporter: Reporter, at: Date): Promise<void> {
    const v = new Values();
    const key = `${v.add(file.communityId)}, ${v.add(file.number)}`;
    await sql(tx).run(this.reporterInsert(reporter, at, v, key), v.list);
  }

  /** Hides a reporter from worker and export (「别说是我」). */
  async markAnonymous(tx: Tx, file: CaseFile, contactId: string): Promise<void> {
    await this.touchReporter(tx, file, contactId, 'anonymous = true');
  }

  /** Notes that one of several reporters took their word back. */
  async markLeft(tx: Tx, file: CaseFile, contactId: string, at: Date): Promise<void> {
    await this.touchReporter(tx, file, contactId, 'left_at = $4', at);
  }

  /** Keeps the number to call back, sealed. */
  async markPhone(tx: Tx, file: CaseFile, contactId: string, phone: string): Promise<void> {
    await this.touchReporter(tx, file, contactId, 'phone = $4', this.cipher.seal(phone));
  }

  private async touchReporter(
    tx: Tx,
    file: CaseFile,
    contactId: string,
    set: string,
    value?: unknown,
  ): Promise<void> {
    const touched = await sql(tx).run(
      `update case_reporter set ${set} where community_id = $1 and case_number = $2 and contact_id = $3`,
      [file.communityId, file.number, contactId, ...(value === undefined ? [] : [value])],
    );
    if (touched !== 1) throw new Error(`case ${file.number} has no such reporter`);
  }

  /** The line of history and the pictures of the step, for the case that `touched` holds. */
  private historyOf(step: RecordedStep, v: Values): string {
    const { before, after } = step;
    const event = [
      step.at,
      step.action,
      step.actor.kind,
      actorNo(step.actor),
      before?.status,
      after.status,
      before?.assigneeNo,
      after.assigneeNo,
      after.unitId,
      after.level,
      step.note,
      JSON.stringify(step.facts ?? {}),
    ].map((value) => v.add(value));
    const types = [
      'timestamptz',
      'text',
      'text',
      'text',
      'text',
      'text',
      'text',
      'text',
      'text',
      'text',
      'text',
      'jsonb',
    ];
    const cells = event.map((cell, i) => `${cell}::${types[i]}`).join(', ');
    const logged = `logged as (
      insert into case_event (community_id, case_number, at, action, actor_kind, actor_no, from_status, to_status,
                              from_assignee, to_assignee, unit_id, level, note, facts)
      select touched.community_id, touched.number, ${cells} from touched)`;
    if (!step.media?.length) return logged;
    return `${logged}, pictures as (
      insert into case_media (community_id, case_number, sha256, media_type, bytes, kind, stage, seconds, name,
                              contact_id, at)
      select touched.community_id, touched.number, m.*, ${v.add(step.at)}::timestamptz
      from touched, jsonb_to_recordset(${v.add(JSON.stringify(step.media))}::jsonb) as m${MEDIA_COLUMNS})`;
  }

  /** Sets the waits. */
  private waitsOf(timers: readonly CaseTimer[], v: Values): string {
    const kinds = v.add(timers.map((timer) => timer.kind));
    const dues = v.add(timers.map((timer) => timer.dueAt));
    return `waits as (
      insert into timer (community_id, kind, subject, due_at)
      select touched.community_id, w.kind, touched.number, w.due_at
      from touched, unnest(${kinds}::text[], ${dues}::timestamptz[]) as w(kind, due_at)
      on conflict (community_id, kind, subject) where state = 'waiting'
        do update set due_at = excluded.due_at, payload = excluded.payload, attempts = 0)`;
  }

  /**
   * Cancels those of the case's waits that are not among the new ones. The key is given by value, not by a join with
   * `touched`: the planner would read every wait of the community to find a handful.
   */
  private dropped(file: CaseFile, timers: readonly CaseTimer[], v: Values): string {
    const kept = new Set<string>(timers.map((timer) => timer.kind));
    return `dropped as (
      update timer set state = 'cancelled'
      where community_id = ${v.add(file.communityId)} and subject = ${v.add(file.number)} and state = 'waiting'
        and kind = any(${v.add(CASE_TIMERS.filter((kind) => !kept.has(kind)))}::text[])
        and exists (select from touched))`;
  }

  /** The reporter as a JSON row has them. */
  private reporterCells(reporter: Reporter) {
    const seal = (text: string | undefined) =>
      hex(text === undefined ? undefined : this.cipher.seal(text));
    return {
      account_id: reporter.accountId,
      contact_id: reporter.contactId,
      resident_id: reporter.residentId,
      name: seal(reporter.name),
      phone: seal(reporter.phone),
      anonymous: reporter.anonymous,
      concerned: seal(reporter.concerned),
      own_text: reporter.told && maskPersonal(reporter.told.text),
      own_place: reporter.told && maskPersonal(reporter.told.place),
    };
  }

  private reporterInsert(reporter: Reporter, at: Date, v: Values, key: string): string {
    const seal = (text: string | undefined) =>
      text === undefined ? undefined : this.cipher.seal(text);
    const cells = [
      `${v.add(reporter.accountId)}::text`,
      `${v.add(reporter.contactId)}::bigint`,
      `${v.add(reporter.residentId)}::bigint`,
      `${v.add(seal(reporter.name))}::bytea`,
      `${v.add(seal(reporter.phone))}::bytea`,
      `${v.add(reporter.anonymous)}::boolean`,
      `${v.add(seal(reporter.concerned))}::bytea`,
      `${v.add(at)}::timestamptz`,
      `${v.add(reporter.told && maskPersonal(reporter.told.text))}::text`,
      `${v.add(reporter.told && maskPersonal(reporter.told.place))}::text`,
    ].join(', ');
    return `insert into case_reporter (community_id, case_number, account_id, contact_id, resident_id, name, phone,
                                       anonymous, concerned, joined_at, own_text, own_place)
      values (${key}, ${cells})
      on conflict (community_id, case_number, contact_id)
        do update set left_at = null, own_text = coalesce(excluded.own_text, case_reporter.own_text),
          own_place = coalesce(excluded.own_place, case_reporter.own_place)`;
  }
}
