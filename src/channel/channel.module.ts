import { type DynamicModule, Module } from '@nestjs/common';
import { MessageSender } from '../messages/message-sender.port.js';
import { AccountRecorder } from './account-recorder.js';
import { ChannelService } from './channel.service.js';
import { ChannelSupervisor } from './channel-supervisor.js';
import { ContentReader } from './inbound/content-reader.js';
import { MediaReader } from './inbound/media-reader.js';
import { MessageMapper } from './inbound/message-mapper.js';
import { PuppetFactory } from './puppet-factory.js';
import { SandboxServer } from './sandbox/sandbox-server.js';
import { WechatyEar } from './wechaty-ear.js';
import { WechatySender } from './wechaty-sender.js';

/** What the channel is given from outside. */
export interface ChannelOptions {
  /** The make-believe WeChat, when the sandbox is the configured channel. */
  readonly sandbox?: SandboxServer;
}

/**
 * Wechaty, and everything that touches it. Global: gives `MessageSender` and `ChannelService` to the house, and expects
 * its `Settings`, `Clock`, `UnitOfWork` and the messages room.
 */
@Module({})
export class ChannelModule {
  /** The room, furnished. */
  static with({ sandbox }: ChannelOptions = {}): DynamicModule {
    return {
      module: ChannelModule,
      global: true,
      providers: [
        { provide: SandboxServer, useValue: sandbox ?? null },
        { provide: MessageSender, useClass: WechatySender },
        ChannelService,
        ChannelSupervisor,
        AccountRecorder,
        PuppetFactory,
        WechatyEar,
        MessageMapper,
        ContentReader,
        MediaReader,
      ],
      exports: [MessageSender, ChannelService],
    };
  }
}
