import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { PersistenceModule } from '../persistence/persistence.module.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { UnderstandingModule } from '../understanding/understanding.module.js';
import { atServiceDatabase, withPart } from './desk.js';

/** The few parts of the house that know the models. */
@Global()
@Module({})
class ModelDeskModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: ModelDeskModule,
      imports: [PersistenceModule, UnderstandingModule],
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
    };
  }
}

/** Works with a part that knows the models of the service's database, in one transaction, beside a running service or without one. */
export function atModelDesk<P, T>(
  part: Type<P>,
  work: (part: P, tx: Tx) => Promise<T>,
): Promise<T> {
  return atServiceDatabase((settings) => withPart(ModelDeskModule.with(settings), part, work));
}
