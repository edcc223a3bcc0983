import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { stopwatch } from '../../kernel/clock.js';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessMark {
  readonly pid: number;
  /** Ticks since boot at which it was started (Linux); empty where the system does not tell. */
  readonly startedAt: string;
}

/** What /proc tells of a process; undefined when there is none, or the system has no /proc. */
function procStat(pid: number): { state: string; startedAt: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may itself hold spaces and brackets: fields are counted after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/** The mark of a process; of this one by default. */
export function markOf(pid = process.pid): ProcessMark {
  return { pid, startedAt: procStat(pid)?.startedAt ?? '' };
}

/** Whether the process with that number still runs (a zombie does not). */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return procStat(pid)?.state !== 'Z';
}

/** Whether the very process that left the mark still runs. */
export function isAlive(mark: ProcessMark): boolean {
  if (!isRunning(mark.pid)) return false;
  return mark.startedAt === '' || markOf(mark.pid).startedAt === mark.startedAt;
}

/** The command line of a process; undefined where the system does not tell. */
export function commandLine(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Asks again and again until the answer is defined.
 * @param timeoutMs undefined is returned after that many milliseconds
 */
export async function poll<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  timeoutMs: number,
  everyMs = 20,
): Promise<T | undefined> {
  const elapsed = stopwatch();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || elapsed() > timeoutMs) return answer;
    await delay(everyMs);
  }
}
