import { DomainError, OperationalError } from '../kernel/errors.js';

/** Tries of one inbound message before a person takes over (issue "nothing lost": retried, then visible). */
export const TURN_TRIES = 3;

/**
 * Pauses after the first and the second failed try of a turn, in milliseconds of the service's clock: most failures are
 * a lost race and pass at once; the rest get a moment.
 */
const TURN_PAUSES_MS = [0, 5_000];

/** How often a message left behind by a dead process is begun again before it is held to be what kills it. */
export const MAX_PICKUPS = 5;

/** Tries of one outbound message before it is dead and listed. */
export const SEND_TRIES = 5;

/** Pauses between the tries of one outbound message, milliseconds of the service's clock. */
const SEND_PAUSES_MS = [5_000, 30_000, 120_000, 600_000];

/** Tries of one timer before it is failed and listed. */
export const TIMER_TRIES = 5;

/** Pauses between the tries of one timer, milliseconds of the service's clock. */
const TIMER_PAUSES_MS = [1_000, 30_000, 300_000, 1_800_000];

/** When a turn is tried again after that many failed tries; undefined = no more. */
export function nextTurnTry(failedTries: number, now: Date): Date | undefined {
  return nextTry(failedTries, TURN_TRIES, TURN_PAUSES_MS, now);
}

/** When a message is sent again after that many failed tries; undefined = no more. */
export function nextSendTry(failedTries: number, now: Date): Date | undefined {
  return nextTry(failedTries, SEND_TRIES, SEND_PAUSES_MS, now);
}

/** When a timer is tried again after that many failed tries; undefined = no more. */
export function nextTimerTry(failedTries: number, now: Date): Date | undefined {
  return nextTry(failedTries, TIMER_TRIES, TIMER_PAUSES_MS, now);
}

function nextTry(failed: number, tries: number, pausesMs: readonly number[], now: Date) {
  if (failed >= tries) return undefined;
  return new Date(now.getTime() + (pausesMs[failed - 1] ?? pausesMs.at(-1) ?? 0));
}

/** What of an error may be stored and shown: class and code, never its text, which may quote what people wrote. */
export function faultOf(error: unknown): string {
  if (error instanceof DomainError || error instanceof OperationalError) {
    return `${error.name} ${error.code}`;
  }
  if (!(error instanceof Error)) return typeof error;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
