/** How a large model has done of late: after failures in a row it is left alone for a while. */
export interface Circuit {
  /** In a row, the last one included. */
  readonly failures: number;
  readonly restUntil?: Date;
}

/** Nothing went wrong. */
export const CLOSED: Circuit = { failures: 0 };

/** One failure is chance, three in a row are not; so many residents at most wait for nothing before nobody does. */
export const FAILURES_BEFORE_REST = 3;
const MINUTE_MS = 60_000;
const LONGEST_REST_MS = 30 * MINUTE_MS;

/** After one more failure. The rest is a minute, and twice as long after each try that fails again, half an hour at most. */
export function failedAgain({ failures }: Circuit, now: Date): Circuit {
  const count = failures + 1;
  const beyond = count - FAILURES_BEFORE_REST;
  if (beyond < 0) return { failures: count };
  const restMs = Math.min(MINUTE_MS * 2 ** Math.min(beyond, 10), LONGEST_REST_MS);
  return { failures: count, restUntil: new Date(now.getTime() + restMs) };
}

/** Whether nobody is to be asked now. */
export function isResting({ restUntil }: Circuit, now: Date): boolean {
  return restUntil !== undefined && now < restUntil;
}

/** Whether the next question is the one that tries whether it works again: it goes alone. */
export function isTrial({ failures }: Circuit): boolean {
  return failures >= FAILURES_BEFORE_REST;
}
