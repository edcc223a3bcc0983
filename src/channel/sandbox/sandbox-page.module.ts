import { join } from 'node:path';
import multipart from '@fastify/multipart';
import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Settings } from '../../config/settings.js';
import { SettingsError } from '../../config/settings-error.js';
import { MovableClock } from '../../kernel/clock.js';
import { AccountService } from '../../messages/account.service.js';
import { Dispatcher } from '../../messages/dispatcher.service.js';
import { InboxWorker } from '../../messages/inbox-worker.service.js';
import { TimerRunner } from '../../messages/timer-runner.service.js';
import { PeopleModule } from '../../people/people.module.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { TerritoryModule } from '../../territory/territory.module.js';
import { ChannelService } from '../channel.service.js';
import { CaseLifeReadModel } from './case-life.read-model.js';
import { MovedTime } from './moved-time.js';
import { SandboxBinder } from './sandbox-binder.service.js';
import { SandboxCastReadModel } from './sandbox-cast.read-model.js';
import { SandboxFileController } from './sandbox-file.controller.js';
import { SandboxFolder } from './sandbox-folder.js';
import { SandboxNetwork } from './sandbox-network.js';
import { SandboxPageController } from './sandbox-page.controller.js';
import { realChannelText } from './sandbox-page.texts.js';
import { SandboxPeople } from './sandbox-people.service.js';
import { SandboxPhoneController } from './sandbox-phone.controller.js';
import { SandboxPlaces } from './sandbox-places.service.js';
import { SandboxStream } from './sandbox-stream.service.js';
import { SandboxTime } from './sandbox-time.service.js';
import { SandboxUploads, UPLOAD_LIMIT_BYTES } from './sandbox-uploads.service.js';
import { SandboxWorldController } from './sandbox-world.controller.js';
import { TimeTravel } from './time-travel.js';

/** What the page plays with. */
export interface SandboxPageOptions {
  /** The same network that the channel's `SandboxServer` serves. */
  readonly network: SandboxNetwork;
  /** The clock of the house; it is set as far ahead as it was moved in earlier runs. */
  readonly clock: MovableClock;
  readonly settings: Settings;
}

/** The page of the sandbox channel with its HTTP interface. Loaded only when that is the channel. */
@Module({})
export class SandboxPageModule implements OnModuleInit {
  constructor(
    private readonly accounts: AccountService,
    private readonly unitOfWork: UnitOfWork,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  /** The room, furnished. */
  static with({ network, clock, settings }: SandboxPageOptions): DynamicModule {
    const folder = new SandboxFolder(join(settings.dataDir, 'sandbox'));
    const movedTime = new MovedTime(folder.path);
    movedTime.restore(clock);
    return {
      module: SandboxPageModule,
      imports: [PeopleModule, TerritoryModule],
      controllers: [
        SandboxPageController,
        SandboxPhoneController,
        SandboxFileController,
        SandboxWorldController,
      ],
      providers: [
        { provide: SandboxFolder, useValue: folder },
        { provide: MovedTime, useValue: movedTime },
        { provide: SandboxNetwork, useValue: network },
        { provide: MovableClock, useValue: clock },
        timeTravel,
        CaseLifeReadModel,
        SandboxBinder,
        SandboxCastReadModel,
        SandboxPeople,
        SandboxPlaces,
        SandboxStream,
        SandboxTime,
        SandboxUploads,
      ],
    };
  }

  /** @throws SettingsError when real people's talk is kept in the database */
  async onModuleInit(): Promise<void> {
    if (await this.unitOfWork.autocommit((tx) => this.accounts.holdsRealChannel(tx))) {
      throw new SettingsError([{ name: 'LINLI_CHANNEL', problem: realChannelText }]);
    }
    const server = this.adapterHost.httpAdapter?.getInstance();
    server?.register?.(multipart, {
      limits: { fileSize: UPLOAD_LIMIT_BYTES, files: 1, fields: 5 },
    });
  }
}

const timeTravel = {
  provide: TimeTravel,
  inject: [
    ChannelService,
    InboxWorker,
    TimerRunner,
    Dispatcher,
    UnitOfWork,
    MovableClock,
    SandboxStream,
  ],
  useFactory: (
    channel: ChannelService,
    inbox: InboxWorker,
    timers: TimerRunner,
    dispatcher: Dispatcher,
    unitOfWork: UnitOfWork,
    clock: MovableClock,
    stream: SandboxStream,
  ) =>
    new TimeTravel({ channel, inbox, timers, dispatcher, unitOfWork }, clock, () =>
      stream.clockMoves(true),
    ),
};
