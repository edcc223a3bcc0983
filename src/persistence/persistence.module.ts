import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Settings } from '../config/settings.js';
import { Cipher } from './cipher.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { MemoryVersions } from './memory-versions.js';
import { TypeOrmUnitOfWork } from './typeorm-unit-of-work.js';
import { UnitOfWork } from './unit-of-work.js';

/**
 * The database of the service. Expects `Settings` from a global module, with `databaseUrl` naming a migrated database
 * (`main.ts` starts the embedded one and migrates before the house is built).
 */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Settings],
      useFactory: (settings: Settings) => ({
        ...dataSourceOptions(databaseUrlOf(settings)),
        retryAttempts: 1,
      }),
      dataSourceFactory: (options) => {
        if (!options) throw new Error('TypeORM gave no options');
        return openDataSource(options);
      },
    }),
  ],
  providers: [
    MemoryVersions,
    { provide: UnitOfWork, useClass: TypeOrmUnitOfWork },
    {
      provide: Cipher,
      inject: [Settings],
      useFactory: (settings: Settings) => new Cipher(settings.secretKeys),
    },
  ],
  exports: [UnitOfWork, Cipher, MemoryVersions],
})
export class PersistenceModule {}

function databaseUrlOf(settings: Settings): string {
  if (!settings.databaseUrl)
    throw new Error('settings.databaseUrl must be set before the service is built');
  return settings.databaseUrl;
}
