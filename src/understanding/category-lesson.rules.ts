import type { CategoryTable } from './category.rules.js';
import {
  CALIBRATION_UNKNOWN,
  calibrationFor,
  type Lines,
  linesOf,
  modelOf,
  rightOf,
} from './category-learning.rules.js';
import type { LabelledText, LearnedModel } from './category-model.rules.js';

/** Matters with the class that a person gave them, or let stand. */
export interface Matters {
  /** The class was corrected by who answers for the case. */
  readonly corrected: readonly LabelledText[];
  /** Solved, and nobody changed the class that was read. */
  readonly standing: readonly LabelledText[];
}

/** What a lesson is made of. */
export interface LessonPlan {
  readonly taught: Matters;
  /** Never taught in any lesson: the model in use has not seen them either. */
  readonly heldOut: Matters;
}

/** How the exam went. */
export interface ExamFigures {
  readonly correctedAsked: number;
  readonly correctedRight: number;
  /** What the model in use reads right of the same. */
  readonly correctedBefore: number;
  readonly standingAsked: number;
  readonly standingRight: number;
}

/** What came of a lesson of the ledger. */
export interface LedgerLesson {
  readonly model: LearnedModel;
  readonly isKept: boolean;
  readonly figures: ExamFigures;
}

/** Of the cases whose class nobody changed at most this share may be read otherwise. Among them are mistakes nobody corrected. */
const MOST_FORGOTTEN = 0.1;
/** Every fifth case is held out, by the last digit of its number. */
const HELD_OUT_DIGITS = /[05]$/u;

/** Whether a case is never learned from: those are what every model is examined on. */
export function isHeldOut(caseNumber: string): boolean {
  return HELD_OUT_DIGITS.test(caseNumber);
}

/**
 * Learns a model from the ledger, from the beginning each time, on corrections and on what nobody corrected: from
 * corrections alone it would forget what is right already. Kept when it reads no fewer of the held-out corrections
 * right than the model in use, and at least nine in ten of the held-out cases as they were left. Deterministic.
 * @param inUse undefined: words and examples as shipped
 */
export function learnFromLedger(
  { taught, heldOut }: LessonPlan,
  table: CategoryTable,
  inUse: LearnedModel | undefined,
): LedgerLesson {
  const corrected = linesOf(heldOut.corrected, table);
  const standing = linesOf(heldOut.standing, table);
  const lines = linesOf([...taught.corrected, ...taught.standing], table);
  const tried = modelOf(lines, table, undefined, CALIBRATION_UNKNOWN);
  const model = tried.calibrated(calibrationFor(joined(corrected, standing), tried));
  const figures: ExamFigures = {
    correctedAsked: corrected.labels.length,
    correctedRight: rightOf(corrected, model),
    correctedBefore: rightOf(corrected, inUse),
    standingAsked: standing.labels.length,
    standingRight: rightOf(standing, model),
  };
  return { model, isKept: isPassed(figures), figures };
}

/** The rule by which a new model takes the place of the one in use. */
export function isPassed(figures: ExamFigures): boolean {
  const forgotten = figures.standingAsked - figures.standingRight;
  return (
    figures.correctedRight >= figures.correctedBefore &&
    forgotten <= Math.max(1, figures.standingAsked * MOST_FORGOTTEN)
  );
}

function joined(first: Lines, second: Lines): Lines {
  return {
    readings: [...first.readings, ...second.readings],
    labels: [...first.labels, ...second.labels],
  };
}
