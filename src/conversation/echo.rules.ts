import { addMinutes } from '../kernel/calendar.js';

/** What was answered last, and how often in a row. */
export interface Echo {
  /** Of the words, so that they are not kept once more. */
  readonly hash: number;
  readonly times: number;
  /** ISO instant of the first time. */
  readonly since: string;
}

/** After so many equal answers one last sentence says that everything was seen. Ours. */
const ENOUGH = 5;
/** How long equal answers count as a row. Ours. */
const ROW_MINUTES = 10;

/** Whether an answer is given once more: a hundred equal messages are not answered a hundred times. */
export function echoOf(
  before: Echo | undefined,
  answer: string,
  now: Date,
): { readonly say: 'answer' | 'enough' | 'nothing'; readonly echo: Echo } {
  const hash = hashOf(answer);
  const isRow = before?.hash === hash && before.since > addMinutes(now, -ROW_MINUTES).toISOString();
  const times = isRow ? before.times + 1 : 1;
  const echo = { hash, times, since: isRow ? before.since : now.toISOString() };
  if (times <= ENOUGH) return { say: 'answer', echo };
  return { say: times === ENOUGH + 1 ? 'enough' : 'nothing', echo };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1)
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
