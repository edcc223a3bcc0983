import { beforeEach, describe, expect, it } from '@jest/globals';
import { MORNING, OutboxScene } from '../support/outbox-scene.js';

describe('the pace of an account', () => {
  const scene = new OutboxScene();
  const { meet, message, write, nextDueAt, reopen } = scene;

  beforeEach(() => reopen({ sendPerMinute: 4 }));

  it('lets so many messages a minute go and frees the next with the clock', async () => {
    const people = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(meet));
    await write(...people.map(({ id }) => message(id, '好')));
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.sent).toHaveLength(4);
    expect(await nextDueAt()).toEqual(new Date(MORNING.getTime() + 60_000));
    scene.house.clock.standAt(new Date(MORNING.getTime() + 60_000));
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.sent).toHaveLength(6);
    expect(await nextDueAt()).toBeUndefined();
  });

  it('remembers over a restart what was sent', async () => {
    const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(meet));
    await write(...people.map(({ id }) => message(id, '好')));
    await scene.house.dispatcher.idle();
    await reopen({ sendPerMinute: 4 });
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.sent).toHaveLength(4);
  });

  it('holds no emergency back, however much left in this minute', async () => {
    const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(meet));
    const [first] = people;
    await write(...people.map(({ id }) => message(id, '好')));
    await scene.house.dispatcher.idle();
    await write(message(first?.id ?? '', '等等'));
    await write(message(first?.id ?? '', '快打119', { priority: 'emergency' }));
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.sent).toHaveLength(5);
    expect(scene.house.sender.textsTo('a')).toEqual(['好', '快打119']);
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
    await scene.house.dispatcher.idle();
    expect([scene.house.sender.textsTo('wang'), scene.house.sender.textsTo('li')]).toEqual([
      ['先', '后'],
      ['着火'],
    ]);
  });

  it('spreads a broadcast out, and an answer passes it, also to somebody whose notice still waits', async () => {
    const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(meet));
    await write(...people.map(({ id }) => message(id, '通知', { priority: 'notice' })));
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.sent).toEqual([{ to: 'a', text: '通知' }]);
    await write(message(people[4]?.id ?? '', '回复'));
    await scene.house.dispatcher.idle();
    expect(scene.house.sender.textsTo('e')).toEqual(['回复']);
    const times: number[] = [];
    for (let due = await nextDueAt(); due; due = await nextDueAt()) {
      scene.house.clock.standAt(due);
      await scene.house.dispatcher.idle();
      times.push((due.getTime() - MORNING.getTime()) / 1000);
    }
    expect(times).toEqual([20, 40, 60, 80]);
    expect(scene.house.sender.textsTo('e')).toEqual(['回复', '通知']);
  });
});
