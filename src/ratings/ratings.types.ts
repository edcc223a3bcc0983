import type { CaseChange, CaseFile } from '../cases/cases.types.js';

/** 非常满意 5, 满意 4, 还行 3, 不满意 2, 没解决 1. */
export type Score = 1 | 2 | 3 | 4 | 5;

/** What became of a question: no answer is no answer, never satisfied; a refusal (不打分) is neither. */
export type RatingState = 'asked' | 'answered' | 'no_answer' | 'declined';

/** What one reporter thought of one result. */
export interface Rating {
  readonly communityId: string;
  readonly caseNumber: string;
  /** How often the case had been reopened when the question was asked. */
  readonly round: number;
  readonly contactId: string;
  readonly state: RatingState;
  readonly score?: number;
  /** The value given first, where it was changed. */
  readonly firstScore?: number;
  /** How often it was changed. */
  readonly changes: number;
  readonly comment?: string;
}

/** What a resident said. */
export interface RatingAnswer {
  /** 1–5. */
  readonly score: number;
  readonly comment?: string;
}

/** What came of an answer; at most one of `reopened` and `closed`. A case reopens for a value that is not recorded, too. */
export interface RatingOutcome {
  /** `kept`: counted; `changed`: replaces the earlier value, which is kept too; else nothing was recorded. */
  readonly outcome: 'kept' | 'changed' | 'already-changed' | 'refused-staff';
  readonly reopened?: CaseChange;
  readonly closed?: CaseChange;
}

/** A case with the question that was asked about it. */
export interface RatedCase {
  readonly file: CaseFile;
  readonly round: number;
  /** Undefined while unanswered. */
  readonly score?: number;
}
