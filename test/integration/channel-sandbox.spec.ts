import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalSandboxServer } from '../../src/channel/sandbox/local-sandbox-server.js';
import type { SandboxSaid } from '../../src/channel/sandbox/sandbox.types.js';
import { SandboxNetwork } from '../../src/channel/sandbox/sandbox-network.js';
import {
  samplePicture,
  sampleVideo,
  sampleVoice,
} from '../../src/channel/sandbox/sandbox-samples.js';
import { MovableClock } from '../../src/kernel/clock.js';
import { AccountService } from '../../src/messages/account.service.js';
import { ChannelAwayError } from '../../src/messages/message-sender.port.js';
import type { OutboundContent } from '../../src/messages/messages.types.js';
import { OutboxService } from '../../src/messages/outbox.service.js';
import { type ChannelHouse, openChannelHouse } from '../support/channel-house.js';
import { bytesOf, KINDS, ODD_TEXTS } from '../support/channel-kinds.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const MB = 1024 * 1024;

let database: TestDatabase;
let network: SandboxNetwork;
let house: ChannelHouse;

beforeAll(async () => {
  database = await openTestDatabase();
  const clock = new MovableClock();
  clock.standAt(new Date('2026-12-01T01:00:00Z'));
  network = new SandboxNetwork(clock);
  house = await openChannelHouse(database, { sandbox: new LocalSandboxServer(network), clock });
}, 60_000);

afterAll(async () => {
  await house?.close();
  await database?.drop();
});

async function heardFrom(name: string, said: SandboxSaid | string) {
  network.say(name, said);
  await house.settle();
  return house.contentsFrom(name).at(-1);
}

function target(name: string) {
  return { accountId: 'sandbox', channelId: network.person(name).channelId };
}

async function contactIdOf(name: string): Promise<string> {
  network.say(name, '你好');
  await house.settle();
  const last = house.heard.findLast(({ message }) => message.from.displayName === name);
  return last?.contact.id ?? '';
}

describe('what people send is heard as what it is', () => {
  it.each(KINDS)('%s', async (_title, said, expected) => {
    expect(await heardFrom('钱大爷', said)).toEqual(expected);
  });

  it('a message taken back names the one it takes back', async () => {
    const said = network.say('孙姐', '写错了');
    network.recall('孙姐', said.id);
    await house.settle();
    expect(house.contentsFrom('孙姐')).toEqual([
      { kind: 'text', text: '写错了' },
      { kind: 'recall', of: said.id },
    ]);
  });

  it('a stranger who asks to be a friend is one at once, and what they wrote with it is heard', async () => {
    network.requestFriendship('新邻居', '我是灵西小区5栋的');
    await house.settle();
    expect(network.person('新邻居').isFriend).toBe(true);
    expect(house.contentsFrom('新邻居')).toEqual([
      { kind: 'friend-request', hello: '我是灵西小区5栋的' },
    ]);
  });

  it("talk in a room is heard when it names us, without the name, and otherwise is nobody else's business", async () => {
    network.say('周伯', '今天白菜便宜', { roomKey: '业主群' });
    network.say('周伯', '@小邻 3栋灯坏了', { roomKey: '业主群', mentionsUs: true });
    await house.settle();
    const [heard, ...others] = house.heard.filter(
      ({ message }) => message.from.displayName === '周伯',
    );
    expect(others).toEqual([]);
    expect(heard?.message.content).toEqual({ kind: 'text', text: '3栋灯坏了' });
    expect(heard?.message.room).toEqual({
      channelId: network.room('业主群').channelId,
      topic: '业主群',
      mentionsUs: true,
    });
  });

  it('what our account says in its own name is not heard', async () => {
    await house.sender.send(target('吴婶'), { kind: 'text', text: '您好' });
    network.repeat(network.messagesOf('吴婶')[0]?.id ?? '');
    await house.settle();
    expect(house.contentsFrom('小邻')).toEqual([]);
    expect(house.contentsFrom('吴婶')).toEqual([]);
  });
});

