import type { CaseFile } from '../cases/cases.types.js';

/** Whether somebody still works on it: pieces of the report still matter. */
export function isUnfinished(file: CaseFile): boolean {
  return !isOver(file) && file.status !== 'resolved';
}

/** Whether a case can still be worked on or judged. */
export function isOver(file: CaseFile): boolean {
  return file.closedAt !== undefined;
}
