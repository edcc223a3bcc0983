import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { types } from 'wechaty';
import type { ChannelState } from '../../src/channel/channel.types.js';
import { ChannelSupervisor } from '../../src/channel/channel-supervisor.js';
import { RETURN_PACE } from '../../src/channel/return-pace.rules.js';
import { LocalSandboxServer } from '../../src/channel/sandbox/local-sandbox-server.js';
import { SandboxNetwork } from '../../src/channel/sandbox/sandbox-network.js';
import { MovableClock } from '../../src/kernel/clock.js';
import { AccountService } from '../../src/messages/account.service.js';
import { type ChannelHouse, openChannelHouse } from '../support/channel-house.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const CODE = 'https://login.example/l/first';
const NEXT = 'https://login.example/l/next';
const NOON = new Date('2026-12-01T04:00:00Z');

/** The account's side, with a count of the starts of the puppet. */
class CountedServer extends LocalSandboxServer {
  starts = 0;

  override attach(listener: Parameters<LocalSandboxServer['attach']>[0]) {
    this.starts += 1;
    return super.attach(listener);
  }
}

let database: TestDatabase;
let network: SandboxNetwork;
let server: CountedServer;
let house: ChannelHouse;
const clock = new MovableClock();

beforeAll(async () => {
  database = await openTestDatabase();
  clock.standAt(NOON);
  network = new SandboxNetwork(clock);
  server = new CountedServer(network);
  house = await openChannelHouse(database, { sandbox: server, clock });
}, 60_000);

afterAll(async () => {
  await house?.close();
  await database?.drop();
});

beforeEach(async () => {
  network.login();
  await house.settle();
  clock.standAt(NOON);
});

async function loggedOutAskingFor(code: string): Promise<void> {
  network.logout();
  network.tellOfScan('waiting', code);
  await house.settle();
}

const scan = () => house.channel.state().scan;

async function scanOnRecord(): Promise<Date | undefined> {
  const states = await database.unitOfWork.autocommit((tx) => house.get(AccountService).states(tx));
  return states.find(({ accountId }) => accountId === 'sandbox')?.scanSince;
}

describe('a login by scanning', () => {
  it('is seen with its code, goes with the login, and is there again after a logout', async () => {
    expect(scan()).toBeUndefined();
    await loggedOutAskingFor(CODE);
    expect(house.channel.state()).toMatchObject({
      connection: 'logged_out',
      scan: { status: 'waiting', since: NOON, code: CODE },
    });
    expect(await scanOnRecord()).toEqual(NOON);
    network.login();
    await house.settle();
    expect(house.channel.state().connection).toBe('logged_in');
    expect(scan()).toBeUndefined();
    expect(await scanOnRecord()).toBeUndefined();
    await loggedOutAskingFor(NEXT);
    expect(scan()).toMatchObject({ status: 'waiting', code: NEXT });
  });

  it('shows a renewed code, and counts from the first one', async () => {
    await loggedOutAskingFor(CODE);
    clock.standAt(new Date('2026-12-01T04:05:00Z'));
    network.tellOfScan('expired', NEXT);
    await house.settle();
    expect(scan()).toEqual({ status: 'waiting', since: NOON, code: NEXT });
    expect(await scanOnRecord()).toEqual(NOON);
  });

  it('tells each step once, and hides the code as soon as it was scanned', async () => {
    const told: ChannelState[] = [];
    const stop = house.channel.watch(() => told.push(house.channel.state()));
    await loggedOutAskingFor(CODE);
    network.tellOfScan('waiting', CODE);
    for (const status of ['scanned', 'scanned', 'confirmed'] as const) {
      network.tellOfScan(status, CODE);
    }
    network.login();
    await house.settle();
    stop();
    network.logout();
    await house.settle();
    const steps = told.map(({ connection, scan: at }) => [connection, at?.status, at?.code]);
    expect(steps).toEqual([
      ['logged_out', undefined, undefined],
      ['logged_out', 'waiting', CODE],
      ['logged_out', 'scanned', undefined],
      ['logged_out', 'confirmed', undefined],
      ['logged_out', undefined, undefined],
      ['logged_in', undefined, undefined],
    ]);
  });

  it('is taken when it comes in one breath with the logout, before the puppet itself is out', async () => {
    const puppet = house.get(ChannelSupervisor).botOf('sandbox')?.puppet;
    puppet?.once('logout', () => {
      puppet.emit('scan', { status: types.ScanStatus.Waiting, qrcode: CODE });
    });
    network.logout();
    await house.settle();
    expect(scan()).toMatchObject({ status: 'waiting', code: CODE });
  });

  it('is not believed while the account is logged in', async () => {
    network.tellOfScan('waiting', CODE);
    await house.settle();
    expect(house.channel.state().connection).toBe('logged_in');
    expect(scan()).toBeUndefined();
    expect(await scanOnRecord()).toBeUndefined();
  });

  it.each(['waiting', 'scanned', 'confirmed'] as const)(
    'leaves whoever is at it alone while it is %s: the puppet is not started anew',
    async (status) => {
      const supervisor = house.get(ChannelSupervisor);
      const { pace } = supervisor;
      try {
        await loggedOutAskingFor(CODE);
        network.tellOfScan(status, CODE);
        await house.settle();
        supervisor.pace = { ...RETURN_PACE, loggedOutMs: [0] };
        const { starts } = server;
        await house.tick();
        await house.settle();
        expect(server.starts).toBe(starts);
        network.tellOfScan('cancelled', CODE);
        await house.settle();
        await house.tick();
        await house.settle();
        expect(server.starts).toBe(starts + 1);
      } finally {
        supervisor.pace = pace;
      }
    },
  );
});
