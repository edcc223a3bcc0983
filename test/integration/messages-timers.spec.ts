import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TimerService } from '../../src/messages/timer.service.js';
import { TimerHandlers, TimerRunner } from '../../src/messages/timer-runner.service.js';
import { sql } from '../../src/persistence/sql.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { type MessagesHouse, openMessagesHouse, query } from '../support/messages-house.js';

const START = new Date('2026-12-01T09:00:00+08:00');
const minutes = (count: number) => new Date(START.getTime() + count * 60_000);

describe('timers', () => {
  let database: TestDatabase;
  let house: MessagesHouse;
  let fired: string[];

  beforeAll(async () => {
    database = await openTestDatabase();
    await query(database, 'create table done (subject text not null)');
  });
  beforeEach(async () => {
    await query(database, 'truncate timer, account, contact, channel_gap, done');
    house = await openMessagesHouse(database);
    house.clock.standAt(START);
    fired = [];
    house.module.get(TimerHandlers).on('remind', async (tx, timer) => {
      await sql(tx).run('insert into done (subject) values ($1)', [timer.subject]);
      fired.push(timer.subject);
    });
  });
  afterEach(() => house.close());
  afterAll(() => database.drop());

  const set = (subject: string, dueAt: Date, kind = 'remind') =>
    database.unitOfWork.run((tx) =>
      house.module.get(TimerService).set(tx, { communityId: 'C1', kind, subject, dueAt }),
    );
  const runner = () => house.module.get(TimerRunner);
  const nextDueAt = () => database.unitOfWork.autocommit((tx) => runner().nextDueAt(tx));

  it('fire when they are due, in the order in which they fall due, once', async () => {
    await set('late', minutes(20));
    await set('early', minutes(10));
    await set('tomorrow', minutes(1440));
    expect(await runner().runDue()).toBe(0);
    expect(await nextDueAt()).toEqual(minutes(10));
    house.clock.standAt(minutes(30));
    expect(await runner().runDue()).toBe(2);
    expect(await runner().runDue()).toBe(0);
    expect(fired).toEqual(['early', 'late']);
  });

  it('fire once though two runners look at the same time', async () => {
    const second = await openMessagesHouse(database, { clock: house.clock });
    second.module.get(TimerHandlers).on('remind', async (tx, timer) => {
      await sql(tx).run('insert into done (subject) values ($1)', [timer.subject]);
    });
    for (let index = 0; index < 50; index += 1) await set(`A-${index}`, START);
    const counts = await Promise.all([runner().runDue(), second.module.get(TimerRunner).runDue()]);
    expect(counts[0] + counts[1]).toBe(50);
    const done = await query<{ times: string }>(
      database,
      'select count(*) as times from done group by subject',
    );
    expect(done.map(({ times }) => times)).toEqual(Array(50).fill('1'));
    await second.close();
  });

  it('are replaced and cancelled by what they are about', async () => {
    await set('A-1', minutes(10));
    await set('A-1', minutes(30));
    await set('A-2', minutes(10));
    await database.unitOfWork.run((tx) =>
      house.module.get(TimerService).cancel(tx, 'C1', 'remind', 'A-2'),
    );
    house.clock.standAt(minutes(20));
    expect(await runner().runDue()).toBe(0);
    house.clock.standAt(minutes(30));
    expect(await runner().runDue()).toBe(1);
  });

  it('may be set anew by their own handler', async () => {
    let times = 0;
    house.module.get(TimerHandlers).on('ladder', async (tx, timer) => {
      times += 1;
      const dueAt = minutes(60);
      if (times === 1) await house.module.get(TimerService).set(tx, { ...timer, dueAt });
    });
    await set('A-1', START, 'ladder');
    await runner().runDue();
    expect(await nextDueAt()).toEqual(minutes(60));
  });

  it('roll back when they fail, are tried again, and are failed and listed in the end', async () => {
    house.module.get(TimerHandlers).on('broken', async (tx) => {
      await sql(tx).run(`insert into done (subject) values ('half')`);
      throw new RangeError('broken');
    });
    await set('A-1', START, 'broken');
    await set('A-2', START);
    await runner().runDue();
    expect(fired).toEqual(['A-2']);
    for (let due = await nextDueAt(); due; due = await nextDueAt()) {
      house.clock.standAt(due);
      await runner().runDue();
    }
    const failed = await database.unitOfWork.autocommit((tx) =>
      house.module.get(TimerService).listFailed(tx, 10),
    );
    expect(failed).toMatchObject([{ subject: 'A-1', attempts: 5, fault: 'RangeError' }]);
    expect(await query(database, `select 1 from done where subject = 'half'`)).toEqual([]);
  });

  it('of a kind that nobody carries out are listed at once', async () => {
    await set('A-1', START, 'forgotten');
    await runner().runDue();
    expect(await nextDueAt()).toBeUndefined();
    const failed = await database.unitOfWork.autocommit((tx) =>
      house.module.get(TimerService).listFailed(tx, 10),
    );
    expect(failed[0]?.fault).toContain('timer.no-handler');
  });
});
