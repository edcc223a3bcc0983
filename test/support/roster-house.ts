import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { PeopleModule } from '../../src/people/people.module.js';
import { Cipher } from '../../src/persistence/cipher.js';
import { MemoryVersions } from '../../src/persistence/memory-versions.js';
import { sql } from '../../src/persistence/sql.js';
import type { Tx } from '../../src/persistence/unit-of-work.js';
import { RosterModule } from '../../src/roster/roster.module.js';
import { type RosterReport, RosterService } from '../../src/roster/roster.service.js';
import type { RosterWorkbook } from '../../src/roster/roster.types.js';
import { readWorkbook } from '../../src/roster/workbook-reader.js';
import { TerritoryModule } from '../../src/territory/territory.module.js';
import { openTestDatabase, type TestDatabase } from './database.js';

/** A Tuesday morning, Asia/Shanghai. */
export const NOW = new Date('2026-12-01T09:00:00+08:00');

/** The rooms territory, people and roster on a real database. */
export class RosterHouse {
  private constructor(
    readonly database: TestDatabase,
    private readonly parts: {
      get<T>(part: abstract new (...args: never[]) => T): T;
      close(): Promise<void>;
    },
  ) {}

  static async open(cipher?: Cipher): Promise<RosterHouse> {
    const database = await openTestDatabase();
    return RosterHouse.on(database, cipher ?? database.cipher);
  }

  /** Another house on the same database, with a key of its own. */
  static async on(database: TestDatabase, cipher: Cipher): Promise<RosterHouse> {
    @Global()
    @Module({
      providers: [{ provide: Cipher, useValue: cipher }, MemoryVersions],
      exports: [Cipher, MemoryVersions],
    })
    class KeyModule {}
    const module = await Test.createTestingModule({
      imports: [KeyModule, TerritoryModule, PeopleModule, RosterModule],
    }).compile();
    const get = <T>(part: abstract new (...args: never[]) => T) =>
      module.get<T>(part, { strict: false });
    return new RosterHouse(database, { get, close: () => module.close() });
  }

  get<T>(part: abstract new (...args: never[]) => T): T {
    return this.parts.get(part);
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.unitOfWork.run(work);
  }

  /** Imports a folder or file of the tree, or a workbook made by the test. */
  async load(source: string | RosterWorkbook, now = NOW): Promise<RosterReport> {
    const workbook = typeof source === 'string' ? (await readWorkbook(source)).workbook : source;
    return this.run((tx) => this.get(RosterService).apply(tx, workbook, now));
  }

  /** First column of all rows. */
  async column(text: string, values: readonly unknown[] = []): Promise<unknown[]> {
    const rows = await this.run((tx) => sql(tx).rows<Record<string, unknown>>(text, values));
    return rows.map((row) => Object.values(row)[0]);
  }

  async close(): Promise<void> {
    await this.parts.close();
    await this.database.drop();
  }
}

/** A contact by number; only its ids matter to these rooms. */
export function contact(id: number): { accountId: string; contactId: string } {
  return { accountId: 'test', contactId: String(id) };
}
