import { DomainError } from '../kernel/errors.js';

/** Nobody asked this person about the case. */
export class RatingNotAskedError extends DomainError {
  constructor(caseNumber: string) {
    super('rating.not-asked', `no question about case ${caseNumber} was put to this contact`, {
      caseNumber,
    });
  }
}

/** A score must be a whole number from 1 to 5. */
export class ScoreOffScaleError extends DomainError {
  constructor(score: number) {
    super('rating.off-scale', `${score} is not on the scale`, { score });
  }
}
