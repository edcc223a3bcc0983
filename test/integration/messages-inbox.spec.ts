import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OperationalError } from '../../src/kernel/errors.js';
import { OutboxService } from '../../src/messages/outbox.service.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import {
  type MessagesHouse,
  openMessagesHouse,
  query,
  textFrom,
  textOf,
} from '../support/messages-house.js';

describe('inbox', () => {
  let database: TestDatabase;
  let house: MessagesHouse;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    await query(database, 'truncate inbox, outbox, contact, account, channel_gap');
    house = await openMessagesHouse(database);
  });
  afterEach(() => house.close());
  afterAll(() => database.drop());

  const states = async () =>
    (await query<{ state: string }>(database, 'select state from inbox order by id')).map(
      (row) => row.state,
    );

  it('stores a message sealed and hands it over once', async () => {
    await house.inbox.hear(textFrom('wang', '楼道灯坏了'));
    await house.settle();
    expect(house.handler.texts()).toEqual(['楼道灯坏了']);
    const [row] = await query<{ body: Buffer; state: string }>(database, 'select * from inbox');
    expect(row?.state).toBe('handled');
    expect(row?.body.toString('utf8')).not.toContain('楼道灯');
  });

  it('handles the same message once, delivered a hundred times', async () => {
    const message = textFrom('wang', '楼道灯坏了');
    await Promise.all(Array.from({ length: 100 }, () => house.inbox.hear(message)));
    await house.settle();
    expect(house.handler.texts()).toEqual(['楼道灯坏了']);
  });

  it('knows a duplicate after a restart and from a channel that gives no ids', async () => {
    const message = textFrom('wang', '你好', { channelMessageId: '' });
    await house.inbox.hear(message);
    await house.settle();
    await house.close();
    house = await openMessagesHouse(database);
    await house.inbox.hear(message);
    await house.settle();
    expect(house.handler.handled).toHaveLength(0);
    expect(await states()).toEqual(['handled']);
  });

  it('keeps 40 people times 8 messages in order while every fifth turn fails once', async () => {
    const tried = new Set<string>();
    house.handler.turn = async (_tx, { id }) => {
      if (Number(id) % 5 !== 0 || tried.has(id)) return;
      tried.add(id);
      throw new OperationalError('test.shaken', 'once');
    };
    const people = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const texts = Array.from({ length: 8 }, (_, index) => `第${index}句`);
    await Promise.all(
      texts.flatMap((text) => people.map((person) => house.inbox.hear(textFrom(person, text)))),
    );
    await house.settle();
    expect(house.handler.handled).toHaveLength(320);
    expect(tried.size).toBeGreaterThan(50);
    for (const person of people) {
      const said = house.handler.handled.filter(({ message }) => message.from.channelId === person);
      expect(said.map(({ message }) => textOf(message))).toEqual(texts);
    }
  });

  it('lets two processes share the work, each message handled once and in order', async () => {
    const second = await openMessagesHouse(database, { clock: house.clock });
    const order: string[] = [];
    for (const each of [house, second]) {
      each.handler.turn = async (_tx, { message }) => {
        order.push(`${message.from.channelId} ${textOf(message)}`);
      };
    }
    const people = Array.from({ length: 10 }, (_, index) => `p${index}`);
    for (const text of ['一', '二', '三', '四', '五']) {
      await Promise.all(people.map((person) => house.inbox.hear(textFrom(person, text))));
      await Promise.all([second.worker.poll(), house.worker.poll()]);
    }
    await Promise.all([house.worker.idle(), second.worker.idle()]);
    await house.worker.idle();
    for (const person of people) {
      const said = order.filter((line) => line.startsWith(`${person} `));
      expect(said).toEqual(['一', '二', '三', '四', '五'].map((text) => `${person} ${text}`));
    }
    await second.close();
  });

  it('handles after the next start what was stored when the process died', async () => {
    house.crash.at = 'inbox-committed';
    await expect(house.inbox.hear(textFrom('wang', '一'))).rejects.toThrow('crashed');
    await expect(house.inbox.hear(textFrom('wang', '二'))).rejects.toThrow('crashed');
    await house.close();
    house = await openMessagesHouse(database);
    await house.worker.poll();
    await house.settle();
    expect(house.handler.texts()).toEqual(['一', '二']);
  });

  it('rolls a failed turn back with everything it wrote', async () => {
    const outbox = house.module.get(OutboxService);
    let tries = 0;
    house.handler.turn = async (tx, { contact }) => {
      tries += 1;
      await outbox.write(
        tx,
        [
          {
            communityId: '-',
            contactId: contact.id,
            content: say(`第${tries}次`),
            priority: 'reply',
          },
        ],
        house.clock.now(),
      );
      if (tries === 1) throw new Error('after writing');
    };
    await house.inbox.hear(textFrom('wang', '你好'));
    await house.settle();
    expect(house.sender.textsTo('wang')).toEqual(['第2次']);
  });

  it('gives up a poison message after three tries with one apology and serves everybody on', async () => {
    const outbox = house.module.get(OutboxService);
    house.clock.standAt(new Date('2026-12-01T01:00:00Z'));
    house.handler.turn = async (_tx, { message }) => {
      if (textOf(message) === '毒') throw new TypeError('王阿姨 said something');
    };
    house.handler.apologise = async (tx, { contact }) => {
      const content = say('刚才没听清');
      await outbox.write(
        tx,
        [{ communityId: '-', contactId: contact.id, content, priority: 'reply' }],
        house.clock.now(),
      );
    };
    await house.inbox.hear(textFrom('wang', '毒'));
    await house.inbox.hear(textFrom('wang', '后一句'));
    await house.inbox.hear(textFrom('zhang', '别人'));
    await house.settle();
    expect(house.handler.texts()).toEqual(['别人']);
    const retryAt = await database.unitOfWork.autocommit((tx) => house.worker.nextDueAt(tx));
    house.clock.standAt(retryAt ?? new Date(0));
    await house.settle();
    expect(house.handler.texts()).toEqual(['别人', '后一句']);
    expect(house.sender.textsTo('wang')).toEqual(['刚才没听清']);
    const [failed] = await database.unitOfWork.autocommit((tx) => house.inbox.listFailed(tx, 10));
    expect(failed).toMatchObject({ fault: 'TypeError' });
    expect(failed && textOf(failed.message)).toBe('毒');
  });

  it('handles a failed message again when a person asks for it', async () => {
    let isBroken = true;
    house.handler.turn = async () => {
      if (isBroken) throw new Error('broken');
    };
    house.clock.standAt(new Date('2026-12-01T01:00:00Z'));
    await house.inbox.hear(textFrom('wang', '一'));
    await house.settle();
    house.clock.standAt(new Date('2026-12-01T01:01:00Z'));
    await house.settle();
    expect(await states()).toEqual(['failed']);
    isBroken = false;
    await database.unitOfWork.run(async (tx) => {
      const [failed] = await house.inbox.listFailed(tx, 1);
      await house.inbox.retryFailed(tx, failed?.accountId ?? '', failed?.id ?? '');
    });
    await house.settle();
    expect(await states()).toEqual(['handled']);
  });

  it('stops beginning a message over which processes keep dying', async () => {
    house.crash.at = 'inbox-committed';
    await expect(house.inbox.hear(textFrom('wang', '杀手'))).rejects.toThrow('crashed');
    await query(database, 'update inbox set pickups = 5');
    await house.worker.poll();
    await house.settle();
    expect(await states()).toEqual(['failed']);
    expect(house.handler.givenUp).toHaveLength(1);
    expect(house.handler.handled).toHaveLength(0);
  });

  it('finishes the turn in hand when it stops and leaves the rest for the next start', async () => {
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    house.handler.turn = () => {
      begun();
      return held;
    };
    await house.inbox.hear(textFrom('wang', '一'));
    await house.inbox.hear(textFrom('wang', '二'));
    await beginning;
    const stopped = house.worker.stop();
    finish();
    await stopped;
    expect(await states()).toEqual(['handled', 'waiting']);
  });

  const oddities: [string, string, string][] = [
    ['control characters', '灯\u0000坏\u0007了\r\n快来', '灯坏了\n快来'],
    ['half an emoji', `好${'\ud83d'}的`, '好的'],
    ['an emoji only', '👨‍👩‍👧', '👨‍👩‍👧'],
    ['nothing at all', '', ''],
    ['20,000 characters', '长'.repeat(20_000), '长'.repeat(20_000)],
  ];
  it.each(oddities)('stores %s', async (_what, sent, kept) => {
    await house.inbox.hear(textFrom('wang', sent));
    await house.settle();
    expect(house.handler.texts()).toEqual([kept]);
  });

  it.each([
    ['next year', new Date('2027-12-01T00:00:00Z')],
    ['in 1970', new Date(0)],
    ['never', new Date(Number.NaN)],
  ])('serves a message that claims to be written %s', async (_when, sentAt) => {
    await house.inbox.hear(textFrom('wang', '你好', { sentAt }));
    await house.settle();
    expect(house.handler.texts()).toEqual(['你好']);
  });
});

function say(text: string) {
  return { kind: 'text' as const, text };
}
