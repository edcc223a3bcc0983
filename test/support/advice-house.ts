import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsoleLogger, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { CaseService } from '../../src/cases/case.service.js';
import type { AdvisorSettings } from '../../src/config/settings.js';
import { Settings } from '../../src/config/settings.js';
import { SecondLookService } from '../../src/conversation/second-look.service.js';
import { parseMinute } from '../../src/kernel/calendar.js';
import { MovableClock } from '../../src/kernel/clock.js';
import { AccountService } from '../../src/messages/account.service.js';
import { ContactService } from '../../src/messages/contact.service.js';
import { Dispatcher } from '../../src/messages/dispatcher.service.js';
import { InboxService } from '../../src/messages/inbox.service.js';
import { InboxWorker } from '../../src/messages/inbox-worker.service.js';
import { MessageSender } from '../../src/messages/message-sender.port.js';
import { ResidentService } from '../../src/people/resident.service.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { RosterService } from '../../src/roster/roster.service.js';
import { readWorkbook } from '../../src/roster/workbook-reader.js';
import type { Address } from '../../src/territory/territory.types.js';
import { openTestDatabase, TEST_SECRET, type TestDatabase } from './database.js';
import { ACCOUNT, query, RecordingSender, textFrom } from './messages-house.js';

/** Longer than any test: a busy machine is no slow model. */
const PATIENCE_MS = 600_000;
const SAMPLE = 'config/samples/guangming-street';

/** A whole service on a database of its own with the sample community, and perhaps a large model to ask. */
export class AdviceHouse {
  private isStopped = false;

  private constructor(
    readonly database: TestDatabase,
    private readonly house: INestApplicationContext,
    readonly sender: RecordingSender,
    readonly clock: MovableClock,
    private readonly dataDir: string,
    /** Every line that anybody logged. */
    readonly logged: readonly string[],
  ) {}

  static async open(advisor?: Partial<AdvisorSettings> & { url: string }): Promise<AdviceHouse> {
    const database = await openTestDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'linli-advice-'));
    const clock = new MovableClock();
    clock.standAt(parseMinute('2026-12-01 10:00') as Date);
    const sender = new RecordingSender();
    const logged: string[] = [];
    const settings = Object.assign(new Settings(), {
      databaseUrl: database.url,
      secretKeys: [TEST_SECRET],
      dataDir,
      port: 0,
      host: '127.0.0.1',
      channel: ACCOUNT,
      method: 'hefei-luyang',
      sendPerMinute: 0,
      keepDays: 0,
      ...(advisor && {
        advisor: {
          model: 'm-1',
          key: KEY,
          timeoutMs: PATIENCE_MS,
          priceIn: 0.8,
          priceOut: 2,
          ...advisor,
        },
      }),
    });
    const given = [{ provide: MessageSender, useValue: sender }];
    const channel = {
      module: SenderModule,
      global: true,
      providers: given,
      exports: [MessageSender],
    };
    const house = await NestFactory.createApplicationContext(
      AppModule.with({ settings, clock, channel, ticking: false }),
      { logger: new Listener(logged), abortOnError: false },
    );
    const opened = new AdviceHouse(database, house, sender, clock, dataDir, logged);
    await opened.settle();
    return opened;
  }

  get cases(): CaseService {
    return this.house.get(CaseService);
  }

  private async settle(): Promise<void> {
    const { workbook } = await readWorkbook(SAMPLE);
    const now = this.clock.now();
    await this.run(async (tx) => {
      await this.house.get(RosterService).apply(tx, workbook, now);
      await this.house.get(AccountService).loggedIn(tx, ACCOUNT, ACCOUNT, 'self', now);
    });
  }

  run: UnitOfWork['run'] = (work) => this.house.get(UnitOfWork).run(work);

  /** Somebody who lives there writes from now on under that name. */
  async resident(name: string, address: Address): Promise<void> {
    const now = this.clock.now();
    await this.run(async (tx) => {
      const person = { channelId: name, displayName: name };
      const contact = await this.house.get(ContactService).meet(tx, ACCOUNT, person, now);
      const ref = { accountId: ACCOUNT, contactId: contact.id };
      const home = await this.house
        .get(ResidentService)
        .bindHome(tx, ref, { address, name, way: 'chat' }, now);
      await this.house.get(ContactService).setCommunity(tx, contact.id, home.communityId);
    });
  }

  /** Somebody writes; resolves when it is stored, not when it is answered. */
  hears(name: string, text: string): Promise<void> {
    const from = { channelId: name, displayName: name };
    return this.house.get(InboxService).hear(textFrom(name, text, { from }));
  }

  /** Somebody writes. @returns what they are told */
  async says(name: string, text: string): Promise<string[]> {
    const before = this.sender.textsTo(name).length;
    await this.hears(name, text);
    await this.idle();
    return this.sender.textsTo(name).slice(before);
  }

  /** Resolves when everything is handled, answered, and looked at again. */
  async idle(): Promise<void> {
    await this.house.get(InboxWorker).idle();
    await this.house.get(SecondLookService).idle();
    await this.house.get(Dispatcher).idle();
  }

  /** Sends what is due; what is being handled goes on. */
  dispatch(): Promise<void> {
    return this.house.get(Dispatcher).idle();
  }

  rows<R extends Record<string, unknown>>(text: string): Promise<R[]> {
    return query<R>(this.database, text);
  }

  /** How enquiries were counted: `used 1`. */
  async outcomes(): Promise<string[]> {
    const rows = await this.rows<{ outcome: string; times: number }>(
      'select outcome, sum(times)::int as times from advice_use group by outcome order by outcome',
    );
    return rows.map(({ outcome, times }) => `${outcome} ${times}`);
  }

  /** Stops the service; its database can still be looked at. */
  async stop(): Promise<void> {
    if (!this.isStopped) await this.house.close();
    this.isStopped = true;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** Never to be seen in any log, answer or table. */
export const KEY = 'sk-never-to-be-seen';

/** Keeps what is logged, of every level. */
class Listener extends ConsoleLogger {
  constructor(private readonly lines: string[]) {
    super({ logLevels: ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'] });
  }

  protected override printMessages(messages: unknown[]): void {
    this.lines.push(...messages.map(String));
  }

  protected override printStackTrace(stack: string): void {
    this.lines.push(stack);
  }
}

@Module({})
class SenderModule {}
