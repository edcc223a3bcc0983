import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { AccountPageModule } from '../../src/channel/account-page/account-page.module.js';
import { ChannelService } from '../../src/channel/channel.service.js';
import { LocalSandboxServer } from '../../src/channel/sandbox/local-sandbox-server.js';
import { MovedTime } from '../../src/channel/sandbox/moved-time.js';
import type { SandboxNetwork } from '../../src/channel/sandbox/sandbox-network.js';
import { SandboxPageModule } from '../../src/channel/sandbox/sandbox-page.module.js';
import { SandboxStore } from '../../src/channel/sandbox/sandbox-store.js';
import { PROJECT_DIR } from '../../src/config/project-dir.js';
import { Settings } from '../../src/config/settings.js';
import { ConsoleModule } from '../../src/console/console.module.js';
import { addDays, civilDateOf, instantAt } from '../../src/kernel/calendar.js';
import { MovableClock } from '../../src/kernel/clock.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { RosterService } from '../../src/roster/roster.service.js';
import { readWorkbook } from '../../src/roster/workbook-reader.js';
import { openTestDatabase, TEST_SECRET, type TestDatabase } from './database.js';

const NINE = 9 * 60;
const SAMPLE = join(PROJECT_DIR, 'config', 'samples', 'guangming-street');

/** How a test wants its house. */
export interface PageHouseOptions {
  readonly consoleToken?: string;
  /** A database and data folder of an earlier house: it is as if the service were started again. */
  readonly after?: PageHouse;
  readonly port?: number;
}

/** The whole service on the sandbox channel with its page, listening, the sample street loaded. */
export class PageHouse {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly network: SandboxNetwork,
    readonly clock: MovableClock,
    readonly settings: Settings,
    private readonly ticking: NodeJS.Timeout,
  ) {}

  static async open(options: PageHouseOptions = {}): Promise<PageHouse> {
    const database = options.after?.database ?? (await openTestDatabase());
    const settings = settingsOf(database, options);
    const clock = new MovableClock();
    if (!options.after) startInTheMorning(clock, settings);
    const network = SandboxStore.open(join(settings.dataDir, 'sandbox'), clock);
    const parts = {
      settings,
      clock,
      sandbox: new LocalSandboxServer(network),
      rooms: [
        { module: ConsoleModule },
        AccountPageModule.with({ isHome: false }),
        SandboxPageModule.with({ network, clock, settings }),
      ],
    };
    const built = await Test.createTestingModule({ imports: [AppModule.with(parts)] }).compile();
    const adapter = new FastifyAdapter({ bodyLimit: 1_048_576, forceCloseConnections: true });
    const app = built.createNestApplication<NestFastifyApplication>(adapter);
    const ticking = await opened(app, options, clock);
    return new PageHouse(app, database, network, clock, settings, ticking);
  }

  /** `http://localhost:<port>` */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get port(): number {
    return (this.app.getHttpServer().address() as { port: number }).port;
  }

  /** Stops the service; database and data folder stay for another one. */
  async stop(): Promise<void> {
    clearInterval(this.ticking);
    await this.app.get(ChannelService).stop();
    await this.app.close();
  }

  /** Stops the service and removes what it kept. */
  async close(): Promise<void> {
    await this.stop();
    await this.drop();
  }

  async drop(): Promise<void> {
    await this.database.drop();
    rmSync(this.settings.dataDir, { recursive: true, force: true });
  }
}

/** It is nine the next morning, whenever the tests run: at night nobody would be written to. Kept over restarts. */
function startInTheMorning(clock: MovableClock, { dataDir }: Settings): void {
  const tomorrow = addDays(civilDateOf(clock.now()), 1);
  clock.runFrom(instantAt(tomorrow, NINE));
  new MovedTime(join(dataDir, 'sandbox')).keep(clock);
}

function settingsOf(database: TestDatabase, options: PageHouseOptions): Settings {
  const dataDir = options.after?.settings.dataDir ?? mkdtempSync(join(tmpdir(), 'linli-page-'));
  return Object.assign(new Settings(), {
    databaseUrl: database.url,
    secretKeys: [TEST_SECRET],
    dataDir,
    port: 0,
    host: '127.0.0.1',
    channel: 'sandbox',
    method: 'hefei-luyang',
    sendPerMinute: 0,
    ...(options.consoleToken && { consoleToken: options.consoleToken }),
  } satisfies Partial<Settings>);
}

/** Everything that makes a built house serve; a house that refuses leaves nothing open. */
async function opened(
  app: NestFastifyApplication,
  options: PageHouseOptions,
  clock: MovableClock,
): Promise<NodeJS.Timeout> {
  try {
    await app.listen(options.port ?? 0, '127.0.0.1');
  } catch (error) {
    await app.close();
    throw error;
  }
  if (!options.after) await loadSample(app, clock);
  const channel = app.get(ChannelService);
  await channel.start();
  await channel.idle();
  return setInterval(() => void channel.tick(), 1_000);
}

async function loadSample(app: NestFastifyApplication, clock: MovableClock): Promise<void> {
  const { workbook } = await readWorkbook(SAMPLE);
  const roster = app.get(RosterService, { strict: false });
  await app.get(UnitOfWork).run((tx) => roster.apply(tx, workbook, clock.now()));
}
