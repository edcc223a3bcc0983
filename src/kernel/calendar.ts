import { ANNOUNCED_UNTIL, daysOfYear } from './feast-days.js';

/** A day as people in the community name it, `YYYY-MM-DD`, Asia/Shanghai. Never a JavaScript Date. */
export type CivilDate = string & { readonly civilDate: unique symbol };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Asia/Shanghai is UTC+8 all year; China gave up summer time in 1991. */
const SHANGHAI_OFFSET_MS = 8 * 60 * MINUTE_MS;

/** Reads `YYYY-MM-DD`; undefined when that is no day of the calendar (2026-02-30). */
export function parseCivilDate(text: string): CivilDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const instant = new Date(`${text}T00:00:00Z`);
  const real = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
  return real ? (text as CivilDate) : undefined;
}

/** The civil day on which the instant falls. */
export function civilDateOf(instant: Date): CivilDate {
  return shifted(instant).toISOString().slice(0, 10) as CivilDate;
}

/** Minutes since midnight, 0–1439. */
export function minuteOfDay(instant: Date): number {
  const local = shifted(instant);
  return local.getUTCHours() * 60 + local.getUTCMinutes();
}

/** Minutes since midnight of a time of day written `HH:mm`. */
export function minuteOfDayText(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}

/** The instant at which the civil day reaches the minute (0–1440, minutes since midnight). */
export function instantAt(day: CivilDate, minute = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS - SHANGHAI_OFFSET_MS);
}

/** The civil day a number of days later; earlier when negative. */
export function addDays(day: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)
    .toISOString()
    .slice(0, 10) as CivilDate;
}

/**
 * Whether offices work on that day: weekends, statutory holidays and make-up working days considered.
 * @param announcedUntil the last year that counts as announced; later ones go by the statutory rule
 */
export function isWorkingDay(day: CivilDate, announcedUntil = ANNOUNCED_UNTIL): boolean {
  const { daysOff, makeUpDays } = daysOfYear(Number(day.slice(0, 4)), announcedUntil);
  if (daysOff.has(day)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return makeUpDays.has(day) || (weekday >= 1 && weekday <= 5);
}

/** Whether the holidays of that day's year are not announced yet: what is reckoned over it may still move. */
export function isProvisional(day: CivilDate): boolean {
  return Number(day.slice(0, 4)) > ANNOUNCED_UNTIL;
}

/** The instant a number of working days later, at the same time of day (contracts: a limit in working days). */
export function addWorkingDays(instant: Date, workingDays: number): Date {
  let day = civilDateOf(instant);
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return new Date(instantAt(day).getTime() + intoDay(instant));
}

/** Milliseconds of working days between two instants, each working day counting whole; 0 when the second is earlier. */
export function workingTimeBetween(from: Date, to: Date, announcedUntil = ANNOUNCED_UNTIL): number {
  const last = civilDateOf(to);
  let worked = 0;
  for (let day = civilDateOf(from); day <= last; day = addDays(day, 1)) {
    if (!isWorkingDay(day, announcedUntil)) continue;
    const begins = day === civilDateOf(from) ? intoDay(from) : 0;
    worked += (day === last ? intoDay(to) : DAY_MS) - begins;
  }
  return Math.max(0, worked);
}

/** The instant at which so many milliseconds of working days have passed; always on a working day. */
export function addWorkingTime(instant: Date, milliseconds: number): Date {
  let day = civilDateOf(instant);
  let begins = intoDay(instant);
  for (let left = milliseconds; ; day = addDays(day, 1), begins = 0) {
    if (!isWorkingDay(day)) continue;
    if (left <= DAY_MS - begins) return new Date(instantAt(day).getTime() + begins + left);
    left -= DAY_MS - begins;
  }
}

/** So many milliseconds later. */
export function addMilliseconds(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

/** The instant a number of minutes later. */
export function addMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * MINUTE_MS);
}

/** `YYYY-MM-DD HH:mm`, Asia/Shanghai: what transcripts and ledgers show. */
export function formatMinute(instant: Date): string {
  return shifted(instant).toISOString().slice(0, 16).replace('T', ' ');
}

/** Reads `YYYY-MM-DD HH:mm` as Asia/Shanghai; undefined when it is no such time. */
export function parseMinute(text: string): Date | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2})$/.exec(text);
  const day = match?.[1] ? parseCivilDate(match[1]) : undefined;
  const minute = Number(match?.[2]) * 60 + Number(match?.[3]);
  if (!day || !(minute < 1440) || Number(match?.[3]) > 59) return undefined;
  return instantAt(day, minute);
}

/** Milliseconds since midnight. */
function intoDay(instant: Date): number {
  return shifted(instant).getTime() % DAY_MS;
}

function shifted(instant: Date): Date {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS);
}
