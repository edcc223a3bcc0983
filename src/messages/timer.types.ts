/** A wait that is a row: survives restarts and happens once (promise 6). */
export interface Timer {
  readonly communityId: string;
  /** A bigint as text. */
  readonly id: string;
  /** What is to happen; names the handler. */
  readonly kind: string;
  /** What it is about, for example a case number; with community and kind it names the waiting timer. */
  readonly subject: string;
  readonly dueAt: Date;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Tries that failed so far. */
  readonly attempts: number;
}

/** A timer to be set. */
export interface TimerToSet {
  readonly communityId: string;
  readonly kind: string;
  readonly subject: string;
  readonly dueAt: Date;
  /** Plain data; ids rather than people's data, for it is stored readably. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** A timer that nobody could carry out; a person looks at it. */
export interface FailedTimer extends Timer {
  /** Class and code of the last error. */
  readonly fault: string;
}
