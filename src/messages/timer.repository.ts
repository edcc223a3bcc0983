import { Injectable } from '@nestjs/common';
import { sql } from '../persistence/sql.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { FailedTimer, Timer, TimerToSet } from './timer.types.js';

interface TimerRow {
  readonly community_id: string;
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly due_at: Date;
  readonly payload: Record<string, unknown>;
  readonly attempts: number;
  readonly fault: string | null;
}

@Injectable()
export class TimerRepository {
  async upsert(tx: Tx, timer: TimerToSet): Promise<void> {
    await sql(tx).run(
      `insert into timer (community_id, kind, subject, due_at, payload) values ($1, $2, $3, $4, $5)
       on conflict (community_id, kind, subject) where state = 'waiting'
       do update set due_at = excluded.due_at, payload = excluded.payload, attempts = 0, retry_at = null, fault = null`,
      [
        timer.communityId,
        timer.kind,
        timer.subject,
        timer.dueAt,
        JSON.stringify(timer.payload ?? {}),
      ],
    );
  }

  cancel(tx: Tx, communityId: string, kind: string, subject: string): Promise<number> {
    return sql(tx).run(
      `update timer set state = 'cancelled'
       where community_id = $1 and kind = $2 and subject = $3 and state = 'waiting'`,
      [communityId, kind, subject],
    );
  }

  async findWaiting(
    tx: Tx,
    communityId: string,
    kind: string,
    subject: string,
  ): Promise<Timer | undefined> {
    const row = await sql(tx).first<TimerRow>(
      `select * from timer where community_id = $1 and kind = $2 and subject = $3 and state = 'waiting'`,
      [communityId, kind, subject],
    );
    return row && timerOf(row);
  }

  /** Locks the timer that is due longest; others that run skip it. Its transaction ends with `markFired` or rolls back. */
  async claimDue(tx: Tx, now: Date): Promise<Timer | undefined> {
    const row = await sql(tx).first<TimerRow>(
      `select * from timer where state = 'waiting' and due_at <= $1 and (retry_at is null or retry_at <= $1)
       order by due_at, id limit 1 for update skip locked`,
      [now],
    );
    return row && timerOf(row);
  }

  markFired(tx: Tx, timer: Timer, now: Date): Promise<number> {
    return sql(tx).run(
      `update timer set state = 'fired', fired_at = $3 where community_id = $1 and id = $2 and state = 'waiting'`,
      [timer.communityId, timer.id, now],
    );
  }

  /** Counts a failed try; failed for good when there is no next one. */
  async markTried(tx: Tx, timer: Timer, fault: string, retryAt: Date | undefined): Promise<void> {
    await sql(tx).run(
      `update timer set attempts = attempts + 1, fault = $3, retry_at = $4,
         state = case when $4::timestamptz is null then 'failed' else state end
       where community_id = $1 and id = $2 and state = 'waiting'`,
      [timer.communityId, timer.id, fault, retryAt ?? null],
    );
  }

  async nextDueAt(tx: Tx): Promise<Date | undefined> {
    const row = await sql(tx).first<{ at: Date | null }>(
      `select min(greatest(due_at, retry_at)) as at from timer where state = 'waiting'`,
    );
    return row?.at ?? undefined;
  }

  async listFailed(tx: Tx, limit: number): Promise<FailedTimer[]> {
    const rows = await sql(tx).rows<TimerRow>(
      `select * from timer where state = 'failed' order by due_at desc limit $1`,
      [limit],
    );
    return rows.map((row) => ({ ...timerOf(row), fault: row.fault ?? '' }));
  }

  /** A failed timer waits again, unless the same one was set anew meanwhile. */
  retryFailed(tx: Tx, communityId: string, id: string): Promise<number> {
    return sql(tx).run(
      `update timer t set state = 'waiting', attempts = 0, retry_at = null, fault = null
       where t.community_id = $1 and t.id = $2 and t.state = 'failed' and not exists
         (select from timer w where w.community_id = t.community_id and w.kind = t.kind and w.subject = t.subject
             and w.state = 'waiting')`,
      [communityId, id],
    );
  }
}

function timerOf(row: TimerRow): Timer {
  return {
    communityId: row.community_id,
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    dueAt: row.due_at,
    payload: row.payload,
    attempts: row.attempts,
  };
}
