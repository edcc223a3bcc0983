/**
 * Where a process may die at the worst moment (contracts §5, `restart hard`): after the inbox commit, after the turn's
 * commit, between send and mark.
 */
export type CrashPoint = 'inbox-committed' | 'turn-committed' | 'sent-unmarked';

/** Does nothing in service. The transcript player's child overrides it to kill itself at a chosen point. */
export class CrashPoints {
  /** Reached each time the point is passed; awaited by whoever passes it. */
  reach(_point: CrashPoint): void | Promise<void> {
    return undefined;
  }
}
