import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SpokenProcess, type Told } from '../support/spoken-process.js';

/** Two processes on loopback: the service with wechaty-puppet-service, and a gateway that serves the sandbox puppet. */
const MB = 1024 * 1024;
const token = `insecure_${randomUUID()}`;
let endpoint: string;
let home: string;
let service: SpokenProcess;
let gateway: SpokenProcess | undefined;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'linli-home-'));
  endpoint = `127.0.0.1:${await freePort()}`;
  service = await SpokenProcess.start('channel-service-process.ts', {
    // wechaty-puppet-service keeps contacts in the home folder.
    HOME: home,
    WECHATY_PUPPET_SERVICE_TOKEN: token,
    WECHATY_PUPPET_SERVICE_ENDPOINT: endpoint,
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
  });
});

afterAll(async () => {
  await service?.ask('stop').catch(() => undefined);
  await service?.kill();
  await gateway?.kill();
  await rm(home, { recursive: true, force: true });
});

async function openGateway(): Promise<SpokenProcess> {
  gateway = await SpokenProcess.start('gateway-process.ts', {
    GATEWAY_ENDPOINT: endpoint,
    GATEWAY_TOKEN: token,
  });
  return gateway;
}

/** Plays the phones of the gateway. */
function phones(): SpokenProcess {
  if (!gateway) throw new Error('no gateway is open');
  return gateway;
}

function ready(): Promise<Told> {
  return service.until('login', ({ isReady }) => isReady === true, 50_000);
}

/** What the service hears of somebody, the first time it is of that kind. */
async function heard(person: string, kind: string): Promise<Told> {
  return service.until(`${kind} of ${person}`, (told) => {
    const from = told.from as { displayName?: string } | undefined;
    const content = told.heard as { kind?: string } | undefined;
    return from?.displayName === person && content?.kind === kind;
  });
}

async function received(person: string, text: string): Promise<Told> {
  return phones().until(
    `「${text}」 at ${person}`,
    (told) => told.by === person && told.received === text,
  );
}

it('a gateway that is absent at the start is waited for', async () => {
  await service.until('absence', ({ connection }) => connection === 'absent');
  await openGateway();
  await ready();
});

it('texts go both ways', async () => {
  await phones().ask('say', '王阿姨', '楼道灯坏了');
  const { heard: content, contactId } = await heard('王阿姨', 'text');
  expect(content).toEqual({ kind: 'text', text: '楼道灯坏了' });
  await service.ask('send', contactId, { kind: 'text', text: '收到，编号 A-1' });
  await received('王阿姨', '收到，编号 A-1');
});

it('pictures and voice arrive with their bytes, and voice is sent', async () => {
  await phones().ask('picture', '钱大爷');
  const picture = await heard('钱大爷', 'picture');
  expect(picture.heard).toMatchObject({ media: { mediaType: 'image/png' } });
  await phones().ask('voice', '钱大爷', 12);
  const voice = await heard('钱大爷', 'voice');
  expect(voice.heard).toMatchObject({
    seconds: 12,
    media: { mediaType: 'audio/wav', bytes: 12 * 8_000 + 44 },
  });
  await service.ask('sendVoice', voice.contactId, 1);
  await received('钱大爷', '[语音 1s]');
});

it('a location arrives with its coordinates and name', async () => {
  const place = { lng: 117.26, lat: 31.87, name: '双岗菜市', address: '阜阳路' };
  await phones().ask('say', '孙姐', { kind: 'location', ...place });
  expect((await heard('孙姐', 'location')).heard).toEqual({ kind: 'location', ...place });
});

it('a quote, a link, a chat record and a message taken back are understood', async () => {
  const quote = { name: '小邻', text: '收到，编号 A-1' };
  const id = await phones().ask('say', '李叔', '修好了吗', { quote });
  expect((await heard('李叔', 'text')).heard).toEqual({
    kind: 'text',
    text: '修好了吗',
    quote: '收到，编号 A-1',
  });
  const link = {
    kind: 'link',
    title: '停水',
    description: '明天',
    url: 'https://example.invalid/',
  };
  await phones().ask('say', '李叔', link);
  expect((await heard('李叔', 'link')).heard).toEqual(link);
  const record = { kind: 'chat-record', title: '记录', lines: [{ name: '甲', text: '灯坏了' }] };
  await phones().ask('say', '李叔', record);
  expect((await heard('李叔', 'chat-record')).heard).toEqual(record);
  await phones().ask('recall', '李叔', id);
  expect((await heard('李叔', 'recall')).heard).toEqual({ kind: 'recall', of: id });
});

it('being named in a room is heard, with the room', async () => {
  const options = { roomKey: '业主群', mentionsUs: true };
  await phones().ask('say', '周伯', '@小邻 3栋灯坏了', options);
  const told = await heard('周伯', 'text');
  expect(told.heard).toEqual({ kind: 'text', text: '3栋灯坏了' });
  expect(told.room).toMatchObject({ topic: '业主群', mentionsUs: true });
});

it('a friend request is accepted and told', async () => {
  await phones().ask('befriend', '新邻居', '我是5栋的');
  expect((await heard('新邻居', 'friend-request')).heard).toMatchObject({ hello: '我是5栋的' });
  expect(await phones().ask('person', '新邻居')).toMatchObject({ isFriend: true });
});

it('a file that is too large is refused, and nobody waits for it', async () => {
  await phones().ask('zeros', '大文件', 'film.mkv', 200 * MB);
  await phones().ask('say', '急事', '有人吗');
  await heard('急事', 'text');
  expect((await heard('大文件', 'media-fault')).heard).toMatchObject({ fault: 'too-large' });
});

it('a gateway that dies is missed, and taken up again when it is back', async () => {
  service.forget();
  await phones().kill();
  await service.until('absence', ({ connection }) => connection === 'absent');
  service.forget();
  await openGateway();
  await ready();
  await phones().ask('say', '王阿姨', '又见面了');
  const { contactId } = await heard('王阿姨', 'text');
  await service.ask('send', contactId, { kind: 'text', text: '又见面了！' });
  await received('王阿姨', '又见面了！');
});

it('an account that is logged out is seen, and is back when it is logged in', async () => {
  service.forget();
  await phones().ask('logout');
  await service.until('logout', ({ connection }) => connection === 'logged_out');
  service.forget();
  await phones().ask('login');
  await ready();
});

it('after a login with new ids a person is the same contact, and is written to under the new id', async () => {
  service.forget();
  await phones().ask('say', '褚阿姨', '记得我吗');
  const before = await heard('褚阿姨', 'text');
  await service.ask('keepRemarks');
  expect(await phones().ask('person', '褚阿姨')).toMatchObject({
    remark: expect.stringMatching(/^褚阿姨·#/),
  });
  service.forget();
  await phones().ask('relogin');
  // A re-login may be over before anybody looks; what is told after it is about the new login.
  await service.until('another login', ({ isReady }) => isReady === true);
  await service.ask('send', before.contactId, { kind: 'text', text: '记得' });
  await received('褚阿姨', '记得');
  await phones().ask('say', '褚阿姨', '好');
  const after = await heard('褚阿姨', 'text');
  expect(after.contactId).toBe(before.contactId);
  expect((after.from as { channelId: string }).channelId).not.toBe(
    (before.from as { channelId: string }).channelId,
  );
});

it('nobody is written down in the clear under the home folder', async () => {
  expect(await readdir(home)).not.toContain('.wechaty');
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
