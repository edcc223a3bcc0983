import 'reflect-metadata';
import { LocalSandboxServer } from '../../src/channel/sandbox/local-sandbox-server.js';
import { SandboxNetwork } from '../../src/channel/sandbox/sandbox-network.js';
import { Settings } from '../../src/config/settings.js';
import { HealthService } from '../../src/console/health.service.js';
import { DatabaseHealthReadModel } from '../../src/console/read-models/database-health.read-model.js';
import { MovableClock } from '../../src/kernel/clock.js';
import { AccountService } from '../../src/messages/account.service.js';
import { openChannelHouse } from './channel-house.js';
import { useTestDatabase } from './database.js';
import { answerAsks, tell } from './spoken-process.js';

/** How often the schedule would tick; a test does not want to wait a second. */
const TICK_MS = 20;

/** Counts how often a bot was logged in from this process. */
class CountedServer extends LocalSandboxServer {
  logins = 0;

  override attach(listener: Parameters<LocalSandboxServer['attach']>[0]) {
    this.logins += 1;
    return super.attach(listener);
  }
}

/** One of several processes on the same account and database; tells how the account stands in it. */
const database = await useTestDatabase(process.env.TEST_DATABASE ?? '');
const network = new SandboxNetwork(new MovableClock());
const server = new CountedServer(network);
const house = await openChannelHouse(database, {
  sandbox: server,
  onHeard: ({ message }) => tell({ heard: message.content }),
});
const health = new HealthService(
  new DatabaseHealthReadModel(),
  house.get(AccountService),
  database.unitOfWork,
  Object.assign(new Settings(), { channel: 'sandbox' }),
);

const stand = () => tell({ connection: house.channel.state().connection, logins: server.logins });
house.channel.watch(stand);
const ticking = setInterval(() => void house.tick(), TICK_MS);

answerAsks({
  say: async (text: string) => {
    network.say('王阿姨', text);
    await house.settle();
  },
  health: () => health.look(),
  stop: async () => {
    clearInterval(ticking);
    await house.close();
    await database.drop();
  },
});

tell({ ready: true });
stand();
