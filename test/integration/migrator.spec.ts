import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { OperationalError } from '../../src/kernel/errors.js';
import { dataSourceOptions, openDataSource } from '../../src/persistence/data-source.js';
import { migrate, migrationFiles, migrationState } from '../../src/persistence/migrator.js';
import type { ScratchDatabase } from '../../src/persistence/scratch-database.js';
import { emptyDatabase } from '../support/test-server.js';

const COUNT = migrationFiles().length;

describe('migrating', () => {
  let database: ScratchDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await emptyDatabase();
    dataSource = await openDataSource(dataSourceOptions(database.url, 2));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });
  afterEach(() =>
    dataSource.query("delete from schema_migration where name like 'from_the_future%'"),
  );

  it('runs every migration once, however many processes start together', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
    expect(reports.map((report) => report.applied.length).sort()).toEqual([0, 0, COUNT]);
    expect(reports.map((report) => report.total)).toEqual([COUNT, COUNT, COUNT]);
    expect(await migrationState(dataSource)).toEqual({ pending: [], unknown: [] });
  });

  it('has nothing to do the second time', async () => {
    expect(await migrate(database.url)).toEqual({ applied: [], total: COUNT });
  });

  it('refuses a database of a newer version in one sentence, and leaves it as it was', async () => {
    await dataSource.query(
      "insert into schema_migration (timestamp, name) values (9999, 'from_the_future_0000000009999')",
    );
    const refusal = await migrate(database.url).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(OperationalError);
    expect(refusal).toMatchObject({ code: 'database.newer' });
    expect((refusal as Error).message).toContain('from_the_future');
    expect((refusal as Error).message).not.toContain('\n');
    expect((await migrationState(dataSource)).unknown).toHaveLength(1);
  });

  it('says that a database cannot be reached, without its password', async () => {
    const refusal = migrate('postgres://nobody:topsecret@127.0.0.1:1/none');
    await expect(refusal).rejects.toMatchObject({ code: 'database.unavailable' });
    await expect(refusal).rejects.not.toThrow(/topsecret/);
  });

  it('puts the community first in the key of every table of a community', async () => {
    const tables = await dataSource.query<{ table: string; key: string }[]>(
      `select c.table_name as table, k.column_name as key
         from information_schema.columns c
         join information_schema.table_constraints t
           on t.table_name = c.table_name and t.constraint_type = 'PRIMARY KEY' and t.table_schema = c.table_schema
         join information_schema.key_column_usage k
           on k.constraint_name = t.constraint_name and k.ordinal_position = 1 and k.table_schema = c.table_schema
        where c.table_schema = 'public' and c.column_name = 'community_id'`,
    );
    const otherwise = tables
      .filter((each) => each.key !== 'community_id')
      .map((each) => each.table);
    // Contacts and bindings are found before the community is known; the account comes first there.
    expect(otherwise.sort()).toEqual(['binding', 'contact']);
  });
});
