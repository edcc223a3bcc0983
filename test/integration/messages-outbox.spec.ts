import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ContactService } from '../../src/messages/contact.service.js';
import { ChannelAwayError } from '../../src/messages/message-sender.port.js';
import type { OutboundMessage } from '../../src/messages/messages.types.js';
import { OutboxService } from '../../src/messages/outbox.service.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import {
  ACCOUNT,
  type MessagesHouse,
  openMessagesHouse,
  query,
  RecordingSender,
} from '../support/messages-house.js';

const MORNING = new Date('2026-12-01T09:00:00+08:00');
const at = (time: string) => new Date(`2026-12-${time}:00+08:00`);

describe('outbox and dispatcher', () => {
  let database: TestDatabase;
  let house: MessagesHouse;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    await query(database, 'truncate inbox, outbox, contact, account, channel_gap');
    house = await openMessagesHouse(database);
    house.clock.standAt(MORNING);
  });
  afterEach(() => house.close());
  afterAll(() => database.drop());

  const meet = (channelId: string) =>
    database.unitOfWork.run((tx) =>
      house.module
        .get(ContactService)
        .meet(tx, ACCOUNT, { channelId, displayName: channelId }, house.clock.now()),
    );

  const message = (contactId: string, text: string, more: Partial<OutboundMessage> = {}) => ({
    communityId: 'C1',
    contactId,
    content: { kind: 'text' as const, text },
    priority: 'reply' as const,
    ...more,
  });

  const write = (...messages: OutboundMessage[]) =>
    database.unitOfWork.run(async (tx) =>
      house.module.get(OutboxService).write(tx, messages, house.clock.now()),
    );

  const states = async () =>
    (await query<{ state: string }>(database, 'select state from outbox order by id')).map(
      (row) => row.state,
    );

  const nextDueAt = () => database.unitOfWork.autocommit((tx) => house.dispatcher.nextDueAt(tx));

  const reopen = async (options: Parameters<typeof openMessagesHouse>[1] = {}) => {
    const { clock, sender } = house;
    await house.close();
    house = await openMessagesHouse(database, { clock, sender, ...options });
  };

  it('sends what a transaction wrote, in order, after its commit and never without it', async () => {
    const { id } = await meet('wang');
    await expect(
      database.unitOfWork.run(async (tx) => {
        house.module.get(OutboxService).write(tx, [message(id, '没发生')], MORNING);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await write(message(id, '一'), message(id, '二'), message(id, '三'));
    await house.dispatcher.idle();
    expect(house.sender.textsTo('wang')).toEqual(['一', '二', '三']);
    expect(await states()).toEqual(['sent', 'sent', 'sent']);
  });

  it('writes a dedupe key once in a community', async () => {
    const { id } = await meet('wang');
    const once = { dedupeKey: 'rate:C-1' };
    await write(message(id, '一', once), message(id, '又一', once), message(id, '二'));
    await write(message(id, '再一', once), message(id, '别处', { ...once, communityId: 'C2' }));
    await house.dispatcher.idle();
    expect(house.sender.textsTo('wang')).toEqual(['一', '二', '别处']);
  });

  it('refuses a recipient who is no contact, and the whole transaction with it', async () => {
    const { id } = await meet('wang');
    await expect(write(message(id, '一'), message('999999', '二'))).rejects.toThrow('account_id');
    expect(await states()).toEqual([]);
  });

  it('keeps everybody in order while sends fail, and loses nothing', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, (_, index) => meet(`p${index}`)));
    const failedOnce = new Set<string>();
    house.sender.before = ({ channelId }, text) => {
      const key = `${channelId} ${text}`;
      if (failedOnce.has(key) || (key.length + Number(text)) % 4 !== 0) return;
      failedOnce.add(key);
      throw new Error('the gateway hiccups');
    };
    for (const number of ['1', '2', '3', '4', '5', '6', '7', '8']) {
      await write(...people.map(({ id }) => message(id, number)));
    }
    await house.dispatcher.idle();
    for (let due = await nextDueAt(); due; due = await nextDueAt()) {
      house.clock.standAt(due);
      await house.dispatcher.idle();
    }
    expect(failedOnce.size).toBeGreaterThan(50);
    for (const { channelId } of people) {
      expect(house.sender.textsTo(channelId).join('')).toBe('12345678');
    }
  });

  it('gives a message up after five tries, says so, and goes on with the next', async () => {
    const { id } = await meet('wang');
    house.sender.before = (_to, text) => {
      if (text === '坏') throw new TypeError('never');
    };
    await write(message(id, '坏', { caseNumber: 'A-1' }), message(id, '好'));
    await house.dispatcher.idle();
    expect(house.sender.sent).toEqual([]);
    for (let due = await nextDueAt(); due; due = await nextDueAt()) {
      house.clock.standAt(due);
      await house.dispatcher.idle();
    }
    expect(house.sender.textsTo('wang')).toEqual(['好']);
    const [trouble] = await database.unitOfWork.autocommit((tx) =>
      house.module.get(OutboxService).trouble(tx, 10),
    );
    expect(trouble).toMatchObject({ state: 'dead', caseNumber: 'A-1', priority: 'reply' });
    expect(trouble?.reason).toContain('TypeError');
    house.sender.before = () => undefined;
    await database.unitOfWork.run((tx) =>
      house.module.get(OutboxService).markUnknownToRetry(tx, 'C1', trouble?.id ?? ''),
    );
    await house.dispatcher.idle();
    expect(house.sender.textsTo('wang')).toEqual(['好', '坏']);
  });

  it('keeps everything while the channel is away, counts no try, and sends it when it is back', async () => {
    const { id } = await meet('wang');
    house.sender.before = () => {
      throw new ChannelAwayError();
    };
    await write(message(id, '一'), message(id, '二'));
    await house.dispatcher.idle();
    expect(await states()).toEqual(['waiting', 'waiting']);
    expect(await nextDueAt()).toBeUndefined();
    house.sender.before = () => undefined;
    await house.dispatcher.idle();
    expect(house.sender.textsTo('wang')).toEqual(['一', '二']);
    const rows = await query<{ attempts: number }>(database, 'select attempts from outbox');
    expect(rows.map((row) => row.attempts)).toEqual([0, 0]);
  });

  describe('quiet hours', () => {
    it('hold pushes back till the morning while replies and emergencies pass', async () => {
      const { id } = await meet('wang');
      house.clock.standAt(at('01T23:00'));
      await write(
        message(id, '派单', { priority: 'push' }),
        message(id, '通知', { priority: 'notice' }),
        message(id, '回复'),
        message(id, '急', { priority: 'emergency' }),
      );
      await house.dispatcher.idle();
      expect(house.sender.textsTo('wang')).toEqual(['急', '回复']);
      expect(await nextDueAt()).toEqual(at('02T07:30'));
      house.clock.standAt(at('02T07:30'));
      await house.dispatcher.idle();
      expect(house.sender.textsTo('wang')).toEqual(['急', '回复', '派单', '通知']);
    });
  });

  describe('pace', () => {
    beforeEach(() => reopen({ sendPerMinute: 4 }));

    it('lets so many messages a minute go and frees the next with the clock', async () => {
      const people = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(meet));
      await write(...people.map(({ id }) => message(id, '好')));
      await house.dispatcher.idle();
      expect(house.sender.sent).toHaveLength(4);
      expect(await nextDueAt()).toEqual(new Date(MORNING.getTime() + 60_000));
      house.clock.standAt(new Date(MORNING.getTime() + 60_000));
      await house.dispatcher.idle();
      expect(house.sender.sent).toHaveLength(6);
      expect(await nextDueAt()).toBeUndefined();
    });

    it('remembers over a restart what was sent', async () => {
      const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(meet));
      await write(...people.map(({ id }) => message(id, '好')));
      await house.dispatcher.idle();
      await reopen({ sendPerMinute: 4 });
      await house.dispatcher.idle();
      expect(house.sender.sent).toHaveLength(4);
    });

    it('lets what goes before something urgent be as urgent, and keeps the order', async () => {
      const [wang, li] = await Promise.all(['wang', 'li'].map(meet));
      await reopen({ sendPerMinute: 3 });
      await write(
        message(li?.id ?? '', '推送', { priority: 'push' }),
        message(wang?.id ?? '', '先', { priority: 'push' }),
        message(wang?.id ?? '', '后', { priority: 'reply' }),
        message(li?.id ?? '', '着火', { priority: 'emergency' }),
      );
      await house.dispatcher.idle();
      expect([house.sender.textsTo('wang'), house.sender.textsTo('li')]).toEqual([
        ['先', '后'],
        ['着火'],
      ]);
    });

    it('spreads a broadcast out, and an answer passes it, also to somebody whose notice still waits', async () => {
      const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(meet));
      await write(...people.map(({ id }) => message(id, '通知', { priority: 'notice' })));
      await house.dispatcher.idle();
      expect(house.sender.sent).toEqual([{ to: 'a', text: '通知' }]);
      await write(message(people[4]?.id ?? '', '回复'));
      await house.dispatcher.idle();
      expect(house.sender.textsTo('e')).toEqual(['回复']);
      const times: number[] = [];
      for (let due = await nextDueAt(); due; due = await nextDueAt()) {
        house.clock.standAt(due);
        await house.dispatcher.idle();
        times.push((due.getTime() - MORNING.getTime()) / 1000);
      }
      expect(times).toEqual([20, 40, 60, 80]);
      expect(house.sender.textsTo('e')).toEqual(['回复', '通知']);
    });
  });

  describe('after a crash', () => {
    it('repeats a reply that was in flight and lists a notice as unknown', async () => {
      const { id } = await meet('wang');
      const other = await meet('li');
      house.sender.isAway = true;
      await write(message(id, '回复'), message(other.id, '通知', { priority: 'notice' }));
      // What a process leaves that is killed between send and mark.
      await query(
        database,
        `update outbox set state = 'sending', lease_until = now() + interval '1 hour'`,
      );
      house.sender.isAway = false;
      await reopen();
      await house.dispatcher.idle();
      expect(house.sender.sent).toEqual([{ to: 'wang', text: '回复' }]);
      expect(await states()).toEqual(['sent', 'unknown']);
    });

    it('takes back what nobody answered for within the lease', async () => {
      const { id } = await meet('wang');
      house.sender.isAway = true;
      await write(message(id, '一'));
      await query(
        database,
        `update outbox set state = 'sending', lease_until = now() - interval '1 second'`,
      );
      await house.dispatcher.expireLeases();
      expect(await states()).toEqual(['waiting']);
    });
  });

  it('lets one process at a time speak for the account, and the next when it is gone', async () => {
    const { id } = await meet('wang');
    await write(message(id, '一'));
    await house.dispatcher.idle();
    const sender = new RecordingSender();
    const second = await openMessagesHouse(database, { clock: house.clock, sender });
    await write(message(id, '二'));
    await second.dispatcher.idle();
    await house.dispatcher.idle();
    expect(sender.sent).toEqual([]);
    expect(house.sender.textsTo('wang')).toEqual(['一', '二']);
    await house.dispatcher.stop();
    await write(message(id, '三'));
    await second.dispatcher.idle();
    expect(sender.textsTo('wang')).toEqual(['三']);
    await second.close();
  });

  it('tells what was last said to a person, newest first, with its case', async () => {
    const { id } = await meet('wang');
    await write(message(id, '一', { caseNumber: 'A-1' }), message(id, '二'));
    await house.dispatcher.idle();
    await write(message(id, '明天', { notBefore: at('02T09:00') }));
    const said = await database.unitOfWork.autocommit((tx) =>
      house.module.get(OutboxService).lastSaid(tx, id, 5),
    );
    expect(said.map(({ content, caseNumber }) => [content, caseNumber])).toEqual([
      [{ kind: 'text', text: '二' }, undefined],
      [{ kind: 'text', text: '一' }, 'A-1'],
    ]);
  });
});
