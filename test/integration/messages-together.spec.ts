import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OperationalError } from '../../src/kernel/errors.js';
import { OutboxService } from '../../src/messages/outbox.service.js';
import type { Tx } from '../../src/persistence/unit-of-work.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import {
  type MessagesHouse,
  openMessagesHouse,
  query,
  textFrom,
} from '../support/messages-house.js';

describe('turns of different people in one transaction', () => {
  let database: TestDatabase;
  let house: MessagesHouse;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    await query(database, 'truncate inbox, outbox, contact, account, channel_gap');
    house = await openMessagesHouse(database);
    // Whoever is known already is stored with the others.
    for (const person of PEOPLE) await house.inbox.hear(textFrom(person, '你好'));
    await house.settle();
    house.handler.handled.length = 0;
  });
  afterEach(() => house.close());
  afterAll(() => database.drop());

  const PEOPLE = ['p1', 'p2', 'p3', 'p4'];
  const speak = () =>
    Promise.all(PEOPLE.map((person) => house.inbox.hear(textFrom(person, '灯坏了'))));
  const speakers = () => house.handler.handled.map(({ message }) => message.from.channelId).sort();
  const rows = () =>
    query<{ channel_id: string; state: string; attempts: number }>(
      database,
      `select c.channel_id, i.state, i.attempts from inbox i join contact c on c.id = i.contact_id
       where i.id in (select max(id) from inbox group by contact_id) order by 1`,
    );

  it('shares one among those who wait at the same time', async () => {
    const transactions = new Set<Tx>();
    house.handler.turn = async (tx) => {
      transactions.add(tx);
    };
    await speak();
    await house.settle();
    expect(speakers()).toEqual(PEOPLE);
    expect(transactions.size).toBe(1);
  });

  it('handles the others all the same when one fails, and counts the try of that one alone', async () => {
    const effects: string[] = [];
    house.handler.turn = async (_tx, message) => {
      if (message.message.from.channelId === 'p3') throw new OperationalError('test.shaken', 'p3');
      effects.push(message.message.from.channelId);
    };
    await speak();
    await house.settle();
    expect(speakers()).toEqual(['p1', 'p2', 'p4']);
    // What the shared transaction did before it was rolled back was done again, once.
    expect(new Set(effects)).toEqual(new Set(['p1', 'p2', 'p4']));
    expect(await rows()).toEqual(
      PEOPLE.map((person) => ({
        channel_id: person,
        state: person === 'p3' ? 'waiting' : 'handled',
        // The first repetition follows at once.
        attempts: person === 'p3' ? 2 : 0,
      })),
    );
  });

  it('lets nobody wait for one who waits for something outside', async () => {
    const others = new Set<Tx>();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let isShared = true;
    house.handler.turn = async (tx, { message }) => {
      if (isShared) {
        isShared = false;
        throw new OperationalError('test.shaken', 'each alone');
      }
      if (message.from.channelId === 'p1') return gate;
      if (others.add(tx).size === PEOPLE.length - 1) open();
    };
    await speak();
    await house.settle();
    expect(speakers()).toEqual(PEOPLE);
  });

  it('keeps nothing of a shared transaction that failed', async () => {
    const outbox = house.module.get(OutboxService);
    house.handler.turn = async (tx, { contact, message }) => {
      const content = { kind: 'text', text: '好的' } as const;
      const answer = {
        communityId: '-',
        contactId: contact.id,
        content,
        priority: 'reply',
      } as const;
      outbox.write(tx, [answer], house.clock.now());
      if (message.from.channelId === 'p4') throw new OperationalError('test.shaken', 'p4');
    };
    await speak();
    await house.settle();
    const sent = await query<{ said: number }>(
      database,
      'select count(*)::int as said from outbox',
    );
    expect(sent).toEqual([{ said: 3 }]);
  });
});
