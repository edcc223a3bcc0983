import { Injectable } from '@nestjs/common';
import { AddToCaseDialog } from './add-to-case.dialog.js';
import { FollowUpDialog } from './follow-up.dialog.js';
import { SeveralCasesDialog } from './several-cases.dialog.js';

/** What residents say about cases they raised before. */
@Injectable()
export class CaseDialogs {
  constructor(
    readonly followUp: FollowUpDialog,
    readonly more: AddToCaseDialog,
    readonly several: SeveralCasesDialog,
  ) {}
}
