import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { useEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { migrationState } from './migrator.js';
import { EMBEDDED_DATABASE } from './service-database.js';
import { TypeOrmUnitOfWork } from './typeorm-unit-of-work.js';
import type { UnitOfWork } from './unit-of-work.js';

/** What a look at the service's database shows; nothing is changed by looking. */
export interface DatabaseInspection {
  /** Such as 18. */
  readonly majorVersion: number;
  /** Migrations that the next start will run. */
  readonly pending: readonly string[];
  /** Migrations of a newer Linli. */
  readonly unknown: readonly string[];
  /** The database's clock. */
  readonly now: Date;
  readonly unitOfWork: UnitOfWork;
}

/**
 * Looks at the service's database, beside a running service or without one. The embedded server is started for the
 * time being when it does not run.
 * @returns undefined when no service was ever started on the data folder
 * @throws OperationalError when the database cannot be reached or started
 */
export async function inspectDatabase<T>(
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  work: (inspection: DatabaseInspection) => Promise<T>,
): Promise<T | undefined> {
  if (settings.databaseUrl) return inspect(settings.databaseUrl, work);
  if (!existsSync(join(settings.dataDir, 'embedded.json'))) return undefined;
  const server = await useEmbeddedPostgres(settings.dataDir);
  try {
    return await inspect(server.url(EMBEDDED_DATABASE), work);
  } finally {
    await server.leave();
  }
}

async function inspect<T>(
  url: string,
  work: (inspection: DatabaseInspection) => Promise<T>,
): Promise<T> {
  const dataSource = await openDataSource(dataSourceOptions(url, 2));
  try {
    return await work({
      ...(await look(dataSource)),
      unitOfWork: new TypeOrmUnitOfWork(dataSource),
    });
  } finally {
    await dataSource.destroy();
  }
}

async function look(dataSource: DataSource): Promise<Omit<DatabaseInspection, 'unitOfWork'>> {
  const state = await migrationState(dataSource);
  const [row] = await dataSource.query<{ major: number; now: Date }[]>(
    "select current_setting('server_version_num')::int / 10000 as major, clock_timestamp() as now",
  );
  if (!row) throw new Error('PostgreSQL answered nothing');
  return { majorVersion: row.major, now: row.now, ...state };
}
