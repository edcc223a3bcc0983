import type { CaseFile, CaseStatus } from '../cases/cases.types.js';
import type { Intent, Meaning } from '../understanding/understanding.types.js';
import type { PendingAct } from './conversation.types.js';

/** What staff do to a case. */
export const STAFF_ACTS: ReadonlySet<Intent> = new Set<Intent>([
  'accept',
  'note',
  'visit',
  'resolve',
  'return',
  'transfer',
  'escalate',
  'assign',
]);

/** In which states an act makes sense when no case is named; decides which of several can be meant. */
const FITS: Partial<Record<Intent, readonly CaseStatus[]>> = {
  accept: ['assigned', 'registered'],
  note: ['accepted', 'in_progress', 'assigned'],
  visit: ['accepted', 'in_progress', 'assigned'],
  resolve: ['accepted', 'in_progress', 'assigned'],
  return: ['assigned', 'accepted', 'in_progress'],
  transfer: ['assigned', 'accepted', 'in_progress', 'registered'],
  escalate: ['assigned', 'accepted', 'in_progress', 'registered'],
  assign: ['registered', 'assigned', 'accepted', 'in_progress'],
};

/** Cases for which the act makes sense: those waiting for exactly it first. */
export function casesFor(intent: Intent, files: readonly CaseFile[]): CaseFile[] {
  const fits = FITS[intent] ?? [];
  const possible = files.filter((file) => fits.includes(file.status));
  const taken = possible.filter(
    (file) => file.status === 'accepted' || file.status === 'in_progress',
  );
  const isFollowUp = intent === 'note' || intent === 'visit' || intent === 'resolve';
  if (isFollowUp && taken.length > 0) return taken;
  const waiting = possible.filter((file) => file.status === 'registered');
  return intent === 'assign' && waiting.length > 0 ? waiting : possible;
}

/** An act as it was said: by command word, or in plain words. */
export function staffActOf(meaning: Meaning, text: string): PendingAct {
  const { command } = meaning;
  return {
    side: 'staff',
    intent: meaning.intent,
    ...(command && { word: command.word }),
    text: command ? command.rest : text,
    media: [],
  };
}

/** First word of a text and the rest: 「张华 漏水要找物业」. */
export function splitName(text: string): { readonly name: string; readonly rest: string } {
  const match = /^(?:给|@)?\s*([^\s，,。：:、]+)[\s，,。：:、]*([\s\S]*)$/u.exec(text.trim());
  return { name: match?.[1] ?? '', rest: match?.[2] ?? '' };
}
