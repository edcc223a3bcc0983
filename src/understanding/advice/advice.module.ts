import { Module } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { UnderstandingModule } from '../understanding.module.js';
import { Advisor } from './advisor.service.js';
import { ChatCompletions } from './chat-completions.js';
import { LanguageModel } from './language-model.port.js';

/** The large model, where the settings name one. Needs `Settings`, `Clock` and `UnitOfWork` from global modules. */
@Module({
  imports: [UnderstandingModule],
  providers: [
    {
      provide: LanguageModel,
      inject: [Settings],
      useFactory: ({ advisor }: Settings) => (advisor ? new ChatCompletions(advisor) : null),
    },
    Advisor,
  ],
  exports: [Advisor],
})
export class AdviceModule {}