describe('what we send reaches the phone as what it is', () => {
  async function received(name: string, content: OutboundContent) {
    await house.sender.send(target(name), content);
    return network.messagesOf(name).at(-1)?.content;
  }

  it('texts, pictures, voice, video and files, with their bytes', async () => {
    network.person('郑叔');
    expect(await received('郑叔', { kind: 'text', text: '收到' })).toEqual({
      kind: 'text',
      text: '收到',
    });
    const kept = {
      picture: await house.media.keep('picture', bytesOf(samplePicture())),
      voice: await house.media.keep('voice', bytesOf(sampleVoice(3))),
      video: await house.media.keep('video', bytesOf(sampleVideo())),
      file: await house.media.keep('file', Buffer.from('%PDF-1.4 x')),
    };
    expect(await received('郑叔', { kind: 'picture', media: kept.picture })).toMatchObject({
      kind: 'picture',
      file: { name: 'picture.png' },
    });
    expect(await received('郑叔', { kind: 'voice', media: kept.voice, seconds: 3 })).toMatchObject({
      kind: 'voice',
      seconds: 3,
    });
    expect(await received('郑叔', { kind: 'video', media: kept.video })).toMatchObject({
      kind: 'video',
    });
    const file = await received('郑叔', { kind: 'file', media: kept.file, name: '台账.pdf' });
    expect(file).toMatchObject({ kind: 'file', file: { name: '台账.pdf', bytes: 10 } });
    const id = file && 'file' in file ? file.file.id : '';
    expect((await network.files.chunk(id, 0, 99)).toString()).toBe('%PDF-1.4 x');
  });

  it('the card of somebody we know, under the id of today', async () => {
    network.person('冯姐');
    const contactId = await contactIdOf('李明');
    expect(await received('冯姐', { kind: 'contact-card', contactId, name: '李明' })).toEqual({
      kind: 'contact-card',
      personKey: '李明',
      name: '李明',
    });
  });

  it('a send to nobody fails as one try and is not taken for an absent channel', async () => {
    const sending = house.sender.send(
      { accountId: 'sandbox', channelId: '@nobody' },
      { kind: 'text', text: '?' },
    );
    await expect(sending).rejects.toMatchObject({ code: 'channel.unknown-contact' });
  });
});

describe('bad input harms nobody', () => {
  it('a file of 200 MB is refused, and others are heard meanwhile', async () => {
    network.say('大文件', { kind: 'file', source: { name: 'film.mkv', zeros: 200 * MB } });
    network.say('小消息', '有人吗');
    await house.settle();
    expect(house.contentsFrom('小消息')).toEqual([{ kind: 'text', text: '有人吗' }]);
    expect(house.contentsFrom('大文件')).toEqual([
      { kind: 'media-fault', of: 'file', fault: 'too-large', name: 'film.mkv' },
    ]);
  });

  it.each(ODD_TEXTS)('a text that is %s', async (_title, text) => {
    expect(await heardFrom('怪文字', text)).toEqual({ kind: 'text', text });
  });

  it('a message dated next year is heard with the date it claims', async () => {
    network.say('时间', '明年', { sentAt: new Date('2027-12-01T00:00:00Z') });
    await house.settle();
    expect(house.heard.at(-1)?.message.sentAt).toEqual(new Date('2027-12-01T00:00:00Z'));
  });

  it('the id of a message that does not exist is passed over', async () => {
    network.deliverUnknown('m-none');
    expect(await heardFrom('后来的', '还在吗')).toEqual({ kind: 'text', text: '还在吗' });
  }, 30_000);

  it.each([1, 2, 3, 4, 6, 8, 10, 13, 14, 15, 16])(
    'a message of kind %d that carries nothing is still heard as something',
    async (type) => {
      const before = house.heard.length;
      await heardFrom('空壳', { kind: 'raw', type, text: '' });
      expect(house.heard.length).toBe(before + 1);
    },
  );

  it('the same message a hundred times is heard once', async () => {
    const said = network.say('复读', '一次就够');
    for (let time = 0; time < 100; time += 1) network.repeat(said.id);
    await house.settle();
    expect(house.contentsFrom('复读')).toEqual([{ kind: 'text', text: '一次就够' }]);
  });

  it('pieces of one person keep their order, however long a piece takes to fetch', async () => {
    network.say('顺序', { kind: 'video', source: { name: 'a.mp4', zeros: 60 * MB } });
    network.say('顺序', '二');
    network.say('顺序', { kind: 'picture', source: samplePicture() });
    network.say('顺序', '四');
    await house.settle();
    const kinds = house.contentsFrom('顺序').map((content) => content.kind);
    expect(kinds).toEqual(['media-fault', 'text', 'picture', 'text']);
  });
});

