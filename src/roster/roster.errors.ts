import { DomainError } from '../kernel/errors.js';
import type { CellFault } from './roster.types.js';

/** The file as a whole cannot be read: missing, no workbook, damaged, under a password. */
export class WorkbookUnreadableError extends DomainError {
  /** @param reason key of `UNREADABLE` in roster.texts.ts */
  constructor(
    readonly reason: 'missing' | 'kind' | 'old-xls' | 'damaged' | 'too-large' | 'no-sheets',
    options?: { readonly cause?: unknown },
  ) {
    super('roster.unreadable', `the workbook cannot be read: ${reason}`, { reason });
    this.cause = options?.cause;
  }
}

/** The workbook was read, but rows in it are wrong; nothing of it is used. */
export class WorkbookRejectedError extends DomainError {
  constructor(readonly faults: readonly CellFault[]) {
    super('roster.rejected', `${faults.length} cells of the workbook are wrong`, {
      faults: faults.length,
    });
  }
}
