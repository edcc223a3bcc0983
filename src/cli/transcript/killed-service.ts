import { dataSourceOptions, openDataSource } from '../../persistence/data-source.js';

/** How long a connection may take to end once it was told to. */
const END_TIMEOUT_MS = 5000;

/**
 * Ends what a killed service left open in its database, and waits for it: until then its locks hold, and how soon the
 * server notices by itself is chance.
 */
export async function endConnectionsOf(databaseUrl: string): Promise<void> {
  const dataSource = await openDataSource(dataSourceOptions(databaseUrl, 1));
  try {
    await dataSource.query(
      `select pg_terminate_backend(pid, $1) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
      [END_TIMEOUT_MS],
    );
  } finally {
    await dataSource.destroy();
  }
}
