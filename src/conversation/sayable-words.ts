import type { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import type { Turn } from './turn.js';
import { withoutTraces } from './unnamed.rules.js';

/** The speaker's words about their case as the worker may read them: who stays unnamed is named by no word of theirs. */
export async function sayableWords(
  cases: CaseService,
  turn: Turn,
  file: CaseFile,
  text: string,
): Promise<string> {
  if (!text) return text;
  const reporters = await cases.reportersOf(turn.tx, file);
  const isUnnamed = reporters.some((one) => one.contactId === turn.contactId && one.anonymous);
  return isUnnamed ? withoutTraces(text, turn.speaker) : text;
}
