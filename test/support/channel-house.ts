import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { ChannelModule } from '../../src/channel/channel.module.js';
import { ChannelService } from '../../src/channel/channel.service.js';
import { ChannelSupervisor } from '../../src/channel/channel-supervisor.js';
import type { SandboxServer } from '../../src/channel/sandbox/sandbox-server.js';
import { Settings } from '../../src/config/settings.js';
import { Clock, MovableClock } from '../../src/kernel/clock.js';
import { Dispatcher } from '../../src/messages/dispatcher.service.js';
import { InboxService } from '../../src/messages/inbox.service.js';
import type { HeardMessage } from '../../src/messages/inbox.types.js';
import { InboxHandler } from '../../src/messages/inbox-handler.port.js';
import { InboxWorker } from '../../src/messages/inbox-worker.service.js';
import { MediaStore } from '../../src/messages/media/media-store.service.js';
import { MessageSender } from '../../src/messages/message-sender.port.js';
import { MessagesModule } from '../../src/messages/messages.module.js';
import type { MessageContent } from '../../src/messages/messages.types.js';
import { RemarkKeeper } from '../../src/messages/remark-keeper.service.js';
import { Cipher } from '../../src/persistence/cipher.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import type { TestDatabase } from './database.js';
import { ScriptedHandler } from './messages-house.js';

/** Pauses so short that a test sees every way back within a second. */
export const QUICK_RETURN = {
  absentMs: [50],
  loggedOutMs: [400],
  scanMs: 400,
  silenceMs: 60_000,
};

/** The rooms `messages` and `channel` with real Wechaty and a real database; what is heard ends in a scripted handler. */
export interface ChannelHouse {
  readonly clock: MovableClock;
  readonly channel: ChannelService;
  readonly sender: MessageSender;
  readonly media: MediaStore;
  readonly dispatcher: Dispatcher;
  readonly remarks: RemarkKeeper;
  /** Everything handled so far, in order. */
  readonly heard: HeardMessage[];
  get<T>(part: abstract new (...args: never[]) => T): T;
  /** Lets everything that was said be heard and handled, and everything due be sent. */
  settle(): Promise<void>;
  /** What the schedule does once a second. */
  tick(): Promise<void>;
  /** What a person said, by display name, oldest first. */
  contentsFrom(displayName: string): MessageContent[];
  close(): Promise<void>;
}

export interface ChannelHouseOptions {
  readonly channel?: string;
  readonly sandbox?: SandboxServer;
  readonly clock?: MovableClock;
  /** Whether to wait until what can be had at the start is there; a gateway may be away for long. Default: yes. */
  readonly isWaitedFor?: boolean;
  /** Told of everything that is handled. */
  readonly onHeard?: (message: HeardMessage) => void;
}

/** Opens the house and starts the channel; it is logged in when the sandbox is. */
export async function openChannelHouse(
  database: TestDatabase,
  options: ChannelHouseOptions,
): Promise<ChannelHouse> {
  const dataDir = await mkdtemp(join(tmpdir(), 'linli-channel-'));
  const { channel = 'sandbox', sandbox, clock = new MovableClock(), isWaitedFor = true } = options;
  const handler = new ScriptedHandler(database.unitOfWork);
  const settings = Object.assign(new Settings(), { channel, dataDir, sendPerMinute: 0 });
  const given = [
    { provide: Clock, useValue: clock },
    { provide: Settings, useValue: settings },
    { provide: Cipher, useValue: database.cipher },
    { provide: UnitOfWork, useValue: database.unitOfWork },
    { provide: DataSource, useValue: database.dataSource },
    { provide: InboxHandler, useValue: handler },
  ];
  const imports = [
    { module: GivenModule, global: true, providers: given, exports: given },
    MessagesModule.register(),
    ChannelModule.with({ sandbox }),
  ];
  const module = await Test.createTestingModule({ imports }).compile();
  module.useLogger(false);
  await module.init();
  handler.inbox = module.get(InboxService);
  module.get(ChannelSupervisor).pace = QUICK_RETURN;
  const service = module.get(ChannelService);
  const worker = module.get(InboxWorker);
  const dispatcher = module.get(Dispatcher);
  const settle = async () => {
    await service.idle();
    await worker.poll();
    await worker.idle();
    await dispatcher.poll();
    await dispatcher.idle();
    await service.idle();
  };
  handler.turn = async (_tx, message) => options.onHeard?.(message);
  await service.start();
  if (isWaitedFor) await settle();
  return {
    clock,
    channel: service,
    sender: module.get(MessageSender),
    media: module.get(MediaStore),
    dispatcher,
    remarks: module.get(RemarkKeeper),
    heard: handler.handled,
    get: (part) => module.get(part),
    settle,
    tick: async () => {
      await service.tick();
      await worker.poll();
      await dispatcher.poll();
    },
    contentsFrom: (displayName) =>
      handler.handled
        .filter(({ message }) => message.from.displayName === displayName)
        .map(({ message }) => message.content),
    close: async () => {
      await service.stop();
      await worker.stop();
      await dispatcher.stop();
      await module.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

@Module({})
class GivenModule {}
