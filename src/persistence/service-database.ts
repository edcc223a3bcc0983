import { dirname } from 'node:path';
import { Client } from 'pg';
import type { Settings } from '../config/settings.js';
import { useEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { type MigrationReport, migrate } from './migrator.js';
import { admitSecretKeys } from './secret-keys.js';

/** Name of the service's database on the embedded server. */
export const EMBEDDED_DATABASE = 'linli';

/** The service's own database, ready to use. */
export interface ServiceDatabase {
  readonly url: string;
  readonly migration: MigrationReport;
  /** Where the embedded database is, when PostgreSQL's account could not reach the data folder. */
  readonly elsewhere?: string;
  /** Ends our use; the embedded server stops with its last user. Close all connections before. */
  leave(): Promise<void>;
}

/**
 * Opens the database of `DATABASE_URL`, else the embedded one of the data folder, and brings it to the newest schema.
 * Commands may do so beside a running service.
 * @throws OperationalError when it cannot be reached, started or migrated; SettingsError when the secret keys are not
 *   those that it was used with
 */
export async function useServiceDatabase(
  settings: Pick<Settings, 'databaseUrl' | 'dataDir' | 'secretKeys'>,
): Promise<ServiceDatabase> {
  if (settings.databaseUrl) {
    const migration = await migrate(settings.databaseUrl);
    await admitSecretKeys(settings.databaseUrl, settings.secretKeys);
    return { url: settings.databaseUrl, migration, leave: async () => undefined };
  }
  const server = await useEmbeddedPostgres(settings.dataDir);
  try {
    await createWhenMissing(server.url('postgres'));
    const url = server.url(EMBEDDED_DATABASE);
    const migration = await migrate(url);
    await admitSecretKeys(url, settings.secretKeys);
    const elsewhere = dirname(server.serverDir) === settings.dataDir ? undefined : server.serverDir;
    return { url, migration, elsewhere, leave: () => server.leave() };
  } catch (error) {
    await server.leave();
    throw error;
  }
}

async function createWhenMissing(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [
      EMBEDDED_DATABASE,
    ]);
    if (rowCount === 0)
      await client.query(`create database ${EMBEDDED_DATABASE} template template0`);
  } catch (error) {
    // Another process made it in the same moment.
    if ((error as { code?: string }).code !== '42P04') throw error;
  } finally {
    await client.end();
  }
}
