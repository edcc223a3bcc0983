import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { OperationalError } from '../kernel/errors.js';
import { ClientTx } from './sql.js';
import { type Tx, UnitOfWork } from './unit-of-work.js';

/** Transactions over TypeORM's connection pool. */
@Injectable()
export class TypeOrmUnitOfWork extends UnitOfWork {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.withClient(true, async (tx) => {
      // On the wire at once with the first statement of the work: a connection that cannot begin fails that one too.
      tx.control('begin').catch(() => undefined);
      try {
        const result = await work(tx as unknown as Tx);
        await tx.commit();
        return result;
      } catch (error) {
        await tx.control('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  autocommit<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.withClient(false, async (tx) => {
      const result = await work(tx as unknown as Tx);
      await tx.settled();
      return result;
    });
  }

  afterCommit(tx: Tx, callback: () => void): void {
    (tx as unknown as ClientTx).callbacks.push(callback);
  }

  private async withClient<T>(
    isTransaction: boolean,
    work: (tx: ClientTx) => Promise<T>,
  ): Promise<T> {
    const client = await this.connect();
    // A checked-out client whose server dies emits 'error' beside rejecting the query; unheard it would end the process.
    const unheard = () => undefined;
    client.on('error', unheard);
    const tx = new ClientTx(client, isTransaction);
    try {
      const result = await work(tx);
      for (const callback of tx.callbacks) callback();
      return result;
    } finally {
      client.off('error', unheard);
      client.release();
    }
  }

  /** Straight from the pool: a query runner of TypeORM keeps books on each use that nobody here reads. */
  private async connect(): Promise<PoolClient> {
    const { master } = this.dataSource.driver as PostgresDriver;
    try {
      return await (master as Pool).connect();
    } catch (error) {
      throw new OperationalError(
        'database.unavailable',
        'the database cannot be reached',
        {},
        { cause: error },
      );
    }
  }
}
