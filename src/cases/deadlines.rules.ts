import type { MethodProfile } from '../config/method-profile.js';
import { addSpan, subtractSpan } from '../kernel/spans.js';
import type { CaseFile, CaseUrgency } from './cases.types.js';

/** Kinds of timer rows that belong to a case; their subject is the case number. */
export const CASE_TIMERS = ['case.deadline', 'case.reminder'] as const;

/** A wait of a case: a row of `timer`. */
export interface CaseTimer {
  readonly kind: (typeof CASE_TIMERS)[number];
  readonly dueAt: Date;
}

/**
 * When a matter has to be solved. The limit belongs to the level, and runs from when the case arrived there: a hand-over
 * within one level brings no new time.
 */
export function deadlineOf(
  profile: MethodProfile,
  { level, urgency, kind }: Pick<CaseFile, 'level' | 'urgency' | 'kind'>,
  from: Date,
): Date {
  return addSpan(from, profile.limitOf(level, urgency, kind));
}

/** The waits of a case with that deadline: its end, and a reminder before it where there is still time for one. */
export function timersOf(
  profile: MethodProfile,
  urgency: CaseUrgency,
  dueAt: Date,
  now: Date,
): CaseTimer[] {
  const remindAt = subtractSpan(dueAt, profile.reminderBefore(urgency));
  const deadline: CaseTimer = { kind: 'case.deadline', dueAt };
  return remindAt > now ? [deadline, { kind: 'case.reminder', dueAt: remindAt }] : [deadline];
}
