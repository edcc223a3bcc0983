import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ChannelModule } from './channel/channel.module.js';
import type { SandboxServer } from './channel/sandbox/sandbox-server.js';
import { MethodProfile } from './config/method-profile.js';
import { loadMethodProfile } from './config/method-profile-loader.js';
import { Settings } from './config/settings.js';
import { ConversationModule } from './conversation/conversation.module.js';
import { minuteOfDayText } from './kernel/calendar.js';
import { Clock } from './kernel/clock.js';
import type { CrashPoints } from './messages/crash-points.js';
import { MessagesModule } from './messages/messages.module.js';
import { QuietHours } from './messages/quiet-hours.rules.js';
import { PersistenceModule } from './persistence/persistence.module.js';
import { RosterModule } from './roster/roster.module.js';
import { TicksModule } from './schedule/ticks.module.js';

/** What the house is built from. */
export interface HouseParts {
  /** With `databaseUrl` naming a migrated database. */
  readonly settings: Settings;
  readonly clock: Clock;
  /** The make-believe WeChat of the sandbox channel; needed when `settings.channel` is `sandbox`. */
  readonly sandbox?: SandboxServer;
  /** Where a test may kill the service. */
  readonly crashPoints?: CrashPoints;
  /** Whether the house looks after what is due by itself; transcripts drive it by hand. Default: yes. */
  readonly ticking?: boolean;
  /** In place of Wechaty: a global module that provides `MessageSender`. For benches. */
  readonly channel?: DynamicModule;
  /** Rooms that only some houses have: the sandbox page, the console. */
  readonly rooms?: readonly DynamicModule[];
}

/** What every room may ask for without importing a module. */
@Global()
@Module({})
class GroundFloorModule {
  static with({ settings, clock }: HouseParts): DynamicModule {
    return {
      module: GroundFloorModule,
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Clock, useValue: clock },
        { provide: MethodProfile, useFactory: () => loadMethodProfile(settings.method) },
      ],
      exports: [Settings, Clock, MethodProfile],
    };
  }
}

/** The whole house. */
@Module({})
export class AppModule {
  static with(parts: HouseParts): DynamicModule {
    const { settings, sandbox, crashPoints, channel, ticking = true, rooms = [] } = parts;
    const { from, to } = loadMethodProfile(settings.method).quietHours;
    const quietHours = new QuietHours(minuteOfDayText(from), minuteOfDayText(to));
    return {
      module: AppModule,
      imports: [
        GroundFloorModule.with(parts),
        PersistenceModule,
        MessagesModule.register({ quietHours, ...(crashPoints && { crashPoints }) }),
        RosterModule,
        ConversationModule,
        channel ?? ChannelModule.with({ ...(sandbox && { sandbox }) }),
        TicksModule.register({ enabled: ticking }),
        ...rooms,
      ],
    };
  }
}
