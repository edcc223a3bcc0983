import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  addMinutes,
  addWorkingDays,
  addWorkingTime,
  type CivilDate,
  civilDateOf,
  formatMinute,
  instantAt,
  isProvisional,
  isWorkingDay,
  minuteOfDay,
  minuteOfDayText,
  parseCivilDate,
  parseMinute,
  workingTimeBetween,
} from '../../src/kernel/calendar.js';
import { ANNOUNCED_UNTIL, daysOfYear } from '../../src/kernel/feast-days.js';

const day = (text: string) => text as CivilDate;
const at = (text: string) => {
  const instant = parseMinute(text);
  if (!instant) throw new Error(`no such time: ${text}`);
  return instant;
};

describe('a civil date', () => {
  it.each([
    ['2026-12-01', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['26-12-01', false],
    ['2026-12-01T00:00', false],
    ['', false],
  ])('%s is a day of the calendar: %s', (text, expected) => {
    expect(parseCivilDate(text) === text).toBe(expected);
  });

  it.each([
    ['2026-12-01T15:59:59.999Z', '2026-12-01', 1439],
    ['2026-12-01T16:00:00Z', '2026-12-02', 0],
    ['2026-12-31T16:00:00Z', '2027-01-01', 0],
    ['2026-03-08T10:30:00Z', '2026-03-08', 18 * 60 + 30],
  ])('the instant %s falls on %s in Shanghai, minute %i', (instant, date, minute) => {
    expect(civilDateOf(new Date(instant))).toBe(date);
    expect(minuteOfDay(new Date(instant))).toBe(minute);
  });

  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-11-01', 0, '2026-11-01'],
    ['2026-03-07', 2, '2026-03-09'],
    ['2026-10-31', 30, '2026-11-30'],
  ])('%s and %i days is %s, over every change of summer time elsewhere', (from, days, to) => {
    expect(addDays(day(from), days)).toBe(to);
  });

  it('begins and ends at midnight in Shanghai', () => {
    expect(instantAt(day('2026-12-01')).toISOString()).toBe('2026-11-30T16:00:00.000Z');
    expect(instantAt(day('2026-12-01'), 1440)).toEqual(instantAt(day('2026-12-02')));
  });
});

describe('a working day', () => {
  it.each([
    ['2026-12-01', true],
    ['2026-12-05', false],
    ['2026-10-01', false],
    ['2026-10-10', true],
    ['2026-01-01', false],
    ['2026-02-17', false],
  ])('%s: %s (weekends, holidays and make-up days)', (date, expected) => {
    expect(isWorkingDay(day(date))).toBe(expected);
  });

  it.each([
    ['2026-12-01 09:00', 3, '2026-12-04 09:00'],
    ['2026-12-04 17:30', 1, '2026-12-07 17:30'],
    ['2026-12-05 10:00', 1, '2026-12-07 10:00'],
    ['2026-09-30 16:00', 1, '2026-10-08 16:00'],
    ['2026-10-09 08:15', 1, '2026-10-10 08:15'],
    ['2026-12-01 09:00', 0, '2026-12-01 09:00'],
  ])('%s and %i working days is %s', (from, days, to) => {
    expect(formatMinute(addWorkingDays(at(from), days))).toBe(to);
  });
});

