import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { ConversationModule } from '../conversation/conversation.module.js';
import { LessonTicker } from './lesson-ticker.service.js';
import { Ticker } from './ticker.service.js';

/** The service's ticks. Transcripts and tests leave them out and say themselves when to look. */
@Module({})
export class TicksModule {
  /** @param options `enabled` false: nothing ticks */
  static register(options: { readonly enabled: boolean }): DynamicModule {
    if (!options.enabled) return { module: TicksModule };
    const imports = [ScheduleModule.forRoot(), ConversationModule];
    return { module: TicksModule, imports, providers: [Ticker, LessonTicker] };
  }
}
