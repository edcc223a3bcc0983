import { fold } from './normalise.rules.js';

const MOBILE = /(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)/g;
const LANDLINE = /(?<!\d)(0\d{2,3})[- ]?(\d{7,8})(?!\d)/g;

/** Put in place of a number: said once, never the number itself. */
export const PHONE_MASK = '〔电话〕';

/**
 * Takes phone numbers out of a text, so that they are never stored or shown in the clear.
 * @returns the text with each number replaced, and the numbers as digits (landlines with area code), each once
 */
export function maskPhones(text: string): { text: string; phones: string[] } {
  const folded = fold(text);
  if (!/\d{3}[- ]?\d{4}/.test(folded)) return { text, phones: [] };
  const spans: [number, number][] = [];
  const phones = new Set<string>();
  for (const pattern of [MOBILE, LANDLINE]) {
    for (const match of folded.matchAll(pattern)) {
      spans.push([match.index, match.index + match[0].length]);
      phones.add(match.slice(1).join(''));
    }
  }
  return { text: cutOut(text, spans), phones: [...phones] };
}

function cutOut(text: string, spans: readonly [number, number][]): string {
  let rest = '';
  let from = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start < from) continue;
    rest += text.slice(from, start) + PHONE_MASK;
    from = end;
  }
  return rest + text.slice(from);
}
