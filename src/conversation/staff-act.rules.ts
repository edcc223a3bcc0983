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
  const intent = STAFF_ACTS.has(meaning.intent) ? meaning.intent : 'note';
  return {
    side: 'staff',
    intent,
    ...(command && { word: command.word }),
    text: command ? command.rest : withoutNumber(text, intent),
    media: [],
  };
}

const COMMAND_WORDS: Partial<Record<Intent, RegExp>> = {
  resolve: /^办结(?=[\s，,：:。]|$)/u,
  return: /^退回/u,
  transfer: /^转[办给]/u,
  escalate: /^(?:上报|请支援)/u,
  note: /^进展/u,
  assign: /^(?:这件)?(?:派单|派给|派|改派|给|交给|让)/u,
};

/** 「L1001 上报 劝不住」 → 「劝不住」: the number, and a command word that came after it, say nothing to a resident. */
function withoutNumber(text: string, intent: Intent): string {
  const words = text
    .trim()
    .replace(/^L\d{4,}[\s，,：:。]*/iu, '')
    .trim();
  const word = COMMAND_WORDS[intent];
  return word ? words.replace(word, '').replace(/^[\s，,：:。]+/u, '') : words;
}

/** First word of a text and the rest: 「张华 漏水要找物业」. */
export function splitName(text: string): { readonly name: string; readonly rest: string } {
  const match = /^(?:给|@)?\s*([^\s，,。：:、]+)[\s，,。：:、]*([\s\S]*)$/u.exec(text.trim());
  return { name: match?.[1] ?? '', rest: match?.[2] ?? '' };
}
