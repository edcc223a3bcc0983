import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChannelSupervisor } from '../../src/channel/channel-supervisor.js';
import { LocalSandboxServer } from '../../src/channel/sandbox/local-sandbox-server.js';
import { SandboxNetwork } from '../../src/channel/sandbox/sandbox-network.js';
import { samplePicture } from '../../src/channel/sandbox/sandbox-samples.js';
import { MovableClock } from '../../src/kernel/clock.js';
import { type ChannelHouse, openChannelHouse } from '../support/channel-house.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const TEN_MINUTES_MS = 600_000;
const PEOPLE = Array.from({ length: 15 }, (_, index) => `居民${index}`);

describe('a stop while people write', () => {
  let database: TestDatabase;
  let network: SandboxNetwork;
  let house: ChannelHouse;

  beforeEach(async () => {
    database = await openTestDatabase();
    network = new SandboxNetwork(new MovableClock());
    house = await openChannelHouse(database, { sandbox: new LocalSandboxServer(network) });
    // Whatever a machine needs for thirty messages: what is looked at is that none is left out.
    house.get(ChannelSupervisor).hearOutMs = TEN_MINUTES_MS;
  }, 60_000);
  afterEach(async () => {
    await house?.close();
    await database?.drop();
  });

  async function storedCount(): Promise<number> {
    const [row] = await database.dataSource.query<{ count: number }[]>(
      'select count(*)::int as count from inbox',
    );
    return row?.count ?? 0;
  }

  it(
    'stores everything that was said before it, pictures too',
    async () => {
      for (const person of PEOPLE) {
        network.say(person, '楼道灯坏了');
        network.say(person, { kind: 'picture', source: samplePicture() });
      }
      await house.channel.stop();
      expect(await storedCount()).toBe(2 * PEOPLE.length);
    },
    TEN_MINUTES_MS,
  );

  it('hears nothing more from the moment it begins, and can still send', async () => {
    network.say('王阿姨', '楼道灯坏了');
    await house.channel.hearOut();
    network.say('王阿姨', '还有人吗');
    await house.channel.hearOut();
    expect(await storedCount()).toBe(1);
    expect(house.sender.isReady('sandbox')).toBe(true);
    await house.channel.stop();
    expect(house.sender.isReady('sandbox')).toBe(false);
    expect(await storedCount()).toBe(1);
  });
});
