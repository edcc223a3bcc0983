import { formatMinute } from '../kernel/calendar.js';
import { escaped } from '../kernel/escaped.js';
import { maskNumber } from '../kernel/phones.rules.js';
import { withoutSelfNaming } from '../kernel/self-naming.rules.js';
import { maskName } from '../people/phone.rules.js';
import type { CaseEvent, CaseFile, Reporter } from './cases.types.js';
import {
  ACTION_NAMES,
  LEDGER_WORDS,
  LEVEL_NAMES,
  NOTE_NAMES,
  STATUS_NAMES,
  sourceName,
  URGENCY_NAMES,
} from './ledger.texts.js';
import type { LedgerEntry, LedgerNames } from './ledger.types.js';

/** A cell of a spreadsheet holds 32,767 characters; longer ones make the file unreadable. */
const CELL_LIMIT = 32_000;

/** Words of the rating scale by score, and of the levels, as the profile names them. */
export interface LedgerWords {
  readonly scale: ReadonlyMap<number, string>;
  readonly levels: Readonly<Partial<Record<CaseFile['level'], string>>>;
}

interface Vote {
  readonly at: Date;
  readonly score?: number;
  readonly declined?: boolean;
}

/** The cells of one case in the order of `LEDGER_HEADINGS`; names and numbers masked, anonymous people hidden. */
export function ledgerRow(entry: LedgerEntry, names: LedgerNames, words: LedgerWords): string[] {
  const { file, reporters, events } = entry;
  const hide = hidingOf(entry);
  const votes = [...votesOf(entry).values()];
  const cells = [
    file.number,
    formatMinute(file.openedAt),
    sourceName(file.source),
    reporters.map(nameOf).join(LEDGER_WORDS.between),
    reporters.map(phoneOf).filter(Boolean).join(LEDGER_WORDS.between),
    hide(file.place),
    hide(file.text),
    file.kind,
    [file.category, file.subcategory].filter(Boolean).join('/'),
    URGENCY_NAMES[file.urgency],
    names.units.get(file.unitId) ?? file.unitId,
    file.assigneeNo === undefined ? '' : staffName(file.assigneeNo, names),
    words.levels[file.level] ?? LEVEL_NAMES[file.level],
    STATUS_NAMES[file.status] + (file.parent ? `（${LEDGER_WORDS.mergedInto(file.parent)}）` : ''),
    timeOf(events.find((event) => event.toStatus === 'assigned')),
    timeOf(events.findLast((event) => event.action === 'accept')),
    timeOf(events.find((event) => event.action === 'note' || event.action === 'visit')),
    file.resolvedAt ? formatMinute(file.resolvedAt) : '',
    events.map((event) => hide(lineOf(event, names))).join('\n'),
    hide(file.result ?? ''),
    file.closedAt ? formatMinute(file.closedAt) : '',
    votes.length > 0 ? formatMinute(latest(votes)) : '',
    ratingOf(entry, votes, words),
    hide(commentsOf(events)),
    String(file.reopened),
  ];
  return cells.map(fitting);
}

/** `王**`; nothing of somebody who asked not to be named. */
function nameOf({ anonymous, name }: Reporter): string {
  if (anonymous) return LEDGER_WORDS.anonymous;
  return name ? maskName(name) : LEDGER_WORDS.nameless;
}

function phoneOf({ anonymous, phone }: Reporter): string {
  return anonymous || !phone ? '' : maskNumber(phone);
}

/** Takes traces of anonymous reporters out of a text: their names, and the room, which tells who lives there. */
function hidingOf({ file, reporters }: LedgerEntry): (text: string) => string {
  const hidden = reporters.filter((reporter) => reporter.anonymous);
  if (hidden.length === 0) return (text) => text;
  const traces = hidden
    .flatMap(({ name, concerned }) => [name, concerned])
    .filter((trace) => trace !== undefined);
  const room = file.address.room
    ? new RegExp(`(?<!\\d)${escaped(file.address.room)}(?!\\d)室?`, 'g')
    : undefined;
  return (text) => {
    const unnamed = traces.reduce(
      (rest, trace) => rest.replaceAll(trace, LEDGER_WORDS.someResident),
      withoutSelfNaming(text, []),
    );
    return room ? unnamed.replace(room, LEDGER_WORDS.someRoom) : unnamed;
  };
}

/** `2026-09-28 09:00 接单 李明：马上去`. */
function lineOf(event: CaseEvent, names: LedgerNames): string {
  const isHandedOn = event.toAssignee !== undefined && event.toAssignee !== event.fromAssignee;
  const to = isHandedOn ? LEDGER_WORDS.handedTo(staffName(event.toAssignee ?? '', names)) : '';
  const note = event.note === undefined ? '' : `：${NOTE_NAMES[event.note] ?? event.note}`;
  return `${formatMinute(event.at)} ${ACTION_NAMES[event.action]} ${actorName(event, names)}${to}${note}`;
}

function actorName({ actor }: CaseEvent, names: LedgerNames): string {
  if (actor.kind === 'staff') return staffName(actor.staffNo, names);
  return actor.kind === 'resident' ? LEDGER_WORDS.resident : LEDGER_WORDS.system;
}

function staffName(staffNo: string, names: LedgerNames): string {
  return names.staff.get(staffNo) ?? staffNo;
}

function timeOf(event: CaseEvent | undefined): string {
  return event ? formatMinute(event.at) : '';
}

function latest(votes: readonly Vote[]): Date {
  return votes.reduce((last, { at }) => (at > last ? at : last), new Date(0));
}

/** The last word of each reporter about the result that was rated last; read from the events alone. */
function votesOf({ file, events }: LedgerEntry): Map<string, Vote> {
  const isAsked = file.status === 'resolved' || file.status === 'closed';
  const round = isAsked ? file.reopened : file.reopened - 1;
  const votes = new Map<string, Vote>();
  for (const { action, at, facts } of events) {
    const isVote = typeof facts.score === 'number' || facts.declined === true;
    if (action !== 'rate' || facts.round !== round || !isVote) continue;
    votes.set(String(facts.contactId), { at, ...(facts as object) });
  }
  return votes;
}

function ratingOf({ file }: LedgerEntry, votes: readonly Vote[], { scale }: LedgerWords): string {
  if (votes.length === 0) return file.status === 'closed' ? LEDGER_WORDS.noAnswer : '';
  return votes
    .map(({ score }) =>
      score === undefined ? LEDGER_WORDS.noVote : LEDGER_WORDS.score(scale.get(score) ?? '', score),
    )
    .join(LEDGER_WORDS.between);
}

function commentsOf(events: readonly CaseEvent[]): string {
  const comments = events.flatMap(({ action, note }) => (action === 'rate' && note ? [note] : []));
  return comments.join(LEDGER_WORDS.between);
}

function fitting(text: string): string {
  return text.length <= CELL_LIMIT ? text : `${text.slice(0, CELL_LIMIT)}${LEDGER_WORDS.cut}`;
}
