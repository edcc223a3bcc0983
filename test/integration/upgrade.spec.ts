import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { dataSourceOptions, openDataSource } from '../../src/persistence/data-source.js';
import { migrate, migrationFiles } from '../../src/persistence/migrator.js';
import { emptyDatabase } from '../support/test-server.js';

const SEEDS = join(import.meta.dirname, '../support/upgrade-seeds');
const FILES = migrationFiles();

type Contents = Record<string, Record<string, unknown>[]>;

/** Every row of every table of ours, as JSON. */
async function contents(dataSource: DataSource): Promise<Contents> {
  const tables = await dataSource.query<{ name: string }[]>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'schema_migration'",
  );
  const all: Contents = {};
  for (const { name } of tables) {
    const rows = await dataSource.query<{ row: Record<string, unknown> }[]>(
      `select to_jsonb(t) as row from "${name}" t order by to_jsonb(t)::text`,
    );
    all[name] = rows.map((each) => each.row);
  }
  return all;
}

/** A database as the version with the first `count` migrations would have left it, with rows in every table. */
async function withDatabaseOf(
  count: number,
  work: (dataSource: DataSource, url: string) => Promise<void>,
): Promise<void> {
  const database = await emptyDatabase();
  await migrate(database.url, count);
  const dataSource = await openDataSource(dataSourceOptions(database.url, 2));
  try {
    for (const file of FILES.slice(0, count)) {
      await dataSource.query(readFileSync(join(SEEDS, `${file}.sql`), 'utf8'));
    }
    await work(dataSource, database.url);
  } finally {
    await dataSource.destroy();
    await database.drop();
  }
}

describe('an upgrade', () => {
  it.each(FILES.map((file, index) => [file, index + 1] as const))(
    'from %s keeps every row of every table',
    async (_file, count) => {
      await withDatabaseOf(count, async (dataSource, url) => {
        const before = await contents(dataSource);
        const unseeded = Object.keys(before).filter((table) => before[table]?.length === 0);
        expect(unseeded).toEqual([]);

        const report = await migrate(url);
        expect([report.applied.length, report.total]).toEqual([FILES.length - count, FILES.length]);

        const after = await contents(dataSource);
        for (const [table, rows] of Object.entries(before)) {
          expect(after[table]).toEqual(rows.map((row) => expect.objectContaining(row)));
        }
      });
    },
  );
});