describe('the channel goes and comes', () => {
  it('what is said while it is down is not heard, what we had to say is sent when it is up', async () => {
    const contactId = await contactIdOf('陈奶奶');
    network.down();
    await house.settle();
    expect(house.channel.state()).toMatchObject({ accountId: 'sandbox', connection: 'absent' });
    await expect(
      house.sender.send(target('陈奶奶'), { kind: 'text', text: '在吗' }),
    ).rejects.toBeInstanceOf(ChannelAwayError);
    network.say('陈奶奶', '没人听见');
    await say(contactId, '修好了');
    await house.settle();
    expect(network.messagesOf('陈奶奶').filter(({ fromUs }) => fromUs)).toEqual([]);
    network.up();
    await house.settle();
    expect(house.channel.state().connection).toBe('logged_in');
    expect(network.messagesOf('陈奶奶').at(-1)?.content).toEqual({ kind: 'text', text: '修好了' });
    expect(house.contentsFrom('陈奶奶')).toEqual([{ kind: 'text', text: '你好' }]);
  });

  it('a logged-out account is seen at once, and on record', async () => {
    network.logout();
    await house.settle();
    expect(house.channel.state().connection).toBe('logged_out');
    expect(await standing()).toMatchObject({ state: 'logged_out', deafSince: expect.any(Date) });
    network.login();
    await house.settle();
    expect(await standing()).toMatchObject({ state: 'logged_in' });
    expect((await standing())?.deafSince).toBeUndefined();
  });

  it('after a login with new ids people are found again by the remark, and written to under the new one', async () => {
    network.person('褚阿姨', { handle: null });
    const contactId = await contactIdOf('褚阿姨');
    await house.remarks.idle();
    const { channelId, remark } = network.person('褚阿姨');
    expect(remark).toMatch(/^褚阿姨·#/);
    network.relogin();
    await house.settle();
    expect(network.person('褚阿姨').channelId).not.toBe(channelId);
    await say(contactId, '找到您了');
    await house.settle();
    expect(network.messagesOf('褚阿姨').at(-1)?.content).toEqual({
      kind: 'text',
      text: '找到您了',
    });
    expect(await contactIdOf('褚阿姨')).toBe(contactId);
  });

  it('after a login with new ids a person whose remark was lost is found by the handle', async () => {
    const contactId = await contactIdOf('卫叔');
    network.keepRemark('卫叔', '');
    network.relogin();
    await house.settle();
    expect(await contactIdOf('卫叔')).toBe(contactId);
  });

  it('somebody who only has the same name is somebody else', async () => {
    network.person('甲', { displayName: '张伟', handle: null });
    network.person('乙', { displayName: '张伟', handle: null });
    network.say('甲', '我是甲');
    await house.settle();
    const first = house.heard.at(-1)?.contact.id;
    network.relogin();
    network.say('乙', '我是乙');
    await house.settle();
    expect(house.heard.at(-1)?.contact.id).not.toBe(first);
  });

  async function say(contactId: string, text: string): Promise<void> {
    const content = { kind: 'text', text } as const;
    const message = { communityId: '-', contactId, content, priority: 'reply' } as const;
    await database.unitOfWork.run(async (tx) =>
      house.get(OutboxService).write(tx, [message], house.clock.now()),
    );
  }

  async function standing() {
    const states = await database.unitOfWork.autocommit((tx) =>
      house.get(AccountService).states(tx),
    );
    return states.find(({ accountId }) => accountId === 'sandbox');
  }
});
