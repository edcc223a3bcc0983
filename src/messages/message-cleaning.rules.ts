import type { InboundMessage } from './messages.types.js';

/**
 * Characters of one text that are kept. WeChat itself cuts at about 16,000; what is longer came from no person and
 * would only fill the disk. What is cut off is counted in `clipped`.
 */
export const TEXT_LIMIT = 100_000;

/**
 * Control characters but tab and line feed, halves of broken surrogate pairs, marks that turn text around, and marks that
 * show nothing (the joiner inside of an emoji stays).
 */
const UNWANTED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/** A text as the house works with it: unwanted characters out, line ends as `\n`. */
export function cleanText(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(UNWANTED, '');
}

/**
 * A heard message with every text in it cleaned, whatever its kind, and no longer than the limit. The time the channel
 * claims is kept even when it is next year; only one that is no time at all is replaced.
 */
export function cleanMessage(message: InboundMessage, heardAt: Date): InboundMessage {
  const cleaned = cleanDeep(message) as InboundMessage;
  const known = Number.isFinite(message.sentAt?.getTime());
  const { content } = cleaned;
  return {
    ...cleaned,
    sentAt: known ? message.sentAt : heardAt,
    content: content.kind === 'text' ? { ...content, ...clipped(content.text) } : content,
  };
}

function clipped(text: string): { text: string; clipped?: number } {
  if (text.length <= TEXT_LIMIT) return { text };
  const kept = cleanText(text.slice(0, TEXT_LIMIT));
  return { text: kept, clipped: text.length - kept.length };
}

function cleanDeep(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanDeep);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleanDeep(inner)]));
}
