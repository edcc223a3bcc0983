declare const txBrand: unique symbol;

/** A running transaction. Opaque: only repositories can read or write through it (`sql.ts`). */
export interface Tx {
  readonly [txBrand]: true;
}

/** Opens transactions. The edges (a turn, a timer, an HTTP action, a command) call it; services receive the `Tx`. */
export abstract class UnitOfWork {
  /**
   * Runs the work in one transaction: commits when it resolves, rolls back when it rejects.
   * @throws OperationalError `database.unavailable` when the database cannot be reached; whatever the work throws
   */
  abstract run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Runs statements that each commit by themselves: reads, and single writes such as storing a heard message. */
  abstract autocommit<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Calls back once the transaction is committed; never when it rolls back. In autocommit mode: when the work is done. */
  abstract afterCommit(tx: Tx, callback: () => void): void;
}
