import { describe, expect, it } from '@jest/globals';
import { ChannelAwayError } from '../../src/messages/message-sender.port.js';
import { OutboxService } from '../../src/messages/outbox.service.js';
import { openMessagesHouse, query, RecordingSender } from '../support/messages-house.js';
import { MORNING, OutboxScene } from '../support/outbox-scene.js';

const at = (time: string) => new Date(`2026-12-${time}:00+08:00`);

describe('outbox and dispatcher', () => {
  const scene = new OutboxScene();
  const { meet, message, write, states, nextDueAt, reopen } = scene;

  it('sends what a transaction wrote, in order, after its commit and never without it', async () => {
    const { id } = await meet('wang');
    await expect(
      scene.database.unitOfWork.run(async (tx) => {
        scene.house.module.get(OutboxService).write(tx, [message(id, '没发生')], MORNING);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await write(message(id, '一'), message(id, '二'), message(id, '三'));
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.textsTo('wang')).toEqual(['一', '二', '三']);
    expect(await states()).toEqual(['sent', 'sent', 'sent']);
  });

  it('writes a dedupe key once in a community', async () => {
    const { id } = await meet('wang');
    const once = { dedupeKey: 'rate:C-1' };
    await write(message(id, '一', once), message(id, '又一', once), message(id, '二'));
    await write(message(id, '再一', once), message(id, '别处', { ...once, communityId: 'C2' }));
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.textsTo('wang')).toEqual(['一', '二', '别处']);
  });

  it('refuses a recipient who is no contact, and the whole transaction with it', async () => {
    const { id } = await meet('wang');
    await expect(write(message(id, '一'), message('999999', '二'))).rejects.toThrow('account_id');
    expect(await states()).toEqual([]);
  });

  it('keeps everybody in order while sends fail, and loses nothing', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, (_, index) => meet(`p${index}`)));
    const failedOnce = new Set<string>();
    scene.house.sender.before = ({ channelId }, text) => {
      const key = `${channelId} ${text}`;
      if (failedOnce.has(key) || (key.length + Number(text)) % 4 !== 0) return;
      failedOnce.add(key);
      throw new Error('the gateway hiccups');
    };
    for (const number of ['1', '2', '3', '4', '5', '6', '7', '8']) {
      await write(...people.map(({ id }) => message(id, number)));
    }
    await scene.house.dispatcher.idle();
    for (let due = await nextDueAt(); due; due = await nextDueAt()) {
      scene.house.clock.standAt(due);
      await scene.house.dispatcher.idle();
    }
    expect(failedOnce.size).toBeGreaterThan(50);
    for (const { channelId } of people) {
      expect(scene.house.sender.textsTo(channelId).join('')).toBe('12345678');
    }
  });

  it('gives a message up after five tries, says so, and goes on with the next', async () => {
    const { id } = await meet('wang');
    scene.house.sender.before = (_to, text) => {
      if (text === '坏') throw new TypeError('never');
    };
    await write(message(id, '坏', { caseNumber: 'A-1' }), message(id, '好'));
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.sent).toEqual([]);
    for (let due = await nextDueAt(); due; due = await nextDueAt()) {
      scene.house.clock.standAt(due);
      await scene.house.dispatcher.idle();
    }
    expect(scene.house.sender.textsTo('wang')).toEqual(['好']);
    const [trouble] = await scene.database.unitOfWork.autocommit((tx) =>
      scene.house.module.get(OutboxService).trouble(tx, 10),
    );
    expect(trouble).toMatchObject({ state: 'dead', caseNumber: 'A-1', priority: 'reply' });
    expect(trouble?.reason).toContain('TypeError');
    scene.house.sender.before = () => undefined;
    await scene.database.unitOfWork.run((tx) =>
      scene.house.module.get(OutboxService).markUnknownToRetry(tx, 'C1', trouble?.id ?? ''),
    );
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.textsTo('wang')).toEqual(['好', '坏']);
  });

  it('keeps everything while the channel is away, counts no try, and sends it when it is back', async () => {
    const { id } = await meet('wang');
    scene.house.sender.before = () => {
      throw new ChannelAwayError();
    };
    await write(message(id, '一'), message(id, '二'));
    await scene.house.dispatcher.idle();
    expect(await states()).toEqual(['waiting', 'waiting']);
    expect(await nextDueAt()).toBeUndefined();
    scene.house.sender.before = () => undefined;
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.textsTo('wang')).toEqual(['一', '二']);
    const rows = await query<{ attempts: number }>(scene.database, 'select attempts from outbox');
    expect(rows.map((row) => row.attempts)).toEqual([0, 0]);
  });

  describe('quiet hours', () => {
    it('hold pushes back till the morning while replies and emergencies pass', async () => {
      const { id } = await meet('wang');
      scene.house.clock.standAt(at('01T23:00'));
      await write(
        message(id, '派单', { priority: 'push' }),
        message(id, '通知', { priority: 'notice' }),
        message(id, '回复'),
        message(id, '急', { priority: 'emergency' }),
      );
      await scene.house.dispatcher.idle();
      expect(scene.house.sender.textsTo('wang')).toEqual(['急', '回复']);
      expect(await nextDueAt()).toEqual(at('02T07:30'));
      scene.house.clock.standAt(at('02T07:30'));
      await scene.house.dispatcher.idle();
      expect(scene.house.sender.textsTo('wang')).toEqual(['急', '回复', '派单', '通知']);
    });
  });

  describe('after a crash', () => {
    it('repeats a reply that was in flight and lists a notice as unknown', async () => {
      const { id } = await meet('wang');
      const other = await meet('li');
      scene.house.sender.isAway = true;
      await write(message(id, '回复'), message(other.id, '通知', { priority: 'notice' }));
      // What a process leaves that is killed between send and mark.
      await query(
        scene.database,
        `update outbox set state = 'sending', lease_until = now() + interval '1 hour'`,
      );
      scene.house.sender.isAway = false;
      await reopen();
      await scene.house.dispatcher.idle();
      expect(scene.house.sender.sent).toEqual([{ to: 'wang', text: '回复' }]);
      expect(await states()).toEqual(['sent', 'unknown']);
    });

    it('takes back what nobody answered for within the lease', async () => {
      const { id } = await meet('wang');
      scene.house.sender.isAway = true;
      await write(message(id, '一'));
      await query(
        scene.database,
        `update outbox set state = 'sending', lease_until = now() - interval '1 second'`,
      );
      await scene.house.dispatcher.expireLeases();
      expect(await states()).toEqual(['waiting']);
    });
  });

  it('lets one process at a time speak for the account, and the next when it is gone', async () => {
    const { id } = await meet('wang');
    await write(message(id, '一'));
    await scene.house.dispatcher.idle();
    const sender = new RecordingSender();
    const second = await openMessagesHouse(scene.database, { clock: scene.house.clock, sender });
    await write(message(id, '二'));
    await second.dispatcher.idle();
    await scene.house.dispatcher.idle();
    expect(sender.sent).toEqual([]);
    expect(scene.house.sender.textsTo('wang')).toEqual(['一', '二']);
    await scene.house.dispatcher.stop();
    await write(message(id, '三'));
    await second.dispatcher.idle();
    expect(sender.textsTo('wang')).toEqual(['三']);
    await second.close();
  });

  it('tells what was last said to a person, newest first, with its case', async () => {
    const { id } = await meet('wang');
    await write(message(id, '一', { caseNumber: 'A-1' }), message(id, '二'));
    await scene.house.dispatcher.idle();
    await write(message(id, '明天', { notBefore: at('02T09:00') }));
    const said = await scene.database.unitOfWork.autocommit((tx) =>
      scene.house.module.get(OutboxService).lastSaid(tx, id, 5),
    );
    expect(said.map(({ content, caseNumber }) => [content, caseNumber])).toEqual([
      [{ kind: 'text', text: '二' }, undefined],
      [{ kind: 'text', text: '一' }, 'A-1'],
    ]);
  });
});
