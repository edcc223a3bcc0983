import type { CaseFile } from '../cases/cases.types.js';
import { caseLine, standingTexts } from './texts/resident.texts.js';
import { staffTexts, standingForStaff } from './texts/staff.texts.js';
import { spokenTime } from './texts/time.texts.js';

/** How a case stands, as one line for the resident: what, who has it, until when. */
export function progressLine(file: CaseFile, who: string, now: Date): string {
  const limit = limitOf(file, now);
  const by = limit ? standingTexts.by(limit) : '';
  return `${caseLine(file)}：${standingTexts[file.status](who)}${by}`;
}

/** The same for a colleague who reported it: no promise of an answer, no request for a rating. */
export function progressLineForStaff(
  file: CaseFile,
  who: string,
  isRatedByOthers: boolean,
  now: Date,
): string {
  const limit = limitOf(file, now);
  const by = limit ? `，最晚${limit}` : '';
  const isDone = file.status === 'resolved' && !isRatedByOthers;
  const standing = isDone ? staffTexts.doneUnrated : standingForStaff[file.status];
  return `${caseLine(file)}（${standing}${by}）——${who}`;
}

/** The limit in words, while somebody is working on it and it has not passed. */
function limitOf(file: CaseFile, now: Date): string | undefined {
  const isRunning = !file.closedAt && file.status !== 'resolved';
  const isAhead = isRunning && file.dueAt && file.dueAt > now;
  return isAhead && file.dueAt ? `${spokenTime(file.dueAt, now)}前` : undefined;
}
