import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountRepository } from '../../src/messages/account.repository.js';
import { AccountService } from '../../src/messages/account.service.js';
import { ContactService } from '../../src/messages/contact.service.js';
import type { ChannelPerson } from '../../src/messages/messages.types.js';
import type { Tx } from '../../src/persistence/unit-of-work.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import {
  ACCOUNT,
  type MessagesHouse,
  openMessagesHouse,
  query,
  textFrom,
} from '../support/messages-house.js';

const NOON = new Date('2026-12-01T12:00:00+08:00');
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000);

describe('contacts and accounts', () => {
  let database: TestDatabase;
  let house: MessagesHouse;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    await query(database, 'truncate inbox, outbox, contact, account, channel_gap');
    house = await openMessagesHouse(database);
    house.clock.standAt(NOON);
  });
  afterEach(() => house.close());
  afterAll(() => database.drop());

  const meet = (person: ChannelPerson) =>
    database.unitOfWork.run((tx) =>
      house.module.get(ContactService).meet(tx, ACCOUNT, person, NOON),
    );
  const relogin = () =>
    database.unitOfWork.run((tx) =>
      house.module.get(AccountService).loggedIn(tx, ACCOUNT, 'sandbox', 'self2', NOON),
    );
  const accounts = <T>(work: (service: AccountService) => Promise<T>) =>
    work(house.module.get(AccountService));

  it('keeps one contact for a person, with the name of today', async () => {
    const first = await meet({ channelId: 'wx1', displayName: '王阿姨' });
    const second = await meet({ channelId: 'wx1', displayName: '王阿姨🌸' });
    expect(second.id).toBe(first.id);
    const found = await database.unitOfWork.autocommit((tx) =>
      house.module.get(ContactService).find(tx, first.id),
    );
    expect(found).toEqual({ ...first, displayName: '王阿姨🌸' });
    const rows = await query<{ display_name: Buffer }>(database, 'select * from contact');
    expect(rows[0]?.display_name.toString('utf8')).not.toContain('王阿姨');
  });

  describe('after a re-login with new ids', () => {
    it('finds people again by the remark that the account keeps', async () => {
      await house.inbox.hear(textFrom('wx1', '你好'));
      await house.settle();
      const remark = house.sender.remarks.get('wx1');
      expect(remark).toMatch(/^wx1的名字·#[2-9A-Z]{6}$/);
      await relogin();
      const from = { channelId: 'new1', displayName: '换了名字', remark };
      await house.inbox.hear(textFrom('new1', '还是我', { from }));
      await house.settle();
      const [before, after] = house.handler.handled.map(({ contact }) => contact);
      expect(after).toMatchObject({ id: before?.id, channelId: 'new1', displayName: '换了名字' });
    });

    it('finds people again by the handle', async () => {
      const first = await meet({ channelId: 'wx1', displayName: '王', handle: 'wang_88' });
      await relogin();
      const again = await meet({ channelId: 'new1', displayName: '王', handle: 'wang_88' });
      expect(again.id).toBe(first.id);
    });

    it('never finds anybody by the display name alone', async () => {
      const first = await meet({ channelId: 'wx1', displayName: '王阿姨' });
      await relogin();
      expect((await meet({ channelId: 'new1', displayName: '王阿姨' })).id).not.toBe(first.id);
    });

    it('binds nobody when remark and handle point at two old contacts', async () => {
      const wang = await meet({ channelId: 'wx1', displayName: '王', handle: 'h-wang' });
      const li = await meet({ channelId: 'wx2', displayName: '李', handle: 'h-li' });
      await relogin();
      const remark = `王·#${wang.mark}`;
      const third = await meet({ channelId: 'new', displayName: '谁', remark, handle: 'h-li' });
      expect([wang.id, li.id]).not.toContain(third.id);
    });

    it('does not give a contact away twice when a remark was copied', async () => {
      const wang = await meet({ channelId: 'wx1', displayName: '王' });
      await relogin();
      const remark = `王·#${wang.mark}`;
      expect((await meet({ channelId: 'new1', displayName: '王', remark })).id).toBe(wang.id);
      const copy = await meet({ channelId: 'new2', displayName: '李', remark });
      expect(copy.id).not.toBe(wang.id);
    });

    it('keeps the ids of channels whose ids do not change', async () => {
      const wang = await meet({ channelId: 'wx1', displayName: '王' });
      await relogin();
      const remark = `王·#${wang.mark}`;
      expect((await meet({ channelId: 'wx1', displayName: '王', remark })).id).toBe(wang.id);
      const copy = await meet({ channelId: 'wx9', displayName: '李', remark });
      expect(copy.id).not.toBe(wang.id);
    });
  });

  it('writes the label of a renamed contact into the remark, and tries again when that failed', async () => {
    await house.inbox.hear(textFrom('wx1', '你好'));
    await house.settle();
    const [contact] = house.handler.handled.map((heard) => heard.contact);
    const rename = (label: string) =>
      database.unitOfWork.run((tx) =>
        house.module.get(ContactService).rename(tx, contact?.id ?? '', label),
      );
    await rename('3栋王阿姨');
    await house.settle();
    expect(house.sender.remarks.get('wx1')).toBe(`3栋王阿姨·#${contact?.mark}`);
    const keepRemark = house.sender.keepRemark.bind(house.sender);
    house.sender.keepRemark = async () => {
      throw new Error('too often');
    };
    await rename('王阿姨');
    await house.settle();
    house.sender.keepRemark = keepRemark;
    house.clock.standAt(minutes(5));
    await house.settle();
    expect(house.sender.remarks.get('wx1')).toBe(`王阿姨·#${contact?.mark}`);
  });

  it('records when the account was deaf, once, from its last sign of life', async () => {
    await accounts(async (service) => {
      service.heard(ACCOUNT, minutes(10));
      await database.unitOfWork.run((tx) => service.flush(tx));
      await database.unitOfWork.run((tx) => service.absent(tx, ACCOUNT, 'sandbox', minutes(12)));
      await database.unitOfWork.run((tx) => service.loggedOut(tx, ACCOUNT, 'sandbox', minutes(13)));
    });
    const states = await database.unitOfWork.autocommit((tx) =>
      accounts((service) => service.states(tx)),
    );
    expect(states).toMatchObject([
      { accountId: ACCOUNT, state: 'logged_out', since: minutes(13), deafSince: minutes(10) },
    ]);
    await database.unitOfWork.run((tx) =>
      accounts((service) => service.loggedIn(tx, ACCOUNT, 'sandbox', 'self', minutes(20))),
    );
    const gaps = await database.unitOfWork.autocommit((tx) =>
      accounts((service) => service.gaps(tx, ACCOUNT, 5)),
    );
    expect(gaps).toEqual([{ beganAt: minutes(10), endedAt: minutes(20) }]);
  });

  it('tells how the account stands here, whatever another process on the same database says of its own', async () => {
    const run = (work: (tx: Tx) => Promise<void>) => database.unitOfWork.run(work);
    const other = new AccountService(house.module.get(AccountRepository));
    await accounts((here) =>
      run((tx) => here.loggedIn(tx, ACCOUNT, 'sandbox', 'self', minutes(1))),
    );
    await run((tx) => other.loggedIn(tx, ACCOUNT, 'sandbox', 'self', minutes(2)));
    await run((tx) => other.absent(tx, ACCOUNT, 'sandbox', minutes(3)));
    const [state] = await database.unitOfWork.autocommit((tx) =>
      accounts((service) => service.states(tx)),
    );
    expect(state).toMatchObject({ state: 'logged_in', since: minutes(1) });
    expect(state?.deafSince).toBeUndefined();
    const [elsewhere] = await database.unitOfWork.autocommit((tx) => other.states(tx));
    expect(elsewhere).toMatchObject({ state: 'absent', since: minutes(3) });
  });

  it('tells whether the database holds what a real channel heard', async () => {
    const holds = () =>
      database.unitOfWork.autocommit((tx) => accounts((service) => service.holdsRealChannel(tx)));
    expect(await holds()).toBe(false);
    await database.unitOfWork.run((tx) =>
      accounts((service) => service.absent(tx, 'real', 'wechaty-puppet-wechat4u', NOON)),
    );
    expect(await holds()).toBe(false);
    await database.unitOfWork.run((tx) =>
      accounts((service) => service.loggedIn(tx, 'real', 'wechaty-puppet-wechat4u', 'id', NOON)),
    );
    expect(await holds()).toBe(true);
  });
});
