import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  addMinutes,
  addWorkingDays,
  type CivilDate,
  civilDateOf,
  formatMinute,
  instantAt,
  isWorkingDay,
  minuteOfDay,
  minuteOfDayText,
  parseCivilDate,
  parseMinute,
} from '../../src/kernel/calendar.js';

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
