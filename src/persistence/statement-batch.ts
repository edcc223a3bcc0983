import { type DatabaseError, Query, types } from 'pg';

/** A statement on its way, and whom to tell how it went. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** As the protocol carries them: see `parameterOf`. */
  readonly values: readonly (string | Buffer | null)[];
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** What a statement gave: its rows, and how many it touched. */
export interface Outcome {
  readonly rows: readonly unknown[];
  readonly count: number;
}

/** The part of the driver's connection that speaks the protocol. */
interface Wire {
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string; rows: number }): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

interface Column {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

/** What one connection knows of the statements prepared on it. */
class Prepared {
  private static readonly ofWire = new WeakMap<Wire, Prepared>();
  /** Columns of statements that ran to their end once. */
  readonly columns = new Map<string, readonly Column[]>();
  /** Names that were given to the server, whether or not it took them. */
  readonly given = new Set<string>();

  static on(wire: Wire): Prepared {
    const known = Prepared.ofWire.get(wire) ?? new Prepared();
    Prepared.ofWire.set(wire, known);
    return known;
  }
}

const ROWS_OF_COMMAND = /(\d+)$/u;

/**
 * Several prepared statements in one message, answered in one: the driver would send each with an end mark of its own,
 * and each end mark costs the server a write and both sides a wake-up, which is most of what a small statement costs.
 * When one fails, the server passes over those behind it and all of them are rejected.
 */
export class StatementBatch extends Query {
  // All state is `#private`: the driver's own query has properties of these names and acts on them.
  readonly #outcomes: Outcome[] = [];
  #wire: Wire | undefined;
  #columns: readonly Column[] = [];
  #rows: unknown[] = [];
  #fault: unknown;

  readonly #statements: readonly Statement[];

  constructor(statements: readonly Statement[]) {
    super('');
    this.#statements = statements;
  }

  requiresPreparation(): boolean {
    return true;
  }

  /** Called by the driver when it is this batch's turn on the wire; the driver sends it all in one write. */
  prepare(wire: Wire): void {
    this.#wire = wire;
    const prepared = Prepared.on(wire);
    for (const { name, text, values } of this.#statements) {
      const isKnown = prepared.columns.has(name);
      if (!isKnown) {
        if (prepared.given.has(name)) wire.close({ type: 'S', name });
        wire.parse({ name, text });
        prepared.given.add(name);
      }
      wire.bind({ statement: name, values });
      if (!isKnown) wire.describe({ type: 'P', name: '' });
      wire.execute({ portal: '', rows: 0 });
    }
    wire.sync();
    this.#begin();
  }

  handleRowDescription({
    fields,
  }: {
    fields: readonly { name: string; dataTypeID: number }[];
  }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: types.getTypeParser(dataTypeID, 'text'),
    }));
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    for (const [index, { name, parse }] of this.#columns.entries()) {
      const text = fields[index];
      row[name] = text === null || text === undefined ? null : parse(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const statement = this.#current;
    if (statement && this.#wire) Prepared.on(this.#wire).columns.set(statement.name, this.#columns);
    const [, count = '0'] = ROWS_OF_COMMAND.exec(text) ?? [];
    this.#outcomes.push({ rows: this.#rows, count: Number(count) });
    this.#begin();
  }

  handleError(error: DatabaseError): void {
    this.#fault ??= error;
    this.#finish();
  }

  handleReadyForQuery(): void {
    this.#finish();
  }

  get #current(): Statement | undefined {
    return this.#statements[this.#outcomes.length];
  }

  #begin(): void {
    const prepared = this.#wire && Prepared.on(this.#wire);
    this.#rows = [];
    this.#columns = (this.#current && prepared?.columns.get(this.#current.name)) ?? [];
  }

  #finish(): void {
    for (const [index, { resolve, reject }] of this.#statements.entries()) {
      const outcome = this.#outcomes[index];
      if (this.#fault === undefined && outcome) resolve(outcome);
      else reject(this.#fault ?? new Error('the server gave no answer to a statement'));
    }
  }
}

/** A value as the protocol carries it. Instants in UTC: the driver alone would write them in the machine's zone. */
export function parameterOf(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(elementOf).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** An element of an array literal, quoted unless it is NULL. */
function elementOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const carried = parameterOf(value);
  if (carried === null) return 'NULL';
  if (Buffer.isBuffer(carried)) return `"\\\\x${carried.toString('hex')}"`;
  if (Array.isArray(value)) return carried;
  return `"${/["\\]/u.test(carried) ? carried.replace(/["\\]/gu, '\\$&') : carried}"`;
}
