import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalSandboxServer } from '../../src/channel/sandbox/local-sandbox-server.js';
import { SandboxNetwork } from '../../src/channel/sandbox/sandbox-network.js';
import { MovableClock } from '../../src/kernel/clock.js';
import { AccountService } from '../../src/messages/account.service.js';
import { openChannelHouse } from '../support/channel-house.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { SpokenProcess } from '../support/spoken-process.js';

/** First key of the lock under which an account is logged in. */
const LOGIN_LOCK = 0x11_72;

let database: TestDatabase;
const running: SpokenProcess[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterEach(async () => {
  for (const one of running.splice(0)) await one.kill();
});
afterAll(() => database?.drop());

async function start(): Promise<SpokenProcess> {
  const started = await SpokenProcess.start('account-process.ts', { TEST_DATABASE: database.url });
  running.push(started);
  return started;
}

const standing = (one: SpokenProcess, connection: string) =>
  one.until(connection, (told) => told.connection === connection, 60_000);

describe('two processes on one account and database', () => {
  it('only the first logs in; the second stands by and takes over when the first is killed', async () => {
    const first = await start();
    await standing(first, 'logged_in');
    const second = await start();
    expect(await standing(second, 'standby')).toMatchObject({ logins: 0 });
    expect(await second.ask('health')).toMatchObject({
      status: 'ok',
      channel: { connection: 'standby' },
    });
    expect(await first.ask('health')).toMatchObject({ channel: { connection: 'logged_in' } });
    // Standing by writes nothing of the account: what the record tells is the first one's.
    await first.ask('say', '楼道灯坏了');
    await first.until('heard', ({ heard }) => heard !== undefined);
    await first.kill('SIGKILL');
    expect(await standing(second, 'logged_in')).toMatchObject({ logins: 1 });
    await second.ask('say', '还是不亮');
    await second.until('heard', ({ heard }) => heard !== undefined);
  }, 120_000);

  it('the second takes over when the first stops', async () => {
    const first = await start();
    await standing(first, 'logged_in');
    const second = await start();
    await standing(second, 'standby');
    await first.ask('stop');
    expect(await standing(second, 'logged_in')).toMatchObject({ logins: 1 });
  }, 120_000);
});

describe('a lost connection to the database', () => {
  /** Ends the connection that holds the login. */
  async function breakHold(): Promise<void> {
    await database.dataSource.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = ${LOGIN_LOCK}
         and database = (select oid from pg_database where datname = current_database())`,
    );
  }

  async function isHeld(): Promise<boolean> {
    const [row] = await database.dataSource.query<{ count: number }[]>(
      `select count(*)::int as count from pg_locks where locktype = 'advisory' and classid = ${LOGIN_LOCK} and granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return (row?.count ?? 0) > 0;
  }

  it('takes the account again, and stays logged in all the while', async () => {
    const network = new SandboxNetwork(new MovableClock());
    const house = await openChannelHouse(database, { sandbox: new LocalSandboxServer(network) });
    const standings: string[] = [];
    house.channel.watch(() => standings.push(house.channel.state().connection));
    expect(house.channel.state().connection).toBe('logged_in');
    await breakHold();
    while (!(await isHeld())) {
      await house.tick();
      await house.channel.idle();
    }
    expect(house.channel.state().connection).toBe('logged_in');
    expect(standings).toEqual([]);
    await house.close();
  }, 60_000);

  it('stands by when another process was quicker', async () => {
    const network = new SandboxNetwork(new MovableClock());
    const house = await openChannelHouse(database, { sandbox: new LocalSandboxServer(network) });
    const other = database.dataSource.createQueryRunner();
    await other.connect();
    await breakHold();
    const lock = `${LOGIN_LOCK}, hashtext('sandbox')`;
    await other.query(`select pg_advisory_lock(${lock})`);
    while (house.channel.state().connection === 'logged_in') {
      await house.tick();
      await house.channel.idle();
    }
    expect(house.channel.state().connection).toBe('standby');
    const states = await database.unitOfWork.autocommit((tx) =>
      house.get(AccountService).states(tx),
    );
    expect(states).toMatchObject([{ accountId: 'sandbox', state: 'standby' }]);
    await other.query(`select pg_advisory_unlock(${lock})`);
    await other.release();
    while (house.channel.state().connection !== 'logged_in') {
      await house.tick();
      await house.channel.idle();
    }
    await house.close();
  }, 60_000);
});