describe('a year whose holidays are not announced', () => {
  it('goes by the statutory rule and says so', () => {
    expect(ANNOUNCED_UNTIL).toBeGreaterThanOrEqual(2026);
    expect(isProvisional(day(`${ANNOUNCED_UNTIL}-12-31`))).toBe(false);
    expect(isProvisional(day(`${ANNOUNCED_UNTIL + 1}-01-01`))).toBe(true);
  });

  // Reckoned as if nothing after 2026 were announced, so that a newer table does not change what the rule says.
  it.each([
    ['2027-01-01', false, 'New Year, a Friday'],
    ['2027-01-04', true, 'the Monday after'],
    ['2027-02-04', true, 'the day before the eve'],
    ['2027-02-05', false, 'the eve of the Spring Festival'],
    ['2027-02-08', false, 'its third day'],
    ['2027-02-09', false, 'in lieu of a Saturday'],
    ['2027-02-10', false, 'in lieu of a Sunday'],
    ['2027-02-11', true, 'over'],
    ['2027-04-05', false, 'Clear Brightness'],
    ['2027-05-03', false, 'Labour Day on a Saturday'],
    ['2027-05-04', false, 'and on a Sunday'],
    ['2027-05-05', true, 'over'],
    ['2027-06-09', false, 'Dragon Boat'],
    ['2027-09-15', false, 'Mid-Autumn'],
    ['2027-10-01', false, 'National Day, a Friday'],
    ['2027-10-04', false, 'in lieu of the Saturday'],
    ['2027-10-05', false, 'in lieu of the Sunday'],
    ['2027-10-06', true, 'over'],
    ['2027-10-09', false, 'no weekend is worked before a notice says so'],
    [
      '2028-10-04',
      false,
      'Sunday and Mid-Autumn on the last day of National Day: two days in lieu',
    ],
    ['2028-10-05', false, 'the second of them'],
    ['2028-10-06', true, 'over'],
  ])('%s is a working day: %s (%s)', (date, expected) => {
    expect(isWorkingDay(day(date), 2026)).toBe(expected);
  });

  it('has thirteen free days beside the other weekends, in every year to come', () => {
    for (let year = ANNOUNCED_UNTIL + 1; year <= 2050; year += 1) {
      const { daysOff, makeUpDays } = daysOfYear(year, 2026);
      const free = [...daysOff].filter((date) => {
        const weekday = new Date(date).getUTCDay();
        return weekday >= 1 && weekday <= 5;
      });
      expect([year, free.length, makeUpDays.size]).toEqual([year, 13, 0]);
    }
  });

  it('agrees with every notice since 2025 about its feasts themselves', () => {
    for (const year of [2025, 2026]) {
      const notice = daysOfYear(year).daysOff;
      // The rule names days in lieu that a notice may place elsewhere: only the feasts are compared.
      const feasts = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];
      for (const feast of feasts) expect(notice.has(`${year}-${feast}`)).toBe(true);
    }
  });

  // West of Greenwich that almanac is a day off.
  const itEast = new Date(2027, 0, 1).getTimezoneOffset() > 0 ? it.skip : it;
  itEast('has the feasts of the moon where the almanac of another hand has them', () => {
    const almanac = createRequire(import.meta.url)('chinese-days');
    for (let year = 2027; year <= 2050; year += 1) {
      const lunar = ['01-01', '05-05', '08-15'].map(
        (date) => almanac.getSolarDateFromLunar(`${year}-${date}`).date,
      );
      lunar.push(almanac.getSolarTermDate(year, 4, 'pure_brightness'));
      for (const date of lunar)
        expect([date, isWorkingDay(day(date), 2026)]).toEqual([date, false]);
    }
  });
});

describe('working time', () => {
  it.each([
    ['2026-12-01 09:00', '2026-12-02 09:00', 1],
    ['2026-12-04 09:00', '2026-12-07 09:00', 1],
    ['2026-12-05 09:00', '2026-12-06 15:00', 0],
    ['2026-12-05 09:00', '2026-12-07 12:00', 0.5],
    ['2026-09-30 12:00', '2026-10-08 12:00', 1],
    ['2026-12-02 09:00', '2026-12-01 09:00', 0],
  ])('from %s to %s is %f days', (from, to, days) => {
    expect(workingTimeBetween(at(from), at(to)) / 86_400_000).toBe(days);
  });

  it('is undone by adding it, and never runs on days that are free', () => {
    for (let hour = 0; hour < 24 * 400; hour += 13) {
      const from = addMinutes(at('2026-01-01 00:30'), hour * 60);
      const passed = (hour % 211) * 3_600_000 + 60_000;
      const later = addWorkingTime(from, passed);
      expect(workingTimeBetween(from, later)).toBe(passed);
      expect(isWorkingDay(civilDateOf(later))).toBe(true);
    }
  });

  it('of whole days is a limit in working days where it begins on one', () => {
    for (const [from, days] of [
      ['2026-12-01 09:00', 3],
      ['2026-09-30 16:00', 1],
      ['2026-12-31 10:00', 2],
    ] as const)
      expect(addWorkingTime(at(from), days * 86_400_000)).toEqual(addWorkingDays(at(from), days));
  });
});

describe('a time of day', () => {
  it('is read and written alike', () => {
    expect(formatMinute(at('2026-12-01 00:00'))).toBe('2026-12-01 00:00');
    expect(at('2026-12-01 09:30').toISOString()).toBe('2026-12-01T01:30:00.000Z');
    expect(formatMinute(addMinutes(at('2026-12-31 23:30'), 45))).toBe('2027-01-01 00:15');
  });

  it.each(['2026-12-01', '2026-12-01 24:00', '2026-12-01 09:60', '2026-02-30 09:00', '09:00'])(
    '%s is none',
    (text) => {
      expect(parseMinute(text)).toBeUndefined();
    },
  );

  it('counts minutes since midnight', () => {
    expect([minuteOfDayText('00:00'), minuteOfDayText('07:30'), minuteOfDayText('22:00')]).toEqual([
      0, 450, 1320,
    ]);
  });
});
