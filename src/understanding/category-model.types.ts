import type { ExamFigures } from './category-lesson.rules.js';

/** A lesson as it is listed. */
export interface LessonRecord extends ExamFigures {
  readonly version: number;
  readonly madeAt: Date;
  readonly verdict: 'kept' | 'refused';
  /** How many corrections it was taught, and how many cases whose class nobody changed. */
  readonly corrected: number;
  readonly standing: number;
  readonly takenBackAt?: Date;
  readonly isInUse: boolean;
  /** Whether the model is still there to go back to. */
  readonly hasWeights: boolean;
}

/** A lesson as it is kept. */
export interface NewLesson extends ExamFigures {
  readonly madeAt: Date;
  readonly corrected: number;
  readonly standing: number;
  /** Undefined when it was refused. */
  readonly weights?: Uint8Array;
}

/** What a step back did. */
export interface StepBack {
  readonly from: number;
  /** 0: what is shipped. */
  readonly to: number;
  /** How many corrections are not learned from any more. */
  readonly setAside: number;
}
