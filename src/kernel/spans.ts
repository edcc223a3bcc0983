import { addMinutes, addWorkingDays } from './calendar.js';

/** How long something takes, as profiles and transcripts write it: `90m`, `25h`, `2d`, or `3wd` working days. */
export interface Span {
  readonly amount: number;
  readonly unit: 'm' | 'h' | 'd' | 'wd';
}

const MINUTES = { m: 1, h: 60, d: 24 * 60 } as const;

/** Reads `90m`, `25h`, `2d`, `3wd`; undefined when it is no such thing. */
export function parseSpan(text: string): Span | undefined {
  const match = /^(\d{1,4})(m|h|d|wd)$/.exec(text);
  return match ? { amount: Number(match[1]), unit: match[2] as Span['unit'] } : undefined;
}

/** The instant a span later. Working days end at the same time of day (contracts, section 5). */
export function addSpan(instant: Date, span: Span): Date {
  if (span.unit === 'wd') return addWorkingDays(instant, span.amount);
  return addMinutes(instant, span.amount * MINUTES[span.unit]);
}

/** The instant a span earlier; a working day counts as a whole day, since looking back needs no calendar. */
export function subtractSpan(instant: Date, span: Span): Date {
  const minutes = span.unit === 'wd' ? MINUTES.d : MINUTES[span.unit];
  return addMinutes(instant, -span.amount * minutes);
}
