import { createHash } from 'node:crypto';
import type { PoolClient, QueryResultRow } from 'pg';
import { type Outcome, parameterOf, type Statement, StatementBatch } from './statement-batch.js';
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
  /**
   * One more row for a statement that takes its rows as a JSON array in `$1`; like `later`, nobody has to wait for it.
   * Rows of the same statement that leave in one message go as one: they must not depend on one another.
   */
  gather(text: string, row: Readonly<Record<string, unknown>>): void;
}

/** What stands behind a `Tx`; made by the unit of work. */
export class ClientTx implements Sql {
  declare readonly handle: Tx;
  readonly callbacks: (() => void)[] = [];
  private readonly unwaited: Promise<unknown>[] = [];
  private waiting: Statement[] = [];
  private readonly gathered = new Map<string, unknown[]>();

  constructor(
    private readonly client: PoolClient,
    /** Outside a transaction each statement commits by itself, and so must travel by itself. */
    private readonly isTransaction: boolean,
  ) {}

  /** BEGIN or ROLLBACK. */
  async control(command: 'begin' | 'rollback'): Promise<void> {
    await this.send(command, []);
  }

  /** COMMIT; resolves when it and every statement issued `later` is through. */
  async commit(): Promise<void> {
    const committed = this.send('commit', []);
    await Promise.all([...this.unwaited, committed]);
  }

  /** Resolves when every statement issued `later` is through. */
  async settled(): Promise<void> {
    await Promise.all(this.unwaited);
  }

  async rows<R extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<R[]> {
    return (await this.send(text, values)).rows as R[];
  }

  async first<R extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<R | undefined> {
    return (await this.rows<R>(text, values))[0];
  }

  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.send(text, values)).count;
  }

  later<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const rows = this.rows<R>(text, values);
    // Heard by `commit`; until then a failure is nobody's to catch.
    rows.catch(() => undefined);
    this.unwaited.push(rows);
    return rows;
  }

  gather(text: string, row: Readonly<Record<string, unknown>>): void {
    const rows = this.gathered.get(text);
    if (rows) {
      rows.push(row);
      return;
    }
    this.gathered.set(text, [row]);
    void this.later(text, [undefined]);
  }

  /** Statements issued in the same breath leave in one message. */
  private send(text: string, values: readonly unknown[]): Promise<Outcome> {
    const parameters = values.map(parameterOf);
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) process.nextTick(() => this.flush());
      this.waiting.push({ ...prepared(text), values: parameters, resolve, reject });
      if (!this.isTransaction) this.flush();
    });
  }

  private flush(): void {
    if (this.waiting.length === 0) return;
    const batch = new StatementBatch(this.waiting.map((statement) => this.withRows(statement)));
    this.waiting = [];
    this.gathered.clear();
    this.client.query(batch);
  }

  private withRows(statement: Statement): Statement {
    const rows = this.gathered.get(statement.text);
    return rows ? { ...statement, values: [JSON.stringify(rows)] } : statement;
  }
}

/** The SQL side of a transaction. */
export function sql(tx: Tx): Sql {
  return tx as unknown as ClientTx;
}

/** A column of bytes inside JSON, as PostgreSQL reads it. */
export function hex(bytes: Buffer | undefined): string | null {
  return bytes ? `\\x${bytes.toString('hex')}` : null;
}

const statements = new Map<string, { readonly name: string; readonly text: string }>();

/** Each text is prepared once a connection: planning the same statement again would cost more than running it. */
function prepared(text: string) {
  const known = statements.get(text);
  if (known) return known;
  const statement = { name: createHash('sha1').update(text).digest('hex').slice(0, 20), text };
  statements.set(text, statement);
  return statement;
}
