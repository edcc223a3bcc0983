import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/persistence/sql.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

describe('unit of work', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
    await database.dataSource.query(
      'create table note (id bigint generated always as identity, text text not null)',
    );
  });
  afterAll(() => database.drop());

  const notes = () =>
    database.unitOfWork.autocommit(async (tx) =>
      (await sql(tx).rows('select text from note order by id')).map((row) => row.text),
    );

  it('commits when the work resolves', async () => {
    await database.unitOfWork.run((tx) =>
      sql(tx).run('insert into note (text) values ($1)', ['kept']),
    );
    expect(await notes()).toContain('kept');
  });
});
