import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { samplePicture } from '../../src/channel/sandbox/sandbox-samples.js';
import { formatMinute } from '../../src/kernel/calendar.js';
import { sql } from '../../src/persistence/sql.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { NewsReader } from '../support/news-reader.js';
import { PageHouse } from '../support/page-house.js';

const LAMP = '3栋2单元楼道灯坏了三天了，老人下楼差点摔一跤';

let house: PageHouse;
beforeAll(async () => {
  house = await PageHouse.open();
}, 60_000);
afterAll(() => house.close());

const api = () => request(house.url);
const phone = (key: string, rest: string) =>
  `/api/sandbox/phones/${encodeURIComponent(key)}/${rest}`;

/** Keys of the phones that the page begins with: a resident, the worker of that door, the secretary. */
async function threePhones(): Promise<[string, string, string]> {
  const keys = (await api().get('/api/sandbox/cast').expect(200)).body.firstKeys;
  for (const key of keys) await api().post('/api/sandbox/phones').send({ key }).expect(201);
  return keys;
}

describe('the phones', () => {
  it('carry a report to the worker of that door, live, with the life of the case', async () => {
    const [resident, worker] = await threePhones();
    const news = await NewsReader.open(house.url);
    await news.next('hello');
    await api().post(phone(resident, 'messages')).send({ kind: 'text', text: LAMP }).expect(201);
    const push = await news.next(
      'message',
      (message) =>
        message.fromUs && message.personKey === worker && /L\d+/.test(message.content.text),
    );
    expect(push.data.content.text).toContain('楼道灯');
    const opened = await news.next('cases', ({ changed }) => changed[0]?.status === 'assigned');
    expect(opened.data.changed[0]).toMatchObject({
      text: expect.stringContaining('楼道灯'),
      reporters: ['王秀兰'],
    });
    await api().post(phone(worker, 'messages')).send({ kind: 'text', text: '接单' }).expect(201);
    const accepted = await news.next('cases', ({ changed }) => changed[0]?.status === 'accepted');
    const steps = accepted.data.changed[0].steps as { action: string; who: string }[];
    expect(steps.map(({ action }) => action)).toEqual(['open', 'accept']);
    news.stop();
  });

  it('tell a page that comes back exactly what it missed', async () => {
    const [resident] = await threePhones();
    const first = await NewsReader.open(house.url);
    await first.next('hello');
    await api().post(phone(resident, 'messages')).send({ kind: 'text', text: '谢谢' }).expect(201);
    const seen = await first.next('message', ({ content }) => content.text === '谢谢');
    first.stop();
    const { body: missed } = await api()
      .post(phone(resident, 'messages'))
      .send({ kind: 'text', text: '进度' })
      .expect(201);
    const second = await NewsReader.open(house.url, seen.id);
    const told = await second.next('message', ({ id }) => id === missed.id);
    expect(told.data.content.text).toBe('进度');
    expect(second.heard.some(({ type }) => type === 'hello')).toBe(false);
    second.stop();
    const stranger = await NewsReader.open(house.url, 'another-run.7');
    await stranger.next('hello');
    stranger.stop();
  });

  it('send pictures, files, voices and places; files come back whole and by range', async () => {
    const [resident] = await threePhones();
    const picture = samplePicture() as unknown as { bytes: Buffer };
    const { body } = await api()
      .post(phone(resident, 'files'))
      .field('kind', 'picture')
      .attach('file', picture.bytes, '楼道.png')
      .expect(201);
    expect(body.content).toMatchObject({
      kind: 'picture',
      file: { name: '楼道.png', mediaType: 'image/png' },
    });
    const url = `/api/sandbox/files/${encodeURIComponent(body.id)}`;
    const whole = await api().get(url).expect(200).expect('content-type', 'image/png');
    expect(whole.body.equals(picture.bytes)).toBe(true);
    const part = await api().get(url).set('Range', 'bytes=1-3').expect(206);
    expect(part.headers['content-range']).toBe(`bytes 1-3/${picture.bytes.length}`);
    expect(part.body.toString('latin1')).toBe('PNG');
    await api().post(phone(resident, 'messages')).send({ kind: 'voice', seconds: 8 }).expect(201);
    const place = {
      kind: 'location',
      lng: 117.26,
      lat: 31.87,
      name: '灵西菜市',
      address: '灵西路',
    };
    await api().post(phone(resident, 'messages')).send(place).expect(201);
  });

  it('never let a file run as a page', async () => {
    const [resident] = await threePhones();
    const { body } = await api()
      .post(phone(resident, 'files'))
      .field('kind', 'file')
      .attach('file', Buffer.from('<script>alert(1)</script>'), 'x.html')
      .expect(201);
    const answer = await api()
      .get(`/api/sandbox/files/${encodeURIComponent(body.id)}`)
      .expect(200);
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-disposition']).toMatch(/^attachment/);
    expect(answer.headers['content-security-policy']).toMatch(/^sandbox/);
  });

  it('refuse a file that is too large in one sentence, and nobody else waits', async () => {
    const [resident] = await threePhones();
    const answer = await api()
      .post(phone(resident, 'files'))
      .field('kind', 'video')
      .attach('file', Buffer.alloc(61 * 1024 * 1024), 'film.mp4')
      .expect(413);
    expect(answer.body).toEqual({ error: '文件太大了，这里一次最多发 60 MB。' });
  }, 30_000);

  it.each([
    ['nothing', {}],
    ['an unknown kind', { kind: 'raw', type: 7 }],
    ['text that is none', { kind: 'text', text: 7 }],
    ['more than twenty thousand characters', { kind: 'text', text: '长'.repeat(20_001) }],
    ['a place nowhere', { kind: 'location', lng: 900, lat: 1, name: '', address: '' }],
    ['a quote of nothing', { kind: 'text', text: '好', quote: 'm-none' }],
  ])('refuse %s', async (_, body) => {
    const [resident] = await threePhones();
    const answer = await api().post(phone(resident, 'messages')).send(body).expect(400);
    expect(answer.body.error).toMatch(/。$/);
  });

  it('quote, and take back their own words but not ours', async () => {
    const [resident] = await threePhones();
    const say = (said: object) =>
      api()
        .post(phone(resident, 'messages'))
        .send({ kind: 'text', ...said });
    const { body: first } = await say({ text: '谢谢小邻' }).expect(201);
    const { body: second } = await say({ text: '说的就是这个', quote: first.id }).expect(201);
    expect(second.content.quote).toEqual({ name: '王秀兰', text: '谢谢小邻' });
    await api().post(phone(resident, 'recall')).send({ messageId: first.id }).expect(201);
    await api().post(phone(resident, 'recall')).send({ messageId: first.id }).expect(400);
    const ours = house.network.messagesOf(resident).find((message) => message.fromUs);
    await api().post(phone(resident, 'recall')).send({ messageId: ours?.id }).expect(400);
  });

  it('let a stranger become a friend and be greeted', async () => {
    const news = await NewsReader.open(house.url);
    const { body } = await api().post('/api/sandbox/strangers').expect(201);
    expect(body.person.isFriend).toBe(false);
    await api().post(phone(body.person.key, 'friendship')).send({}).expect(202);
    await news.next(
      'message',
      (message) => message.fromUs && message.personKey === body.person.key,
    );
    news.stop();
    await api().post('/api/sandbox/phones').send({ key: 'nobody' }).expect(404);
  });
});

