import { Injectable } from '@nestjs/common';
import { ChangeCategoryDialog } from './change-category.dialog.js';
import { ExtendDeadlineDialog } from './extend-deadline.dialog.js';
import { ForwardReportsDialog } from './forward-reports.dialog.js';
import { HandOverAllDialog } from './hand-over-all.dialog.js';
import { InviteColleagueDialog } from './invite-colleague.dialog.js';
import { JoinCasesDialog } from './join-cases.dialog.js';
import { ListCasesDialog } from './list-cases.dialog.js';
import { WorkCaseDialog } from './work-case.dialog.js';

/** What staff do by chat. */
@Injectable()
export class StaffDialogs {
  constructor(
    readonly work: WorkCaseDialog,
    readonly joining: JoinCasesDialog,
    readonly lists: ListCasesDialog,
    readonly invitations: InviteColleagueDialog,
    readonly forward: ForwardReportsDialog,
    readonly categories: ChangeCategoryDialog,
    readonly deadlines: ExtendDeadlineDialog,
    readonly leaving: HandOverAllDialog,
  ) {}
}
