import { type DynamicModule, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Settings } from '../../config/settings.js';
import { Clock, SystemClock } from '../../kernel/clock.js';
import { PersistenceModule } from '../../persistence/persistence.module.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { RosterModule } from '../../roster/roster.module.js';
import { RosterService } from '../../roster/roster.service.js';
import { readWorkbook } from '../../roster/workbook-reader.js';
import type { WorldImport } from './service-protocol.types.js';
import { StageError } from './stage.port.js';

/** The few parts of the house that loading a roster needs. */
@Global()
@Module({})
class ImportModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: ImportModule,
      imports: [PersistenceModule, RosterModule],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Clock, useClass: SystemClock },
      ],
      exports: [Settings, Clock],
    };
  }
}

/**
 * Loads a roster into a migrated database, and leaves it.
 * @throws StageError with the first faults when the workbook is not right
 */
export async function importWorld(world: WorldImport): Promise<void> {
  const { workbook, errors } = await readWorkbook(world.path);
  if (errors.length > 0) {
    const told = errors
      .slice(0, 5)
      .map(
        (fault) =>
          `${fault.sheet} row ${fault.row} ${fault.column}: found ${fault.found}, expected ${fault.expected}`,
      );
    throw new StageError(`${world.path} is no roster: ${told.join('; ')}`);
  }
  const settings = Object.assign(new Settings(), {
    databaseUrl: world.databaseUrl,
    secretKeys: [world.secretKey],
    dataDir: world.dataDir,
  } satisfies Partial<Settings>);
  const app = await NestFactory.createApplicationContext(ImportModule.with(settings), {
    logger: ['error', 'fatal'],
  });
  try {
    const now = app.get(Clock).now();
    await app
      .get(UnitOfWork)
      .run((tx) => app.get(RosterService, { strict: false }).apply(tx, workbook, now));
  } finally {
    await app.close();
  }
}
