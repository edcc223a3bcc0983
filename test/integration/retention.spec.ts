import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Settings } from '../../src/config/settings.js';
import { Retention } from '../../src/conversation/retention.service.js';
import { addMinutes } from '../../src/kernel/calendar.js';
import { MovableClock } from '../../src/kernel/clock.js';
import { MessageRetention } from '../../src/messages/message-retention.service.js';
import { RetentionRepository } from '../../src/messages/retention.repository.js';
import { by, CaseWorld, NINE, WANG } from '../support/case-world.js';

const KEEP_DAYS = 30;
const daysAgo = (days: number) => addMinutes(NINE, -days * 24 * 60);
const OLD = daysAgo(KEEP_DAYS + 1);
const YOUNG = daysAgo(KEEP_DAYS - 1);

let world: CaseWorld;
beforeAll(async () => {
  world = await CaseWorld.open();
  await query("insert into account (id, channel, state_since) values ('main', 'x', now())");
});
afterAll(() => world.close());
beforeEach(() => query('truncate inbox, outbox'));

function query<T>(text: string, values: unknown[] = []): Promise<T[]> {
  return world.database.dataSource.query(text, values);
}

/** The sweep of a service that keeps messages for so many days. */
function sweep(keepDays = KEEP_DAYS): Promise<number> {
  const clock = new MovableClock();
  clock.standAt(NINE);
  const settings = Object.assign(new Settings(), { keepDays });
  const messages = new MessageRetention(new RetentionRepository());
  return new Retention(messages, world.cases, world.database.unitOfWork, settings, clock).sweep();
}

function heard(id: string, state: string, at: Date): Promise<unknown> {
  return query(
    `insert into inbox (account_id, channel_message_id, contact_id, body, heard_at, state)
     values ('main', $1, 501, 'x', $3, $2)`,
    [id, state, at],
  );
}

function said(reason: string, state: string, at: Date, caseNumber?: string, community = 'C1') {
  return query(
    `insert into outbox (community_id, account_id, contact_id, priority, body, case_number, not_before, written_at, sent_at,
       state, reason) values ($5, 'main', 501, 0, 'x', $4, $3::timestamptz, $3::timestamptz, case when $2::text = 'sent' then $3::timestamptz end, $2::text, $1)`,
    [reason, state, at, caseNumber ?? null, community],
  );
}

const heardStill = async () =>
  (await query<{ id: string }>('select channel_message_id as id from inbox order by id')).map(
    ({ id }) => id,
  );
const saidStill = async () =>
  (await query<{ reason: string }>('select reason from outbox order by id')).map(
    ({ reason }) => reason,
  );

describe('messages of long ago', () => {
  it('go when they are handled; what waits or failed stays, and so does what is young', async () => {
    await heard('failed', 'failed', OLD);
    await heard('old', 'handled', OLD);
    await heard('waiting', 'waiting', OLD);
    await heard('older', 'handled', daysAgo(400));
    await heard('young', 'handled', YOUNG);
    expect(await sweep()).toBe(2);
    expect(await heardStill()).toEqual(['failed', 'waiting', 'young']);
    expect(await sweep()).toBe(0);
  });

  it('go when they were sent, in every community; those of a case that is not over stay', async () => {
    const { after: open } = await world.open({}, OLD);
    const { after: over } = await world.open({}, OLD);
    await world.run(async (tx) =>
      world.cases.withdraw(tx, await world.cases.get(tx, over.number), by(WANG), '', OLD),
    );
    await said('no case', 'sent', OLD);
    await said('open', 'sent', OLD, open.number);
    await said('over', 'sent', OLD, over.number);
    await said('elsewhere', 'sent', OLD, undefined, 'C2');
    await said('unknown community', 'sent', OLD, undefined, '-');
    await said('dead', 'dead', OLD);
    await said('waiting', 'waiting', OLD);
    await said('young', 'sent', YOUNG);
    expect(await sweep()).toBe(4);
    expect(await saidStill()).toEqual(['open', 'dead', 'waiting', 'young']);
    const cases = await query('select number from community_case');
    expect(cases).toHaveLength(2);
  });

  it('go a few at a time, the oldest first', async () => {
    await query(
      `insert into inbox (account_id, channel_message_id, contact_id, body, heard_at, state)
       select 'main', n::text, 501, 'x', $1, 'handled' from generate_series(1, 1200) n`,
      [OLD],
    );
    expect([await sweep(), await sweep(), await sweep(), await sweep()]).toEqual([
      500, 500, 200, 0,
    ]);
  });

  it('stay where they are kept for ever', async () => {
    await heard('old', 'handled', OLD);
    expect(await sweep(0)).toBe(0);
    expect(await heardStill()).toEqual(['old']);
  });
});
