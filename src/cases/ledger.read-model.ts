import { Injectable } from '@nestjs/common';
import { Cipher } from '../persistence/cipher.js';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import {
  type CaseRow,
  caseOf,
  type EventRow,
  eventOf,
  type ReporterRow,
  reporterOf,
} from './case.entity.js';
import type { LedgerEntry, LedgerNames, LedgerPeriod, Tally } from './ledger.types.js';

/** Cases fetched at a time: a few megabytes with their histories. */
const PAGE = 500;

/** Instants as text with microseconds and offset, since JSON knows no dates. */
type EventJson = Omit<EventRow, 'at'> & { readonly at: string };
/** Sealed values in base64, since JSON knows no bytes. */
type ReporterJson = Omit<ReporterRow, 'name' | 'phone' | 'concerned'> & {
  readonly name: string | null;
  readonly phone: string | null;
  readonly concerned: string | null;
};

interface EntryRow extends CaseRow {
  readonly reporters: ReporterJson[];
  readonly events: EventJson[];
}

const IN_PERIOD =
  '($1::timestamptz is null or opened_at >= $1) and ($2::timestamptz is null or opened_at < $2)';
const MONTH = (column: string) => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM')`;

/**
 * The ledger as one picture of one moment. Reads names of staff and units beside the cases: it is a read model, and
 * never writes.
 */
@Injectable()
export class LedgerReadModel {
  constructor(private readonly cipher: Cipher) {}

  /** Everything read afterwards in this transaction shows the same moment. The first statement of the transaction. */
  async beginSnapshot(tx: Tx): Promise<void> {
    await sql(tx).run('set transaction isolation level repeatable read, read only');
  }

  /** All cases of the period in the order of registration, a page in memory at a time. */
  async *entries(tx: Tx, period: LedgerPeriod): AsyncGenerator<LedgerEntry> {
    await sql(tx).run(
      `declare ledger no scroll cursor for
       select c.*,
         (select json_agg(json_build_object('account_id', r.account_id, 'contact_id', r.contact_id::text,
                    'resident_id', r.resident_id::text, 'anonymous', r.anonymous, 'name', encode(r.name, 'base64'),
                    'phone', encode(r.phone, 'base64'), 'concerned', encode(r.concerned, 'base64'))
                  order by r.joined_at, r.contact_id)
          from case_reporter r where r.community_id = c.community_id and r.case_number = c.number) as reporters,
         (select json_agg(json_build_object('at', e.at, 'action', e.action, 'actor_kind', e.actor_kind,
                    'actor_no', e.actor_no, 'from_status', e.from_status, 'to_status', e.to_status,
                    'from_assignee', e.from_assignee, 'to_assignee', e.to_assignee, 'unit_id', e.unit_id,
                    'level', e.level, 'note', e.note, 'facts', e.facts) order by e.id)
          from case_event e where e.community_id = c.community_id and e.case_number = c.number) as events
       from community_case c where ${IN_PERIOD} order by c.opened_at, c.number`,
      [period.start, period.end],
    );
    for (;;) {
      const rows = await sql(tx).rows<EntryRow>(`fetch ${PAGE} from ledger`);
      for (const row of rows) yield this.entryOf(row);
      if (rows.length < PAGE) break;
    }
    await sql(tx).run('close ledger');
  }

  /** How many cases there are by month, class, unit and status, by the cases themselves. */
  tallyCases(tx: Tx, period: LedgerPeriod): Promise<Tally[]> {
    return sql(tx).rows<Tally>(
      `select ${MONTH('opened_at')} as month, category, unit_id as "unitId", status, count(*)::integer as count
       from community_case where ${IN_PERIOD} group by 1, 2, 3, 4`,
      [period.start, period.end],
    );
  }

  /** The same, recomputed from the events alone. */
  tallyEvents(tx: Tx, period: LedgerPeriod): Promise<Tally[]> {
    return sql(tx).rows<Tally>(
      `with opened as (
         select community_id, case_number, at as opened_at from case_event where action = 'open'
       ), latest as (
         select distinct on (community_id, case_number) community_id, case_number, to_status, unit_id
         from case_event order by community_id, case_number, id desc
       ), class as (
         select distinct on (community_id, case_number) community_id, case_number, facts ->> 'category' as category
         from case_event where facts ? 'category' order by community_id, case_number, id desc
       )
       select ${MONTH('opened_at')} as month, class.category, latest.unit_id as "unitId", latest.to_status as status,
              count(*)::integer as count
       from opened join latest using (community_id, case_number) left join class using (community_id, case_number)
       where ${IN_PERIOD} group by 1, 2, 3, 4`,
      [period.start, period.end],
    );
  }

  /** Names of all staff and units, those that left the roster included. */
  async names(tx: Tx): Promise<LedgerNames> {
    const staff = await sql(tx).rows<{ staff_no: string; name: Buffer }>(
      'select staff_no, name from staff',
    );
    const units = await sql(tx).rows<{ id: string; name: string }>('select id, name from org_unit');
    return {
      staff: new Map(staff.map((row) => [row.staff_no, this.cipher.open(row.name)])),
      units: new Map(units.map((row) => [row.id, row.name])),
    };
  }

  private entryOf(row: EntryRow): LedgerEntry {
    const bytes = (text: string | null) => (text === null ? null : Buffer.from(text, 'base64'));
    return {
      file: caseOf(row),
      reporters: (row.reporters ?? []).map((one) =>
        reporterOf(
          {
            ...one,
            name: bytes(one.name),
            phone: bytes(one.phone),
            concerned: bytes(one.concerned),
          } as ReporterRow,
          this.cipher,
        ),
      ),
      events: (row.events ?? []).map((event) =>
        eventOf({ ...event, at: new Date(event.at) } as EventRow),
      ),
    };
  }
}
