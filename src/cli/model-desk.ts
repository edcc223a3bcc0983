import { type DynamicModule, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadEnvironment } from '../config/environment.js';
import { readSettings } from '../config/read-settings.js';
import { Settings } from '../config/settings.js';
import { PersistenceModule } from '../persistence/persistence.module.js';
import { useServiceDatabase } from '../persistence/service-database.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import { CategoryVersions } from '../understanding/category-versions.service.js';
import { UnderstandingModule } from '../understanding/understanding.module.js';

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

/** Works on the models of the service's database in one transaction, beside a running service or without one. */
export async function atModelDesk<T>(
  work: (versions: CategoryVersions, tx: Tx) => Promise<T>,
): Promise<T> {
  const settings = readSettings(loadEnvironment());
  const database = await useServiceDatabase(settings);
  try {
    const complete = Object.assign(new Settings(), settings, { databaseUrl: database.url });
    const app = await NestFactory.createApplicationContext(ModelDeskModule.with(complete), {
      logger: ['error', 'fatal'],
      abortOnError: false,
    });
    try {
      const versions = app.get(CategoryVersions, { strict: false });
      return await app.get(UnitOfWork, { strict: false }).run((tx) => work(versions, tx));
    } finally {
      await app.close();
    }
  } finally {
    await database.leave();
  }
}
