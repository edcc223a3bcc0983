import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { PoolClient, QueryResultRow } from 'pg';
import type { Tx } from './unit-of-work.js';

/** Runs SQL inside a transaction. For `*.repository.ts` and `*.read-model.ts` only. */
export interface Sql {
  /** All rows. */
  rows<R extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** The first row, or undefined. */
  first<R extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<R | undefined>;
  /** How many rows were touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

/** What stands behind a `Tx`; made by the unit of work. */
export class ClientTx implements Sql {
  declare readonly handle: Tx;
  readonly callbacks: (() => void)[] = [];

  constructor(private readonly client: PoolClient) {}

  /** Statements issued in the same breath leave in one write: each write of its own costs a call into the kernel. */
  private send<R extends QueryResultRow>(text: string, values: readonly unknown[]) {
    const { stream } = (this.client as unknown as { connection: { stream: Socket } }).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
    return this.client.query<R>(prepared(text, values));
  }

  async rows<R extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<R[]> {
    return (await this.send<R>(text, values)).rows;
  }

  async first<R extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<R | undefined> {
    return (await this.rows<R>(text, values))[0];
  }

  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.send(text, values)).rowCount ?? 0;
  }
}

/** The SQL side of a transaction. */
export function sql(tx: Tx): Sql {
  return tx as unknown as ClientTx;
}

const statementNames = new Map<string, string>();

/** Each text is prepared once a connection: planning the same statement again would cost more than running it. */
function prepared(text: string, values: readonly unknown[]) {
  let name = statementNames.get(text);
  if (!name) {
    name = createHash('sha1').update(text).digest('hex').slice(0, 20);
    statementNames.set(text, name);
  }
  return { name, text, values: values as unknown[] };
}