describe('time', () => {
  it('moves forward, with everything that falls due on the way', async () => {
    const before = house.clock.now();
    const { body } = await api().post('/api/sandbox/time').send({ minutes: 2880 }).expect(200);
    expect(Date.parse(body.now) - before.getTime()).toBeGreaterThanOrEqual(2880 * 60_000);
    const overdue = await house.app
      .get(UnitOfWork)
      .autocommit((tx) =>
        sql(tx).rows("select 1 from case_event where action = 'overdue' and at < $1", [
          house.clock.now(),
        ]),
      );
    expect(overdue.length).toBeGreaterThan(0);
  }, 60_000);

  it.each([
    ['back', { to: '2020-01-01 08:00' }, 409],
    ['nowhere', { to: '2026-13-01 08:00' }, 400],
    ['by nothing', { minutes: 0 }, 400],
    ['too far', { minutes: 60 * 24 * 90 }, 400],
    ['by words', { minutes: 'soon' }, 400],
  ])('does not move %s', async (_, move, status) => {
    const answer = await api().post('/api/sandbox/time').send(move).expect(status);
    expect(answer.body.error).toMatch(/。$/);
  });
});

describe('the night', () => {
  it('is told with its end, by the hours of the method, and over in the morning', async () => {
    const news = await NewsReader.open(house.url);
    const { now } = (await news.next('hello')).data;
    const day = formatMinute(new Date(now)).slice(0, 10);
    await api()
      .post('/api/sandbox/time')
      .send({ to: `${day} 22:30` })
      .expect(200);
    const night = await news.next('clock', ({ quietUntil }) => quietUntil !== undefined);
    expect(formatMinute(new Date(night.data.quietUntil))).toMatch(/ 07:30$/);
    news.heard.length = 0;
    await api()
      .post('/api/sandbox/time')
      .send({ minutes: 10 * 60 })
      .expect(200);
    await news.next('clock', ({ quietUntil, isMoving }) => !isMoving && quietUntil === undefined);
    news.stop();
  }, 60_000);
});

describe('another start', () => {
  it('finds moved time and the talk again', async () => {
    const aheadMs = house.clock.aheadMs;
    const [resident] = await threePhones();
    const talk = house.network.messagesOf(resident).length;
    await house.stop();
    house = await PageHouse.open({ after: house });
    expect(Math.abs(house.clock.aheadMs - aheadMs)).toBeLessThan(60_000);
    expect(house.network.messagesOf(resident).length).toBeGreaterThanOrEqual(talk);
  }, 60_000);
});
