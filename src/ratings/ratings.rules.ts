import type { Rating } from './ratings.types.js';

/** Scores that mean "not solved": the case is taken up again at once (contracts section 5). */
const REOPENING = 2;

/** Whether the score takes the case up again. */
export function reopens(score: number): boolean {
  return score <= REOPENING;
}

/** Whether it is a value of the scale. */
export function isOnScale(score: number): boolean {
  return Number.isInteger(score) && score >= 1 && score <= 5;
}

/**
 * What a score does to what was said before.
 * @param changesAllowed how often a given rating may be changed, by the profile
 */
export function judge(
  before: Rating,
  score: number,
  changesAllowed: number,
): 'first' | 'same' | 'change' | 'too-late' {
  if (before.state !== 'answered') return 'first';
  if (before.score === score) return 'same';
  return before.changes < changesAllowed ? 'change' : 'too-late';
}
