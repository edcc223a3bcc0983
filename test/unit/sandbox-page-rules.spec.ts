import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseRange } from '../../src/channel/sandbox/byte-range.rules.js';
import { MovedTime } from '../../src/channel/sandbox/moved-time.js';
import { addMinutes } from '../../src/kernel/calendar.js';
import { MovableClock } from '../../src/kernel/clock.js';

describe('a range of bytes', () => {
  const cases: [header: string | undefined, size: number, range: object | undefined][] = [
    [undefined, 10, undefined],
    ['bytes=0-', 10, { start: 0, end: 10 }],
    ['bytes=0-3', 10, { start: 0, end: 4 }],
    ['bytes=4-99', 10, { start: 4, end: 10 }],
    ['bytes=-3', 10, { start: 7, end: 10 }],
    ['bytes=-30', 10, { start: 0, end: 10 }],
    ['bytes=10-', 10, undefined],
    ['bytes=5-2', 10, undefined],
    ['bytes=-', 10, undefined],
    ['bytes=0-1,4-5', 10, undefined],
    ['lines=0-1', 10, undefined],
  ];
  it.each(cases)('%s of %d bytes', (header, size, range) => {
    expect(parseRange(header, size)).toEqual(range);
  });
});

describe('moved time', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linli-moved-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is as far ahead after a restart as before', () => {
    const before = new MovableClock();
    before.runFrom(addMinutes(before.now(), 3 * 24 * 60));
    new MovedTime(folder).keep(before);
    const after = new MovableClock();
    new MovedTime(folder).restore(after);
    expect(Math.abs(after.aheadMs - before.aheadMs)).toBeLessThan(1_000);
  });

  it('is none where nobody moved it, or the file says nothing sensible', () => {
    const clock = new MovableClock();
    new MovedTime(folder).restore(clock);
    for (const text of ['{', '{"aheadMs":"x"}', '[]', '{"aheadMs":-5000}']) {
      writeFileSync(join(folder, 'clock.json'), text);
      new MovedTime(folder).restore(clock);
    }
    expect(Math.abs(clock.aheadMs)).toBeLessThan(1_000);
  });
});
