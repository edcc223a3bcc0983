import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseChange, CaseMedia } from '../cases/cases.types.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { clipped, reporterLine } from './announcement.rules.js';
import { staffTexts } from './texts/staff.texts.js';

/** What a case has been through, as the next person to take it needs to know. */
@Injectable()
export class CaseStoryService {
  constructor(private readonly cases: CaseService) {}

  /**
   * The whole matter for a person who takes it over, with what was tried before.
   * @param last why it moves on; @param by the new limit, in words
   */
  async handOver(tx: Tx, change: CaseChange, last: string, by: string): Promise<string> {
    const events = await this.cases.historyOf(tx, change.after);
    const tried = events.filter(
      (event) => event.note && (event.action === 'note' || event.action === 'visit'),
    );
    const history = [
      ...tried.map((event) => staffTexts.tried(event.note ?? '')),
      change.action === 'assign' || change.action === 'pass-over' ? '' : last,
    ]
      .filter(Boolean)
      .join('\n');
    const from = reporterLine(change.reporters[0]);
    return history
      ? staffTexts.newCaseAfter(clipped(change.after), history, from, by)
      : staffTexts.newCase(clipped(change.after), from, by);
  }

  /** Pictures and voice notes of the report, before it is decided who may see them. */
  async reportMedia(tx: Tx, change: CaseChange): Promise<CaseMedia[]> {
    const media = await this.cases.mediaOf(tx, change.after);
    return media.filter((item) => item.stage === 'report');
  }

  /** What the worker showed of the result. */
  async resultMedia(tx: Tx, change: CaseChange): Promise<CaseMedia[]> {
    const media = await this.cases.mediaOf(tx, change.after);
    return media.filter((item) => item.stage === 'result');
  }
}
