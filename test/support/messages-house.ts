import { Logger, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { Settings } from '../../src/config/settings.js';
import { Clock, MovableClock } from '../../src/kernel/clock.js';
import { AccountService } from '../../src/messages/account.service.js';
import type { CrashPoint } from '../../src/messages/crash-points.js';
import { CrashPoints } from '../../src/messages/crash-points.js';
import { Dispatcher } from '../../src/messages/dispatcher.service.js';
import { InboxService } from '../../src/messages/inbox.service.js';
import type { HeardMessage } from '../../src/messages/inbox.types.js';
import { InboxHandler } from '../../src/messages/inbox-handler.port.js';
import { InboxWorker } from '../../src/messages/inbox-worker.service.js';
import { MessageSender, type SendTarget } from '../../src/messages/message-sender.port.js';
import { MessagesModule } from '../../src/messages/messages.module.js';
import type { InboundMessage, OutboundContent } from '../../src/messages/messages.types.js';
import { Cipher } from '../../src/persistence/cipher.js';
import { sql } from '../../src/persistence/sql.js';
import { type Tx, UnitOfWork } from '../../src/persistence/unit-of-work.js';
import type { TestDatabase } from './database.js';

export const ACCOUNT = 'linli';

/** A channel that only remembers, and fails when told to. */
export class RecordingSender extends MessageSender {
  readonly sent: { to: string; text: string }[] = [];
  readonly remarks = new Map<string, string>();
  isAway = false;
  /** Throws to make a send fail, or holds it up. */
  before: (target: SendTarget, text: string) => void | Promise<void> = () => undefined;

  async send(target: SendTarget, content: OutboundContent): Promise<string> {
    const text = content.kind === 'text' ? content.text : `[${content.kind}]`;
    await this.before(target, text);
    this.sent.push({ to: target.channelId, text });
    return `sent-${this.sent.length}`;
  }

  async keepRemark(target: SendTarget, remark: string): Promise<void> {
    this.remarks.set(target.channelId, remark);
  }

  isReady(): boolean {
    return !this.isAway;
  }

  textsTo(channelId: string): string[] {
    return this.sent.filter(({ to }) => to === channelId).map(({ text }) => text);
  }
}

/** A handler that marks the message and then does what the test says, in one transaction. */
export class ScriptedHandler extends InboxHandler {
  inbox!: InboxService;
  readonly handled: HeardMessage[] = [];
  readonly givenUp: HeardMessage[] = [];
  turn: (tx: Tx, message: HeardMessage) => Promise<void> = async () => undefined;
  apologise: (tx: Tx, message: HeardMessage) => Promise<void> = async () => undefined;

  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  async handle(message: HeardMessage): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.inbox.markHandled(tx, message);
      await this.turn(tx, message);
    });
    this.handled.push(message);
  }

  async handleTogether(messages: readonly HeardMessage[]): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.inbox.markHandled(tx, ...messages);
      for (const message of messages) await this.turn(tx, message);
    });
    this.handled.push(...messages);
  }

  async giveUp(message: HeardMessage): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.inbox.markFailed(tx, message);
      await this.apologise(tx, message);
    });
    this.givenUp.push(message);
  }

  texts(): string[] {
    return this.handled.map(({ message }) => textOf(message));
  }
}

/** Throws at a chosen point, as near to dying as one process can come. */
export class ScriptedCrash extends CrashPoints {
  at: CrashPoint | undefined;

  override reach(point: CrashPoint): void {
    if (point === this.at) throw new Error(`crashed at ${point}`);
  }
}

export interface MessagesHouse {
  readonly module: TestingModule;
  readonly clock: MovableClock;
  readonly sender: RecordingSender;
  readonly handler: ScriptedHandler;
  readonly crash: ScriptedCrash;
  readonly inbox: InboxService;
  readonly worker: InboxWorker;
  readonly dispatcher: Dispatcher;
  /** Lets everything run that can run now. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly clock?: MovableClock;
  readonly sender?: RecordingSender;
  readonly sendPerMinute?: number;
  readonly dataDir?: string;
}

/** The room `messages`, furnished on a test database, with a scripted channel and handler; its account is logged in. */
export async function openMessagesHouse(
  database: TestDatabase,
  options: HouseOptions = {},
): Promise<MessagesHouse> {
  const clock = options.clock ?? new MovableClock();
  const sender = options.sender ?? new RecordingSender();
  const handler = new ScriptedHandler(database.unitOfWork);
  const crash = new ScriptedCrash();
  const settings = Object.assign(new Settings(), {
    sendPerMinute: options.sendPerMinute ?? 0,
    dataDir: options.dataDir ?? '/nowhere',
  });
  const given = [
    { provide: Clock, useValue: clock },
    { provide: Settings, useValue: settings },
    { provide: Cipher, useValue: database.cipher },
    { provide: UnitOfWork, useValue: database.unitOfWork },
    { provide: DataSource, useValue: database.dataSource },
    { provide: MessageSender, useValue: sender },
    { provide: InboxHandler, useValue: handler },
  ];
  const module = await Test.createTestingModule({
    imports: [
      { module: GivenModule, global: true, providers: given, exports: given },
      MessagesModule.register({ crashPoints: crash }),
    ],
  }).compile();
  // Failures are what many of these tests are about.
  Logger.overrideLogger(false);
  handler.inbox = module.get(InboxService);
  const worker = module.get(InboxWorker);
  const dispatcher = module.get(Dispatcher);
  await database.unitOfWork.run((tx) =>
    module.get(AccountService).loggedIn(tx, ACCOUNT, 'sandbox', 'self', clock.now()),
  );
  return {
    module,
    clock,
    sender,
    handler,
    crash,
    inbox: handler.inbox,
    worker,
    dispatcher,
    settle: async () => {
      await worker.idle();
      await dispatcher.idle();
    },
    close: async () => {
      await worker.stop();
      await dispatcher.stop();
      await module.close();
    },
  };
}

@Module({})
class GivenModule {}

let written = 0;

/** Somebody writes a text. */
export function textFrom(channelId: string, text: string, more: Partial<InboundMessage> = {}) {
  written += 1;
  const message: InboundMessage = {
    accountId: ACCOUNT,
    channelMessageId: `m${written}`,
    from: { channelId, displayName: `${channelId}的名字` },
    sentAt: new Date('2026-12-01T01:00:00Z'),
    content: { kind: 'text', text },
  };
  return { ...message, ...more };
}

export function textOf(message: InboundMessage): string {
  return message.content.kind === 'text' ? message.content.text : `[${message.content.kind}]`;
}

/** Runs a query of a test against the tables. */
export function query<R extends Record<string, unknown>>(
  database: TestDatabase,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  return database.unitOfWork.autocommit((tx) => sql(tx).rows<R>(text, values));
}
