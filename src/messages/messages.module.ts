import { type DynamicModule, Module } from '@nestjs/common';
import { MethodProfile } from '../config/method-profile.js';
import { AccountRepository } from './account.repository.js';
import { AccountService } from './account.service.js';
import { AccountHoldRepository } from './account-hold.repository.js';
import { AccountLease } from './account-lease.service.js';
import { AccountSenders } from './account-senders.service.js';
import { ContactRepository } from './contact.repository.js';
import { ContactService } from './contact.service.js';
import { CrashPoints } from './crash-points.js';
import { DispatchRepository } from './dispatch.repository.js';
import { Dispatcher } from './dispatcher.service.js';
import { InboxRepository } from './inbox.repository.js';
import { InboxService } from './inbox.service.js';
import { InboxIntake } from './inbox-intake.service.js';
import { InboxWorker } from './inbox-worker.service.js';
import { MediaRepository } from './media/media.repository.js';
import { MediaStore } from './media/media-store.service.js';
import { MessageRetention } from './message-retention.service.js';
import { OutboxRepository } from './outbox.repository.js';
import { OutboxService } from './outbox.service.js';
import { QuietHours } from './quiet-hours.rules.js';
import { RemarkKeeper } from './remark-keeper.service.js';
import { RetentionRepository } from './retention.repository.js';
import { TimerRepository } from './timer.repository.js';
import { TimerService } from './timer.service.js';
import { TimerHandlers, TimerRunner } from './timer-runner.service.js';
import { Transmitter } from './transmitter.service.js';

const PRIVATE = [
  AccountHoldRepository,
  AccountRepository,
  AccountSenders,
  ContactRepository,
  DispatchRepository,
  InboxIntake,
  InboxRepository,
  MediaRepository,
  OutboxRepository,
  RetentionRepository,
  TimerRepository,
  Transmitter,
];

const FACE = [
  AccountLease,
  AccountService,
  ContactService,
  Dispatcher,
  InboxService,
  InboxWorker,
  MediaStore,
  MessageRetention,
  OutboxService,
  RemarkKeeper,
  TimerHandlers,
  TimerRunner,
  TimerService,
];

/** What may differ from one house to the next. */
export interface MessagesOptions {
  /** Default: the method profile's, where one is injected; else contracts §5. */
  readonly quietHours?: QuietHours;
  /** Default: nothing crashes on purpose. */
  readonly crashPoints?: CrashPoints;
}

/**
 * Inbox, outbox, dispatcher, timers and media. One instance in the whole house: `register` is called once, the module is
 * global. `MessageSender` and `InboxHandler` come from global modules of the rooms that implement them, like `Clock`,
 * `Cipher`, `UnitOfWork` and `Settings`.
 */
@Module({})
export class MessagesModule {
  /** The room, furnished. */
  static register({ quietHours, crashPoints }: MessagesOptions = {}): DynamicModule {
    return {
      module: MessagesModule,
      global: true,
      providers: [
        ...PRIVATE,
        ...FACE,
        {
          provide: QuietHours,
          inject: [{ token: MethodProfile, optional: true }],
          useFactory: (method?: MethodProfile) => quietHours ?? quietHoursOf(method),
        },
        { provide: CrashPoints, useValue: crashPoints ?? new CrashPoints() },
      ],
      exports: [...FACE, QuietHours, CrashPoints],
    };
  }
}

function quietHoursOf(method?: MethodProfile): QuietHours {
  return method
    ? QuietHours.between(method.quietHours.from, method.quietHours.to)
    : new QuietHours();
}
