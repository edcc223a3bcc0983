import { DataSource, type DataSourceOptions } from 'typeorm';
import { OperationalError } from '../kernel/errors.js';
import { databaseTexts } from './persistence.texts.js';

/**
 * Connections of one process. Turns hold one each and are short; measured on 2 cores, throughput no longer grows
 * beyond 16 at a time (STACK table, November 2026). The rest is for the dispatcher, timers and the console.
 */
export const POOL_SIZE = 20;

const CONNECT_TIMEOUT_MS = 10_000;

/** A transaction of ours never waits on a person or a gateway; one that stands still this long is a bug. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

/**
 * Sessions think in UTC whatever the server's zone: what is text in a query means the same everywhere. Statements are
 * few and short: planning one anew for each set of values, or compiling it, would cost more than running it.
 */
const SESSION = '-c timezone=UTC -c plan_cache_mode=force_generic_plan -c jit=off';

/** Options of TypeORM for a database; `synchronize` stays off, the schema is made by migrations alone. */
export function dataSourceOptions(url: string, poolSize = POOL_SIZE): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'linli',
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    extra: {
      keepAlive: true,
      // Statements that do not wait for one another travel together: one round trip for all that a turn has to load.
      pipeline: true,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      options: SESSION,
    },
    // A connection that dies while idle is replaced at the next use; it must not end the process.
    poolErrorHandler: () => undefined,
  };
}

/**
 * Connects to a database.
 * @throws OperationalError `database.unavailable`; the message never holds the connection string
 */
export async function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  const dataSource = new DataSource(options);
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw new OperationalError(
      'database.unavailable',
      databaseTexts.unreachable(error instanceof Error ? error.message : String(error)),
      {},
      { cause: error },
    );
  }
}
