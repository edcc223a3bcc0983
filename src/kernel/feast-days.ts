import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Statutory holidays and make-up working days as announced, keyed by civil date `YYYY-MM-DD` (package chinese-days, after
 * the notices of the State Council). Only its table is used: its code builds the same table in the machine's time zone, a
 * day off west of Greenwich, and takes every weekday of a year without a notice for a working day.
 */
const announced: Record<
  'holidays' | 'workdays',
  Readonly<Record<string, string>>
> = require('chinese-days/dist/chinese-days.json');

const DAY_MS = 86_400_000;

/**
 * Spring Festival, Dragon Boat, Mid-Autumn (`MM-DD`). A table, because the engine's own lunar calendar puts the Spring
 * Festival of 2027 on the 7th of February (new moon four minutes before midnight).
 */
const LUNAR_FEASTS: Readonly<Record<number, string>> = {
  2027: '02-06 06-09 09-15',
  2028: '01-26 05-28 10-03',
  2029: '02-13 06-16 09-22',
  2030: '02-03 06-05 09-12',
  2031: '01-23 06-24 10-01',
  2032: '02-11 06-12 09-19',
  2033: '01-31 06-01 09-08',
  2034: '02-19 06-20 09-27',
  2035: '02-08 06-10 09-16',
  2036: '01-28 05-30 10-04',
  2037: '02-15 06-18 09-24',
  2038: '02-04 06-07 09-13',
  2039: '01-24 05-27 10-02',
  2040: '02-12 06-14 09-20',
  2041: '02-01 06-03 09-10',
  2042: '01-22 06-22 09-28',
  2043: '02-10 06-11 09-17',
  2044: '01-30 05-31 10-05',
  2045: '02-17 06-19 09-25',
  2046: '02-06 06-08 09-15',
  2047: '01-26 05-29 10-04',
  2048: '02-14 06-15 09-22',
  2049: '02-02 06-04 09-11',
  2050: '01-23 06-23 09-30',
};

/** What a year's days are: which weekdays are free, which weekend days are worked. */
export interface YearOfDays {
  readonly daysOff: ReadonlySet<string>;
  readonly makeUpDays: ReadonlySet<string>;
}

/** The last year whose holidays the State Council has announced, as far as the installed table knows. */
export const ANNOUNCED_UNTIL = Math.max(
  ...Object.keys(announced.holidays)
    .filter((day) => day.endsWith('-10-01'))
    .map((day) => Number(day.slice(0, 4))),
);

const known = new Map<string, YearOfDays>();

/**
 * The days of a year: as announced, or by the statutory rule alone where no notice is out.
 * @param announcedUntil the last year that counts as announced; an earlier one shows how a deadline was reckoned then
 */
export function daysOfYear(year: number, announcedUntil = ANNOUNCED_UNTIL): YearOfDays {
  const isAnnounced = year <= Math.min(announcedUntil, ANNOUNCED_UNTIL);
  const key = `${year} ${isAnnounced}`;
  const found = known.get(key) ?? (isAnnounced ? announcedDays(year) : statutoryDays(year));
  known.set(key, found);
  return found;
}

function announcedDays(year: number): YearOfDays {
  const ofYear = (table: Readonly<Record<string, string>>) =>
    new Set(Object.keys(table).filter((day) => day.startsWith(`${year}-`)));
  return { daysOff: ofYear(announced.holidays), makeUpDays: ofYear(announced.workdays) };
}

/**
 * The thirteen free days of the regulation in force since 2025. One that falls on a weekend, or on another feast, is made
 * up on the next working day; which weekends are worked for longer holidays only the notice says.
 */
function statutoryDays(year: number): YearOfDays {
  const daysOff = new Set<string>();
  for (const day of feastDays(year)) {
    let free = day;
    const taken = () => daysOff.has(free);
    while (taken() || isWeekend(free)) {
      // The weekend day itself stays the feast; the day in lieu comes on top.
      if (free === day) daysOff.add(free);
      free = shift(free, 1);
    }
    daysOff.add(free);
  }
  return { daysOff, makeUpDays: new Set() };
}

/** Feasts on working days first: a day in lieu is a day that would have been worked. After 2050 those of the sun alone. */
function feastDays(year: number): string[] {
  const [spring, dragonBoat, midAutumn] = (LUNAR_FEASTS[year]?.split(' ') ?? []).map(
    (day) => `${year}-${day}`,
  );
  const days = [
    `${year}-01-01`,
    ...(spring ? [-1, 0, 1, 2].map((offset) => shift(spring, offset)) : []),
    qingming(year),
    ...['05-01', '05-02'].map((day) => `${year}-${day}`),
    ...(dragonBoat ? [dragonBoat] : []),
    ...(midAutumn ? [midAutumn] : []),
    ...['10-01', '10-02', '10-03'].map((day) => `${year}-${day}`),
  ];
  return [...days.filter((day) => !isWeekend(day)), ...days.filter(isWeekend)];
}

/** Clear Brightness, the fifth solar term: 4 or 5 April in this century (the almanac's formula). */
function qingming(year: number): string {
  const y = year % 100;
  const day = Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4);
  return `${year}-04-${String(day).padStart(2, '0')}`;
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
