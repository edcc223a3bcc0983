import pg from 'pg';
import { testServerUrl } from './test-server.js';

/** The database takes no new connections. @returns how it takes them again */
export async function refuseConnections(url: string): Promise<() => Promise<void>> {
  const name = databaseOf(url);
  await asAdmin((admin) => admin.query(`alter database "${name}" with allow_connections false`));
  return () =>
    asAdmin((admin) => admin.query(`alter database "${name}" with allow_connections true`));
}

/** Ends every connection to the database, as a crashed server would. */
export async function endConnections(url: string): Promise<void> {
  await asAdmin((admin) =>
    admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [
      databaseOf(url),
    ]),
  );
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function asAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: testServerUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
