import type { QueryResultRow } from 'pg';
import type { Cipher } from '../persistence/cipher.js';
import type { Actor, CaseEvent, CaseFile, CaseMedia, OwnWords, Reporter } from './cases.types.js';

/** Types of the columns of `community_case`, in the order in which `caseValues` gives their values, the key left out. */
const CASE_TYPES = {
  status: 'text',
  level: 'text',
  kind: 'text',
  category: 'text',
  subcategory: 'text',
  urgency: 'text',
  text: 'text',
  place: 'text',
  estate: 'text',
  building: 'text',
  unit_label: 'text',
  room: 'text',
  grid_id: 'text',
  unit_id: 'text',
  assignee_no: 'text',
  avoid: 'text[]',
  due_at: 'timestamptz',
  resolved_at: 'timestamptz',
  closed_at: 'timestamptz',
  result: 'text',
  reopened: 'smallint',
  supervised: 'boolean',
  parent: 'text',
  about: 'text',
  method: 'text',
  rules: 'text',
  source: 'text',
  opened_at: 'timestamptz',
} as const;

/** Columns of `community_case`, in the order in which `caseValues` gives their values, the key left out. */
export const CASE_COLUMNS = Object.keys(CASE_TYPES);

/** A case as columns of a JSON row: `json_to_recordset($1) as o (CASE_ROW)`. */
export const CASE_ROW = [
  'community_id text, number text',
  ...Object.entries(CASE_TYPES).map(([name, type]) => `${name} ${type}`),
].join(', ');

/** A row of `community_case` as the driver gives it. */
export interface CaseRow extends QueryResultRow {
  community_id: string;
  number: string;
  status: CaseFile['status'];
  level: CaseFile['level'];
  kind: CaseFile['kind'];
  category: string;
  subcategory: string | null;
  urgency: CaseFile['urgency'];
  text: string;
  place: string;
  estate: string | null;
  building: string | null;
  unit_label: string | null;
  room: string | null;
  grid_id: string | null;
  unit_id: string;
  assignee_no: string | null;
  avoid: string[];
  method: string;
  rules: string | null;
  source: string;
  opened_at: Date;
  due_at: Date | null;
  resolved_at: Date | null;
  closed_at: Date | null;
  result: string | null;
  reopened: number;
  supervised: boolean;
  parent: string | null;
  about: CaseFile['about'] | null;
  revision: number;
  own_text?: string | null;
  own_place?: string | null;
}

/** The values of `CASE_COLUMNS`. */
export function caseValues(file: CaseFile): unknown[] {
  const { address } = file;
  return [
    file.status,
    file.level,
    file.kind,
    file.category,
    file.subcategory,
    file.urgency,
    file.text,
    file.place,
    address.estate,
    address.building,
    address.unit,
    address.room,
    file.gridId,
    file.unitId,
    file.assigneeNo,
    file.avoid,
    file.dueAt,
    file.resolvedAt,
    file.closedAt,
    file.result,
    file.reopened,
    file.supervised,
    file.parent,
    file.about,
    file.method,
    file.rules,
    file.source,
    file.openedAt,
  ];
}

/** The case as a JSON row has it. */
export function caseRow(file: CaseFile): Record<string, unknown> {
  const row: Record<string, unknown> = { community_id: file.communityId, number: file.number };
  for (const [index, value] of caseValues(file).entries()) row[CASE_COLUMNS[index] ?? ''] = value;
  return row;
}

/** The case that a row holds; absent values are absent, not null. */
export function caseOf(row: CaseRow): CaseFile {
  const address = present({
    estate: row.estate,
    building: row.building,
    unit: row.unit_label,
    room: row.room,
  });
  return {
    communityId: row.community_id,
    number: row.number,
    status: row.status,
    level: row.level,
    kind: row.kind,
    category: row.category,
    urgency: row.urgency,
    text: row.text,
    place: row.place,
    address,
    unitId: row.unit_id,
    avoid: row.avoid,
    method: row.method,
    source: row.source,
    openedAt: row.opened_at,
    reopened: row.reopened,
    supervised: row.supervised,
    revision: row.revision,
    ...present({
      subcategory: row.subcategory,
      gridId: row.grid_id,
      assigneeNo: row.assignee_no,
      dueAt: row.due_at,
      resolvedAt: row.resolved_at,
      closedAt: row.closed_at,
      result: row.result,
      parent: row.parent,
      about: row.about,
      rules: row.rules,
      told: toldOf(row),
    }),
  };
}

