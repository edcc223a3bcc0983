import { describe, expect, it } from '@jest/globals';
import { MovableClock } from '../../src/kernel/clock.js';

const SOME_DAY = new Date('2026-12-01T01:00:00Z');

describe('a movable clock', () => {
  it('stands still where it was put, whoever changes the date that was given', () => {
    const clock = new MovableClock();
    const given = new Date(SOME_DAY);
    clock.standAt(given);
    given.setFullYear(1990);
    expect([clock.now(), clock.now()]).toEqual([SOME_DAY, SOME_DAY]);
  });

  it('runs on from the instant it was moved to', () => {
    const clock = new MovableClock();
    clock.standAt(new Date(0));
    clock.runFrom(SOME_DAY);
    const shown = clock.now().getTime() - SOME_DAY.getTime();
    expect(shown).toBeGreaterThanOrEqual(0);
    expect(shown).toBeLessThan(60_000);
  });

  it('knows how far it is ahead, so that the lead can be kept over a restart', () => {
    const hour = 3_600_000;
    expect(Math.round(new MovableClock(hour).aheadMs / 1000)).toBe(3600);
    expect(Math.round(new MovableClock().aheadMs / 1000)).toBe(0);
  });
});
