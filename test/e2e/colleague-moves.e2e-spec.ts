import { afterAll, beforeAll, expect, it } from '@jest/globals';
import request from 'supertest';
import { TimeTravel } from '../../src/channel/sandbox/time-travel.js';
import { InvitationService } from '../../src/people/invitation.service.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { PageHouse } from '../support/page-house.js';

const NOW = new Date('2026-12-01T09:00:00+08:00');

let house: PageHouse;
let travel: TimeTravel;

beforeAll(async () => {
  house = await PageHouse.open();
  house.clock.standAt(NOW);
  travel = TimeTravel.in(house.app, house.clock, () => undefined);
}, 60_000);
afterAll(() => house.close());

async function openPhone(key: string): Promise<void> {
  await request(house.url).post('/api/sandbox/phones').send({ key }).expect(201);
}

async function say(person: string, text: string): Promise<void> {
  house.network.say(person, text);
  await travel.settle();
}

function lastTo(person: string): string {
  const { content } = house.network.messagesOf(person).findLast(({ fromUs }) => fromUs) ?? {};
  return content?.kind === 'text' ? content.text : '';
}

/** A code as the secretary reads it out. */
function code(staffNo: string): Promise<string> {
  const invitations = house.app.get(InvitationService, { strict: false });
  return house.app.get(UnitOfWork).run((tx) => invitations.issue(tx, staffNo, NOW));
}

it('tells the old phone and the secretary when a colleague connects from another one', async () => {
  const { body: cast } = await request(house.url).get('/api/sandbox/cast').expect(200);
  const [, worker, secretary] = cast.firstKeys as [string, string, string];
  for (const key of [worker, secretary]) await openPhone(key);
  const { body: stranger } = await request(house.url).post('/api/sandbox/strangers').expect(201);

  await say(stranger.person.key, `绑定 ${await code('G0301')}`);
  expect(lastTo(stranger.person.key)).toContain('李明，连上了');
  expect(lastTo(worker)).toMatch(/^李明，您的工作号刚换到另一个微信上了.*告诉陈静（1\d{10}）。$/);
  expect(lastTo(secretary)).toMatch(/^李明换了一个微信来接事.*“邀请 李明”/);

  // The same phone once more is no change: nobody is told again.
  const told = house.network.messagesOf(secretary).length;
  await say(stranger.person.key, `绑定 ${await code('G0301')}`);
  expect(house.network.messagesOf(secretary)).toHaveLength(told);
  // Of the secretary's own change whoever is above hears, not the new phone.
  await say(worker, `绑定 ${await code('S0101')}`);
  expect(lastTo(secretary)).toMatch(/^陈静，您的工作号刚换到另一个微信上了/);
  expect(lastTo(secretary)).not.toContain('告诉陈静');
  expect(lastTo(worker)).toContain('陈静，连上了');
});