/** Own words of the reporter for whom the row was read; undefined where they are those of the case. */
function toldOf(row: {
  own_text?: string | null;
  own_place?: string | null;
}): OwnWords | undefined {
  const { own_text: text, own_place: place } = row;
  return typeof text === 'string' ? { text, place: place ?? '' } : undefined;
}

/** A row of `case_reporter`. */
export interface ReporterRow extends QueryResultRow {
  account_id: string;
  contact_id: string;
  resident_id: string | null;
  name: Buffer | null;
  phone: Buffer | null;
  anonymous: boolean;
  concerned: Buffer | null;
  own_text?: string | null;
  own_place?: string | null;
}

/** Columns of a reporter, of the table `r`. */
export const REPORTER_COLUMNS =
  'r.account_id, r.contact_id, r.resident_id, r.name, r.phone, r.anonymous, r.concerned, r.own_text, r.own_place';

/** The reporter a row holds, opened. */
export function reporterOf(row: ReporterRow, cipher: Cipher): Reporter {
  const open = (sealed: Buffer | null) => sealed && cipher.open(sealed);
  return {
    accountId: row.account_id,
    contactId: row.contact_id,
    anonymous: row.anonymous,
    ...present({
      residentId: row.resident_id,
      name: open(row.name),
      phone: open(row.phone),
      concerned: open(row.concerned),
      told: toldOf(row),
    }),
  };
}

/** A row of `case_media`. */
export interface MediaRow extends QueryResultRow {
  sha256: string;
  media_type: string;
  bytes: string;
  kind: CaseMedia['kind'];
  stage: CaseMedia['stage'];
  seconds: number | null;
  name: string | null;
  contact_id: string | null;
}

/** The picture, voice note … that a row holds. */
export function mediaOf(row: MediaRow): CaseMedia {
  return {
    sha256: row.sha256,
    mediaType: row.media_type,
    bytes: Number(row.bytes),
    kind: row.kind,
    stage: row.stage,
    ...present({ seconds: row.seconds, name: row.name, contactId: row.contact_id }),
  };
}

/** A row of `case_event`. */
export interface EventRow extends QueryResultRow {
  at: Date;
  action: CaseEvent['action'];
  actor_kind: Actor['kind'];
  actor_no: string | null;
  from_status: CaseEvent['fromStatus'] | null;
  to_status: CaseEvent['toStatus'];
  from_assignee: string | null;
  to_assignee: string | null;
  unit_id: string;
  level: CaseEvent['level'];
  note: string | null;
  facts: Record<string, unknown>;
}

/** The line of history that a row holds. */
export function eventOf(row: EventRow): CaseEvent {
  return {
    at: row.at,
    action: row.action,
    actor: actorOf(row.actor_kind, row.actor_no ?? ''),
    toStatus: row.to_status,
    unitId: row.unit_id,
    level: row.level,
    facts: row.facts,
    ...present({
      fromStatus: row.from_status,
      fromAssignee: row.from_assignee,
      toAssignee: row.to_assignee,
      note: row.note,
    }),
  };
}

/** What `case_event.actor_no` holds for the actor. */
export function actorNo(actor: Actor): string | null {
  if (actor.kind === 'staff') return actor.staffNo;
  return actor.kind === 'resident' ? actor.contactId : null;
}

function actorOf(kind: Actor['kind'], no: string): Actor {
  if (kind === 'staff') return { kind, staffNo: no };
  return kind === 'resident' ? { kind, contactId: no } : { kind };
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Leaves out what is null or undefined. */
function present<T extends object>(values: T): Present<T> {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as Present<T>;
}
