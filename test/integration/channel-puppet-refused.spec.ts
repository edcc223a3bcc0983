import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccountService } from '../../src/messages/account.service.js';
import { openChannelHouse } from '../support/channel-house.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const PUPPET = 'wechaty-puppet-service';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  delete process.env.WECHATY_PUPPET_SERVICE_TOKEN;
  await database?.drop();
});

/** What page and health say of a puppet that refuses its options. */
async function faultsOf(): Promise<(string | undefined)[]> {
  const house = await openChannelHouse(database, { channel: PUPPET });
  const states = await database.unitOfWork.autocommit((tx) => house.get(AccountService).states(tx));
  const { connection, fault } = house.channel.state();
  await house.close();
  expect(connection).toBe('absent');
  return [fault, states.find(({ accountId }) => accountId === PUPPET)?.fault];
}

it('says which option is missing, and keeps to itself what was given', async () => {
  delete process.env.WECHATY_PUPPET_SERVICE_TOKEN;
  const missing = `${PUPPET} 用不了：没有设置 WECHATY_PUPPET_SERVICE_TOKEN。写进环境变量或 .env，再重新启动。`;
  expect(await faultsOf()).toEqual([missing, missing]);
  process.env.WECHATY_PUPPET_SERVICE_TOKEN = 'hunter2';
  const [page, health] = await faultsOf();
  expect(page).toMatch(/^wechaty-puppet-service 用不了，它说：“.*token.*”/);
  expect(page).not.toContain('hunter2');
  expect(health).toBe(page);
}, 60_000);
