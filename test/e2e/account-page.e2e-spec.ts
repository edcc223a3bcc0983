import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ChannelService } from '../../src/channel/channel.service.js';
import { endConnections, refuseConnections } from '../support/database-away.js';
import { NewsReader } from '../support/news-reader.js';
import { PageHouse } from '../support/page-house.js';

const CODE = 'https://login.example/l/first';

let house: PageHouse;
beforeAll(async () => {
  house = await PageHouse.open();
}, 60_000);
afterAll(() => house.close());

const api = () => request(house.url);
const settled = () => house.app.get(ChannelService).idle();
const page = async () => (await api().get('/channel').expect(200)).text;
const health = async () => (await api().get('/health/ready').expect(200)).body;

async function askToScan(code: string): Promise<void> {
  house.network.logout();
  house.network.tellOfScan('waiting', code);
  await settled();
}

describe('a login by scanning', () => {
  it('is on the page and in health while it is waited for, gone after the login, back after a logout', async () => {
    expect(await page()).not.toContain('<svg');
    await askToScan(CODE);
    expect(await page()).toMatch(/等待扫码[\s\S]*<svg/);
    const { status, channel } = await health();
    expect([status, channel.connection]).toEqual(['degraded', 'logged_out']);
    expect(channel.scanSince).toBe(house.app.get(ChannelService).state().scan?.since.toISOString());

    house.network.login();
    await settled();
    expect(await page()).toMatch(/在线/);
    expect(await page()).not.toContain('<svg');
    expect((await health()).channel).not.toHaveProperty('scanSince');

    await askToScan(`${CODE}2`);
    expect(await page()).toContain('<svg');
    expect((await health()).channel).toHaveProperty('scanSince');
  });

  it('says what the code says to nobody but the picture', async () => {
    await askToScan(CODE);
    for (const path of ['/channel', '/health/ready', '/api/console/trouble']) {
      expect((await api().get(path).expect(200)).text).not.toContain('login.example');
    }
  });

  it('tells an open page to look, at once and at every step', async () => {
    const news = await NewsReader.open(house.url, undefined, '/channel/news');
    await news.next('look');
    news.heard.length = 0;
    house.network.tellOfScan('scanned', CODE);
    await news.next('look');
    expect(news.heard[0]?.data).toEqual({});
    news.stop();
    expect(await page()).toContain('已扫码');
  });

  it('is shown with the database away too', async () => {
    await askToScan(`${CODE}3`);
    const letBack = await refuseConnections(house.database.url);
    try {
      await endConnections(house.database.url);
      expect(await page()).toContain('<svg');
    } finally {
      await letBack();
    }
  });
});

describe('the door of the page', () => {
  const PATHS = ['/channel', '/channel/news', '/channel/page/account.mjs'];

  it('loads nothing from elsewhere, and its parts from here', async () => {
    const answer = await api()
      .get('/channel')
      .expect('content-type', /text\/html/)
      .expect('cache-control', 'no-store');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    const parts = [...answer.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((one) => one[1] ?? '');
    expect(parts).toHaveLength(2);
    for (const part of parts) await api().get(part).expect(200);
    expect(answer.text).not.toMatch(/(src|href)="http/);
  });

  it.each([
    ['a foreign host', { Host: 'evil.example' }],
    ['a foreign origin', { Origin: 'http://evil.example' }],
    ['a strange page', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors' }],
  ])('without a token refuses %s', async (_title, headers) => {
    for (const path of PATHS) await api().get(path).set(headers).expect(403, /error/);
  });

  it('without a token refuses another machine', async () => {
    const server = house.app.getHttpServer();
    const fromElsewhere = (socket: Socket) =>
      Object.defineProperty(socket, 'remoteAddress', { value: '192.0.2.7' });
    server.prependListener('connection', fromElsewhere);
    try {
      for (const path of PATHS) await api().get(path).expect(403, /error/);
    } finally {
      server.off('connection', fromElsewhere);
    }
  });

  it('with a token shows it to who brings that, and leads there from the form', async () => {
    await house.stop();
    const token = 'token-of-the-tests';
    house = await PageHouse.open({ after: house, consoleToken: token });
    for (const url of PATHS) await api().get(url).expect(401);
    const asked = await api().get('/channel').set('Accept', 'text/html').expect(401);
    expect(asked.text).toContain('name="to" value="/channel"');
    expect(asked.text).not.toContain('svg');
    await api()
      .post('/api/session')
      .type('form')
      .send({ token: 'wrong', to: '/channel' })
      .expect(401, /name="to" value="\/channel"/);
    const arrived = await api()
      .post('/api/session')
      .type('form')
      .send({ token, to: '/channel' })
      .expect(303)
      .expect('location', '/channel');
    const session = String(arrived.headers['set-cookie']).split(';')[0] ?? '';
    await api().get('/channel').set('Cookie', session).expect(200);
    for (const to of ['//evil.example', 'https://evil.example/', '/"><script>', '']) {
      await api()
        .post('/api/session')
        .type('form')
        .send({ token, to })
        .expect(303)
        .expect('location', '/');
    }
  }, 60_000);
});
