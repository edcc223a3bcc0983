import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/persistence/sql.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

describe('the unit of work', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
    await database.dataSource.query(
      'create table note (id bigint generated always as identity, text text not null unique)',
    );
  });
  afterAll(() => database.drop());

  const insert = 'insert into note (text) values ($1)';
  const has = (text: string) =>
    database.unitOfWork.autocommit((tx) =>
      sql(tx).first('select 1 from note where text = $1', [text]).then(Boolean),
    );

  it('commits when the work resolves, and hands on its result', async () => {
    const count = await database.unitOfWork.run((tx) => sql(tx).run(insert, ['kept']));
    expect([count, await has('kept')]).toEqual([1, true]);
  });

  it('rolls everything back when the work rejects, and hands on the reason', async () => {
    const failing = database.unitOfWork.run(async (tx) => {
      await sql(tx).run(insert, ['lost']);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await has('lost')).toBe(false);
  });

  it('shows nothing to others before the commit', async () => {
    await database.unitOfWork.run(async (tx) => {
      await sql(tx).run(insert, ['unseen']);
      expect(await has('unseen')).toBe(false);
    });
    expect(await has('unseen')).toBe(true);
  });

  it('calls back after the commit, never after a rollback', async () => {
    const heard: string[] = [];
    await database.unitOfWork.run(async (tx) => {
      database.unitOfWork.afterCommit(tx, () => heard.push('committed'));
      expect(heard).toEqual([]);
    });
    await database.unitOfWork
      .run(async (tx) => {
        database.unitOfWork.afterCommit(tx, () => heard.push('rolled back'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(heard).toEqual(['committed']);
  });

  it('keeps nothing, and says so, when a statement fails for which nobody waited', async () => {
    const failing = database.unitOfWork.run(async (tx) => {
      void sql(tx).later(insert, ['before']);
      void sql(tx).later(insert, ['kept']);
      void sql(tx).later(insert, ['behind']);
      return 'done';
    });
    await expect(failing).rejects.toThrow(/duplicate key/);
    expect([await has('before'), await has('behind')]).toEqual([false, false]);
    await database.unitOfWork.run(async (tx) => void sql(tx).later(insert, ['unwaited']));
    expect(await has('unwaited')).toBe(true);
  });

  const gathered =
    'insert into note (text) select text from json_to_recordset($1) as n (text text) order by text';

  it('writes gathered rows with one statement, before whatever is asked after them', async () => {
    const read =
      'select count(*)::int as count, count(distinct xmin::text || cmin::text)::int as statements';
    const seen = await database.unitOfWork.run((tx) => {
      for (const text of ['g1', 'g2', 'g3']) sql(tx).gather(gathered, { text });
      return sql(tx).first(`${read} from note where text like 'g%'`);
    });
    expect(seen).toEqual({ count: 3, statements: 1 });
  });

  it('gathers anew after what was gathered has left', async () => {
    await database.unitOfWork.run(async (tx) => {
      sql(tx).gather(gathered, { text: 'h1' });
      expect(await sql(tx).rows("select text from note where text like 'h%'")).toHaveLength(1);
      sql(tx).gather(gathered, { text: 'h2' });
    });
    expect([await has('h1'), await has('h2')]).toEqual([true, true]);
  });

  it('keeps nothing when a gathered row is refused', async () => {
    const failing = database.unitOfWork.run(async (tx) => {
      sql(tx).gather(gathered, { text: 'twice' });
      sql(tx).gather(gathered, { text: 'twice' });
    });
    await expect(failing).rejects.toThrow('duplicate key');
    expect(await has('twice')).toBe(false);
  });

  it('leaves a connection usable after a statement failed on it', async () => {
    for (const round of [1, 2, 3]) {
      const twice = database.unitOfWork.run((tx) => sql(tx).run(insert, ['kept']));
      await expect(twice).rejects.toThrow(/duplicate key/);
      expect(await database.unitOfWork.run((tx) => sql(tx).run(insert, [`after ${round}`]))).toBe(
        1,
      );
    }
  });

  it('survives that the server ends its connections', async () => {
    const killed = database.unitOfWork.run((tx) =>
      sql(tx).rows('select pg_terminate_backend(pg_backend_pid())'),
    );
    await expect(killed).rejects.toThrow();
    expect(await has('kept')).toBe(true);
  });

  it('serves more turns at a time than there are connections', async () => {
    const turns = Array.from({ length: 60 }, (_, index) =>
      database.unitOfWork.run((tx) => sql(tx).run(insert, [`turn ${index}`])),
    );
    expect((await Promise.all(turns)).length).toBe(60);
  });
});
