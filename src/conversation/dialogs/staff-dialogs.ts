import { Injectable } from '@nestjs/common';
import { ForwardReportsDialog } from './forward-reports.dialog.js';
import { ManageCasesDialog } from './manage-cases.dialog.js';
import { WorkCaseDialog } from './work-case.dialog.js';

/** What staff do by chat. */
@Injectable()
export class StaffDialogs {
  constructor(
    readonly work: WorkCaseDialog,
    readonly manage: ManageCasesDialog,
    readonly forward: ForwardReportsDialog,
  ) {}
}
