import type { CaseChange, CaseFile, Reporter } from '../cases/cases.types.js';
import { inBrief } from './texts/people.texts.js';
import { progressTexts } from './texts/resident.texts.js';
import { staffTexts } from './texts/staff.texts.js';

/** Who said it, as the responsible person may know it. */
export function reporterLine(reporter: Reporter | undefined): string {
  if (!reporter || reporter.anonymous) return staffTexts.fromHidden;
  return staffTexts.from(reporter.name ?? '居民', reporter.phone, reporter.concerned);
}

/** What reporters hear when somebody else answers for their case. */
export const MOVED_WORDS: Partial<
  Record<CaseChange['action'], (number: string, who: string) => string>
> = {
  return: progressTexts.returned,
  transfer: progressTexts.handedOn,
  assign: progressTexts.handedOn,
  'pass-over': progressTexts.handedOn,
  escalate: progressTexts.climbed,
  overdue: progressTexts.climbed,
};

/** A push shows this much of a very long text; the ledger keeps all of it. Ours: what fits a phone's screen. */
const SHOWN_LENGTH = 400;

export function clipped(file: CaseFile): CaseFile {
  return file.text.length > SHOWN_LENGTH
    ? { ...file, text: inBrief(file.text, SHOWN_LENGTH) }
    : file;
}
