import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { OperationalError } from '../kernel/errors.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { databaseTexts } from './persistence.texts.js';

/** Where the numbered SQL files are; copied beside the compiled code by the build. */
const MIGRATIONS_DIR = join(import.meta.dirname, 'migrations');

/** `0003_cases.sql` */
const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/** TypeORM's table of the migrations that a database holds. */
const TABLE = 'schema_migration';

/** The oldest PostgreSQL that Linli is tested on. */
export const OLDEST_POSTGRES = 15;

/** Key of the advisory lock ("LINL" as a number): processes that start together migrate one after the other. */
const LOCK_KEY = 0x4c494e4c;

type MigrationClass = new () => MigrationInterface;

/** What `migrate` did. */
export interface MigrationReport {
  /** Names of the migrations that were run now, in order. */
  readonly applied: readonly string[];
  /** How many migrations the database holds. */
  readonly total: number;
}

/**
 * Brings a database to the newest schema, each migration in a transaction of its own.
 * @param upTo only the first so many migrations (tests of upgrades)
 * @throws OperationalError `database.unavailable`, `database.too-old`, or `database.newer` when the database holds a
 *   migration that this version does not know
 */
export async function migrate(
  url: string,
  upTo = Number.POSITIVE_INFINITY,
): Promise<MigrationReport> {
  const migrations = migrationClasses().slice(0, upTo);
  const dataSource = await openDataSource({
    ...dataSourceOptions(url, 2),
    migrations,
    migrationsTableName: TABLE,
  });
  try {
    return await underLock(dataSource, () => run(dataSource));
  } finally {
    await dataSource.destroy();
  }
}

/** How far a database is: migrations that it lacks, and ones that this version does not know. Changes nothing. */
export async function migrationState(
  dataSource: DataSource,
): Promise<{ pending: string[]; unknown: string[] }> {
  const known = migrationClasses().map(nameOf);
  const held = await heldMigrations(dataSource);
  return {
    pending: known.filter((name) => !held.includes(name)),
    unknown: held.filter((name) => !known.includes(name)),
  };
}

/** The numbers and titles of all migrations, oldest first, as `0001_messages`. */
export function migrationFiles(): string[] {
  const files = readdirSync(MIGRATIONS_DIR)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return files.map((file, index) => {
    const match = FILE_NAME.exec(file);
    if (Number(match?.[1]) !== index + 1) throw new Error(`migration out of order: ${file}`);
    return file.slice(0, -'.sql'.length);
  });
}

async function run(dataSource: DataSource): Promise<MigrationReport> {
  await refuseOldServer(dataSource);
  const { unknown } = await migrationState(dataSource);
  if (unknown.length > 0) {
    throw new OperationalError('database.newer', databaseTexts.newer(unknown));
  }
  const applied = await dataSource.runMigrations({ transaction: 'each' });
  const held = await heldMigrations(dataSource);
  return { applied: applied.map((each) => each.name), total: held.length };
}

async function refuseOldServer(dataSource: DataSource): Promise<void> {
  const [row] = await dataSource.query<{ major: number }[]>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  const major = row?.major ?? 0;
  if (major >= OLDEST_POSTGRES) return;
  throw new OperationalError('database.too-old', databaseTexts.tooOld(major, OLDEST_POSTGRES));
}

async function heldMigrations(dataSource: DataSource): Promise<string[]> {
  const [table] = await dataSource.query<{ there: boolean }[]>(
    'select to_regclass($1) is not null as there',
    [TABLE],
  );
  if (!table?.there) return [];
  const rows = await dataSource.query<{ name: string }[]>(`select name from ${TABLE} order by id`);
  return rows.map((row) => row.name);
}

/** The lock belongs to a connection of its own: a transaction's would end with the first migration. */
async function underLock<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const holder: QueryRunner = dataSource.createQueryRunner();
  await holder.connect();
  try {
    await holder.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    return await work();
  } finally {
    await holder.query('select pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
    await holder.release();
  }
}

function migrationClasses(): MigrationClass[] {
  return migrationFiles().map(migrationOf);
}

function migrationOf(file: string): MigrationClass {
  return class implements MigrationInterface {
    // TypeORM orders by the thirteen digits at the end of the name.
    readonly name = `${file.slice(5)}_${file.slice(0, 4).padStart(13, '0')}`;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(readFileSync(join(MIGRATIONS_DIR, `${file}.sql`), 'utf8'));
    }

    down(): Promise<void> {
      throw new Error('migrations only go forward; restore a backup instead');
    }
  };
}

function nameOf(migration: MigrationClass): string {
  return String(new migration().name);
}
