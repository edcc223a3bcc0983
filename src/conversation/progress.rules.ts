import type { CaseFile } from '../cases/cases.types.js';
import { caseLine, standingTexts } from './texts/resident.texts.js';
import { spokenTime } from './texts/time.texts.js';

/** How a case stands, as one line for the resident: what, who has it, until when. */
export function progressLine(file: CaseFile, who: string, now: Date): string {
  const isRunning = !file.closedAt && file.status !== 'resolved';
  const by =
    isRunning && file.dueAt && file.dueAt > now
      ? standingTexts.by(`${spokenTime(file.dueAt, now)}前`)
      : '';
  return `${caseLine(file)}：${standingTexts[file.status](who)}${by}`;
}
