import { DomainError, OperationalError } from '../kernel/errors.js';
import type { CaseAction, CaseStatus } from './cases.types.js';

/** There is no case with that number. */
export class CaseNotFoundError extends DomainError {
  constructor(number: string) {
    super('case.not-found', `no case ${number}`, { number });
  }
}

/** Somebody else answers for the case, or it was raised by somebody else. */
export class NotYourCaseError extends DomainError {
  constructor(number: string, assigneeNo?: string) {
    super('case.not-yours', `case ${number} is somebody else's`, { number, assigneeNo });
  }
}

/** The life cycle does not allow the move from where the case stands. */
export class MoveNotAllowedError extends DomainError {
  constructor(number: string, from: CaseStatus, action: CaseAction) {
    super('case.move-not-allowed', `case ${number}: ${action} is not possible while ${from}`, {
      number,
      from,
      action,
    });
  }
}

/** The two are no one matter for the house: other people are passed over, another community, a danger under a trifle. */
export class NotMergeableError extends DomainError {
  constructor(number: string, into: string) {
    super('case.not-mergeable', `case ${number} cannot be merged into ${into}`, { number, into });
  }
}

/** The case is about this person, so it cannot go to them. */
export class AssigneeAvoidedError extends DomainError {
  constructor(number: string, staffNo: string) {
    super('case.assignee-avoided', `case ${number} is about ${staffNo}`, { number, staffNo });
  }
}

/** The working method does not allow more time: no later than now, longer or more often than it says. */
export class ExtensionRefusedError extends DomainError {
  constructor(
    number: string,
    readonly why: 'earlier' | 'too-long' | 'too-often',
  ) {
    super('case.extension-refused', `case ${number}: ${why}`, { number, why });
  }
}

/** The case was given back as often as the working method allows. */
export class ReturnedTooOftenError extends DomainError {
  constructor(number: string, most: number) {
    super('case.returned-too-often', `case ${number} was given back ${most} times`, { number });
  }
}

/** An office gives a case back only with its ground. */
export class GroundMissingError extends DomainError {
  constructor(number: string) {
    super('case.ground-missing', `case ${number}: no ground for giving it back`, { number });
  }
}

/** The roster has nobody who could take the case. */
export class NobodyToAssignError extends DomainError {
  constructor(number: string, unitId: string) {
    super('case.nobody-to-assign', `nobody can take case ${number}`, { number, unitId });
  }
}

/** Another process recorded a step since the case was read: the turn is tried again on the new state. */
export class CaseChangedMeanwhileError extends OperationalError {
  constructor(number: string, revision: number) {
    super('case.changed-meanwhile', `case ${number} changed since revision ${revision}`, {
      number,
      revision,
    });
  }
}

/** The ledger does not add up; nothing is exported. The message is a sentence for the operator. */
export class LedgerMismatchError extends DomainError {
  constructor(sentence: string) {
    super('ledger.mismatch', sentence);
  }
}
