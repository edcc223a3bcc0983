import type { DataSource } from 'typeorm';
import { Cipher } from '../../src/persistence/cipher.js';
import { dataSourceOptions, openDataSource } from '../../src/persistence/data-source.js';
import { TypeOrmUnitOfWork } from '../../src/persistence/typeorm-unit-of-work.js';
import type { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { copyOfTemplate } from './test-server.js';

/** Key of the sealed columns in tests. */
export const TEST_SECRET = 'a-key-that-only-tests-know';

/** A migrated database of a spec file's own. */
export interface TestDatabase {
  readonly url: string;
  readonly dataSource: DataSource;
  readonly unitOfWork: UnitOfWork;
  readonly cipher: Cipher;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

/** Opens one: in `beforeAll`, with `drop` in `afterAll`. Empty apart from the schema. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const database = await copyOfTemplate();
  const used = await useTestDatabase(database.url);
  return {
    ...used,
    drop: async () => {
      await used.drop();
      await database.drop();
    },
  };
}

/** Uses one that another process opened; `drop` closes the connections only. */
export async function useTestDatabase(url: string): Promise<TestDatabase> {
  const dataSource = await openDataSource(dataSourceOptions(url));
  return {
    url,
    dataSource,
    unitOfWork: new TypeOrmUnitOfWork(dataSource),
    cipher: new Cipher([TEST_SECRET]),
    drop: () => dataSource.destroy(),
  };
}
