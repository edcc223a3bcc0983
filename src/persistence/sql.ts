import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
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
  /**
   * All rows of a statement for which nobody has to wait: it leaves with the statements that follow, the commit among
   * them. When it fails, nothing of the transaction is kept and the unit of work rejects, whether or not the caller
   * looked at the outcome.
   */
  later<R extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** What stands behind a `Tx`; made by the unit of work. */
export class ClientTx implements Sql {
  declare readonly handle: Tx;
  readonly callbacks: (() => void)[] = [];
  private readonly unwaited: Promise<unknown>[] = [];
  private isCorked = false;

  constructor(private readonly client: PoolClient) {}

  /** BEGIN or ROLLBACK. */
  async control(command: 'begin' | 'rollback'): Promise<void> {
    await this.query(command);
  }

  /** COMMIT; resolves when it and every statement issued `later` is through. */
  async commit(): Promise<void> {
    const committed = this.query('commit');
    await Promise.all([...this.unwaited, committed]);
  }

  /** Resolves when every statement issued `later` is through. */
  async settled(): Promise<void> {
    await Promise.all(this.unwaited);
  }

  private send<R extends QueryResultRow>(text: string, values: readonly unknown[]) {
    return this.query<R>(prepared(text, values));
  }

  /** Statements issued in the same breath leave in one write: each write of its own costs a call into the kernel. */
  private query<R extends QueryResultRow>(
    statement: string | QueryConfig,
  ): Promise<QueryResult<R>> {
    const { stream } = (this.client as unknown as { connection: { stream: Socket } }).connection;
    if (!this.isCorked) {
      this.isCorked = true;
      stream.cork();
      process.nextTick(() => {
        this.isCorked = false;
        stream.uncork();
      });
    }
    return this.client.query<R>(statement);
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

  later<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const rows = this.rows<R>(text, values);
    // Heard by `commit`; until then a failure is nobody's to catch.
    rows.catch(() => undefined);
    this.unwaited.push(rows);
    return rows;
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
