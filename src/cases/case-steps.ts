import type { Step } from './case-recorder.service.js';
import { NotYourCaseError } from './cases.errors.js';
import type { CaseAction, CaseFile, CaseMedia } from './cases.types.js';

/** A step that somebody on duty takes, with what they said and showed. */
export function step(
  action: CaseAction,
  staffNo: string,
  at: Date,
  note?: string,
  media?: readonly CaseMedia[],
): Step {
  const stage = action === 'resolve' || action === 'add' ? 'result' : 'note';
  return {
    action,
    actor: { kind: 'staff', staffNo },
    at,
    note,
    ...(media && { media: media.map((m) => ({ ...m, stage })) }),
  };
}

/** @throws NotYourCaseError when somebody else answers for the case */
export function requireAssignee(file: CaseFile, staffNo: string): void {
  if (file.assigneeNo !== staffNo) throw new NotYourCaseError(file.number, file.assigneeNo);
}
