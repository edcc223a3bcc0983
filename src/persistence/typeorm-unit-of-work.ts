import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
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
    const runner = this.dataSource.createQueryRunner();
    const client = await connect(runner);
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
      await runner.release();
    }
  }
}

async function connect(runner: QueryRunner): Promise<PoolClient> {
  try {
    return (await runner.connect()) as PoolClient;
  } catch (error) {
    throw new OperationalError(
      'database.unavailable',
      'the database cannot be reached',
      {},
      { cause: error },
    );
  }
}
