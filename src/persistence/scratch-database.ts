import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Settings } from '../config/settings.js';
import { OperationalError } from '../kernel/errors.js';
import {
  isEmbeddedRunning,
  useEmbeddedPostgres,
  useTemporaryPostgres,
} from './embedded/embedded-postgres.js';
import type { ServerSettings } from './embedded/postmaster.js';
import { migrate } from './migrator.js';
import { databaseTexts } from './persistence.texts.js';

/** A database of its own, for a test, a transcript or a bench. */
export interface ScratchDatabase {
  readonly name: string;
  readonly url: string;
  /** Removes it; whoever is still connected is sent away. */
  drop(): Promise<void>;
}

/** For a temporary server whose users crash processes, never the machine: nobody waits for the disk. */
export const NO_WAITING_FOR_DISK: ServerSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/** All scratch databases carry this, so that nobody takes them for a service's. */
const PREFIX = 'linli_scratch_';

/**
 * A place to make databases in, beside the service's and never touching it. Everything made here is dropped at `close`;
 * what a killed process left is dropped by the next one that opens the same server.
 */
export class ScratchServer {
  private made = 0;

  private constructor(
    private readonly admin: Client,
    readonly adminUrl: string,
    private readonly prefix: string,
    private readonly leaveServer: () => Promise<void>,
  ) {}

  /** @param adminUrl connection string of any database of the server; the account needs CREATEDB */
  static async on(
    adminUrl: string,
    leaveServer: () => Promise<void> = async () => undefined,
  ): Promise<ScratchServer> {
    const prefix = `${PREFIX}${randomBytes(5).toString('hex')}_`;
    const admin = await connect(adminUrl);
    // While we live our connection holds this lock; whoever can take it knows that the owner is gone.
    await admin.query('select pg_advisory_lock(hashtext($1))', [prefix]);
    const server = new ScratchServer(admin, adminUrl, prefix, leaveServer);
    await server.dropOrphans();
    return server;
  }

  /** An empty database, or a copy of a template that nobody is connected to. */
  async createDatabase(template?: ScratchDatabase): Promise<ScratchDatabase> {
    this.made += 1;
    return createDatabase(this.adminUrl, `${this.prefix}${this.made}`, template?.name);
  }

  /** A database with the newest schema. */
  async createMigrated(): Promise<ScratchDatabase> {
    const database = await this.createDatabase();
    await migrate(database.url);
    return database;
  }

  /** Drops everything that was made here and ends our use of the server. */
  async close(): Promise<void> {
    await this.dropAll(this.prefix);
    await this.admin.end();
    await this.leaveServer();
  }

  private async dropOrphans(): Promise<void> {
    const { rows } = await this.admin.query<{ prefix: string }>(
      "select distinct substring(datname from '^linli_scratch_[0-9a-f]{10}_') as prefix from pg_database where datname ~ '^linli_scratch_[0-9a-f]{10}_'",
    );
    for (const { prefix } of rows.filter((row) => row.prefix !== this.prefix)) {
      const lock = await this.admin.query<{ taken: boolean }>(
        'select pg_try_advisory_lock(hashtext($1)) as taken',
        [prefix],
      );
      if (!lock.rows[0]?.taken) continue;
      await this.dropAll(prefix).catch(() => undefined);
      await this.admin.query('select pg_advisory_unlock(hashtext($1))', [prefix]);
    }
  }

  private async dropAll(prefix: string): Promise<void> {
    const { rows } = await this.admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of rows)
      await this.admin.query(`drop database if exists "${datname}" with (force)`);
  }
}

/**
 * Opens the server that scratch databases go to: the one of `DATABASE_URL`; else the embedded one of the data folder
 * when the service is running on it; else one of its own in a temporary folder.
 * @param temporary how that temporary server is set up
 * @throws OperationalError when it cannot be reached or started
 */
export async function openScratchServer(
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  temporary: ServerSettings = {},
): Promise<ScratchServer> {
  if (settings.databaseUrl) return ScratchServer.on(settings.databaseUrl);
  const beside = await isEmbeddedRunning(settings.dataDir);
  const server = beside
    ? await useEmbeddedPostgres(settings.dataDir)
    : await useTemporaryPostgres(temporary);
  return ScratchServer.on(server.url('postgres'), () => server.leave());
}

/** A server in a temporary folder, whatever the settings say. */
export async function openTemporaryScratchServer(
  settings: ServerSettings = {},
): Promise<ScratchServer> {
  const server = await useTemporaryPostgres(settings);
  return ScratchServer.on(server.url('postgres'), () => server.leave());
}

/**
 * Makes a database on the server of the connection string.
 * @param template name of a database to copy; nobody may be connected to it
 */
export async function createDatabase(
  adminUrl: string,
  name: string,
  template?: string,
): Promise<ScratchDatabase> {
  await asAdmin(adminUrl, async (client) => {
    const strategy = await quickestCopy(client);
    await client.query(
      `create database "${name}" template "${template ?? 'template0'}"${strategy}`,
    );
  });
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.toString(),
    drop: () =>
      asAdmin(adminUrl, async (client) => {
        await client.query(`drop database if exists "${name}" with (force)`);
      }),
  };
}

/** Copying files costs half of writing pages to the log (PostgreSQL 15 on), but only where nobody waits for the disk. */
async function quickestCopy(client: Client): Promise<string> {
  const { rows } = await client.query<{ copies: boolean }>(
    "select current_setting('fsync') = 'off' and current_setting('server_version_num')::int >= 150000 as copies",
  );
  return rows[0]?.copies ? ' strategy file_copy' : '';
}

async function asAdmin(adminUrl: string, act: (client: Client) => Promise<void>): Promise<void> {
  const client = await connect(adminUrl);
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // The error of a running query reaches its caller as well; unheard here it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new OperationalError(
      'database.unavailable',
      databaseTexts.unreachable(reason),
      {},
      { cause: error },
    );
  }
}
