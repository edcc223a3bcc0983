import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { SettingsError } from '../../src/config/settings-error.js';
import { AccountService } from '../../src/messages/account.service.js';
import { sql } from '../../src/persistence/sql.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { endConnections, refuseConnections } from '../support/database-away.js';
import { NewsReader } from '../support/news-reader.js';
import { PageHouse } from '../support/page-house.js';

let house: PageHouse;
beforeAll(async () => {
  house = await PageHouse.open();
}, 60_000);
afterAll(() => house.close());

const api = () => request(house.url);
const phone = (key: string, rest: string) =>
  `/api/sandbox/phones/${encodeURIComponent(key)}/${rest}`;

describe('the door', () => {
  it('serves the page and its parts to this machine, with nothing from elsewhere allowed', async () => {
    const page = await api()
      .get('/')
      .expect(200)
      .expect('content-type', /text\/html/);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    const parts = [...page.text.matchAll(/(?:src|href)="(\/page\/[^"]+)"/g)].map(
      (found) => found[1],
    );
    expect(parts.length).toBeGreaterThan(5);
    for (const part of parts)
      await api()
        .get(part ?? '')
        .expect(200);
    expect(page.text).not.toMatch(/https?:\/\//);
  });

  it('answers a page that did not change with nothing', async () => {
    const { etag = '' } = (await api().get('/page/main.mjs').expect(200)).headers;
    await api().get('/page/main.mjs').set('If-None-Match', etag).expect(304);
  });

  it.each(['/page/..%2fsandbox-page.module.ts', '/page/%2e%2e/x', '/page/nothing.mjs', '/nothing'])(
    'has no %s',
    async (path) => {
      const answer = await api().get(path).expect(404);
      expect(answer.body).toEqual({ error: '没有这个地址。' });
    },
  );

  it.each([
    ['a foreign host', { Host: 'evil.example' }],
    ['a foreign origin', { Origin: 'http://evil.example' }],
    ['a strange page', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors' }],
  ])('refuses %s in one sentence, everywhere but at the sign of life', async (_, headers) => {
    for (const path of ['/', '/health/ready', '/api/sandbox/cast', '/nothing']) {
      const answer = await api().get(path).set(headers).expect(403);
      expect(Object.keys(answer.body)).toEqual(['error']);
    }
    await api().post('/api/sandbox/time').set(headers).send({ minutes: 10 }).expect(403);
    await api().get('/health/live').set(headers).expect(200, { status: 'ok' });
  });

  it('answers bad bodies in one sentence, without a stack', async () => {
    const bad = await api()
      .post('/api/sandbox/time')
      .set('content-type', 'application/json')
      .send('{"minutes":')
      .expect(400);
    expect(bad.body).toEqual({ error: '请求写得不对，没有处理。' });
    const long = { kind: 'text', text: '长'.repeat(500_000) };
    const { key } = (await api().post('/api/sandbox/strangers').expect(201)).body.person;
    await api()
      .post(phone(key, 'messages'))
      .send(long)
      .expect(413, { error: '内容太大了，没有收下。' });
  });
});

describe('health', () => {
  it('tells that everything runs', async () => {
    const { body } = await api().get('/health/ready').expect(200);
    expect(body).toMatchObject({
      status: 'ok',
      database: 'up',
      channel: { name: 'sandbox', connection: 'logged_in' },
    });
  });

  it('shows a bot that is logged out at once, here and on the page, and that it came back', async () => {
    const news = await NewsReader.open(house.url);
    await news.next('hello');
    await api().post('/api/sandbox/account').send({ to: 'logout' }).expect(204);
    await news.next('account', ({ connection }) => connection === 'logged_out');
    const { body } = await api().get('/health/ready').expect(200);
    expect(body).toMatchObject({ status: 'degraded', channel: { connection: 'logged_out' } });
    await api().post('/api/sandbox/account').send({ to: 'login' }).expect(204);
    await news.next('account', ({ connection }) => connection === 'logged_in');
    news.stop();
  });

  it('is 503 while the database is away, 200 when it is back', async () => {
    const letBack = await refuseConnections(house.database.url);
    try {
      await endConnections(house.database.url);
      const { body } = await api().get('/health/ready').expect(503);
      expect(body).toEqual({ status: 'down', database: 'down' });
      await api().get('/health/live').expect(200);
    } finally {
      await letBack();
    }
    await api().get('/health/ready').expect(200);
  });
});

describe('trouble', () => {
  it('lists what a person has to look at without personal data, and tries it again', async () => {
    await api().get('/api/sandbox/cast').expect(200);
    await house.app.get(UnitOfWork).run(async (tx) => {
      const contact = await sql(tx).first<{ id: string }>('select id from contact limit 1');
      const { cipher } = house.database;
      const text = (words: string) => cipher.seal(JSON.stringify({ kind: 'text', text: words }));
      await sql(tx).run(
        `insert into outbox (community_id, account_id, contact_id, priority, body, not_before, written_at, state, reason)
         values ('S01', 'sandbox', $1, 2, $2, now(), now(), 'dead', 'too often')`,
        [contact?.id, text('王秀兰 19900001273')],
      );
      await sql(tx).run(
        `insert into timer (community_id, kind, subject, due_at, state, fault)
         values ('S01', 'nobody.knows', 'L9', now(), 'failed', 'DomainError')`,
      );
    });
    const { body, text } = await api().get('/api/console/trouble').expect(200);
    expect(body.outbox).toEqual([expect.objectContaining({ state: 'dead', reason: 'too often' })]);
    expect(body.timers).toEqual([expect.objectContaining({ kind: 'nobody.knows', subject: 'L9' })]);
    expect(text).not.toMatch(/王秀兰|1990000/);
    const retry = (of: string, id: string) => `/api/console/trouble/${of}/S01/${id}/retry`;
    await api().post(retry('outbox', body.outbox[0].id)).expect(202);
    await api().post(retry('timers', body.timers[0].id)).expect(202);
    const again = await api().post(retry('outbox', body.outbox[0].id)).expect(409);
    expect(again.body.code).toBe('outbox.not-in-trouble');
    await api().post(retry('timers', '1; drop table timer')).expect(400);
  });
});

describe('another start', () => {
  it('opens a session for the token, in the address or in a form, and only for it', async () => {
    await house.stop();
    const token = 'token-of-the-tests';
    house = await PageHouse.open({ after: house, consoleToken: token });
    await api().get('/health/live').expect(200);
    await api().get('/health/ready').expect(401);
    await api().get('/api/sandbox/cast').expect(401);
    await api().get('/health/ready').set('Authorization', `Bearer ${token}`).expect(200);
    await api().get('/api/sandbox/cast').set('Authorization', `Bearer ${token}x`).expect(401);
    const asked = await api().get('/').set('Accept', 'text/html').expect(401);
    expect(asked.text).toContain('<form');
    const arrived = await api().get(`/?token=${token}`).expect(303).expect('location', '/');
    const cookie = String(arrived.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(cookie).not.toContain(token);
    const session = cookie.split(';')[0] ?? '';
    await api().get('/').set('Cookie', session).expect(200);
    await api().get('/').set('Cookie', session).set('Origin', 'http://evil.example').expect(403);
    await api().get('/?token=wrong').expect(401);
    await api().post('/api/session').send({ token: 'wrong' }).expect(401, { error: '口令不对。' });
    await api().post('/api/session').send({ token }).expect(204);
    await api().post('/api/session').type('form').send({ token }).expect(303);
  }, 60_000);

  it('refuses a database that holds what a real channel heard', async () => {
    await house.app
      .get(UnitOfWork)
      .run((tx) =>
        house.app
          .get(AccountService)
          .loggedIn(tx, 'real', 'wechaty-puppet-service', 'id', house.clock.now()),
      );
    await house.stop();
    await expect(PageHouse.open({ after: house })).rejects.toThrow(SettingsError);
    await house.database.unitOfWork.run((tx) =>
      sql(tx).run("delete from channel_gap where account_id = 'real'"),
    );
    await house.database.unitOfWork.run((tx) =>
      sql(tx).run("delete from account where id = 'real'"),
    );
    house = await PageHouse.open({ after: house });
  }, 60_000);
});
