import { describe, expect, it } from '@jest/globals';
import { formatMinute, parseMinute } from '../../src/kernel/calendar.js';
import { maskNumber, maskPhones } from '../../src/kernel/phones.rules.js';
import { addSpan, parseSpan, subtractSpan } from '../../src/kernel/spans.js';

describe('a span of time', () => {
  it.each([
    ['90m', '2026-09-28 09:00', '2026-09-28 10:30'],
    ['25h', '2026-09-28 09:00', '2026-09-29 10:00'],
    ['2d', '2026-09-30 09:00', '2026-10-02 09:00'],
    // The National Day holiday of 2026 runs from 1 to 7 October; Saturday 10 October is worked.
    ['1wd', '2026-09-30 09:00', '2026-10-08 09:00'],
    ['3wd', '2026-09-30 16:45', '2026-10-10 16:45'],
  ])('%s after %s is %s', (span, from, until) => {
    const start = parseMinute(from) as Date;
    expect(formatMinute(addSpan(start, parseSpan(span) ?? fail(span)))).toBe(until);
  });

  it('can be counted back', () => {
    const noon = parseMinute('2026-09-28 12:00') as Date;
    expect(formatMinute(subtractSpan(noon, { amount: 30, unit: 'm' }))).toBe('2026-09-28 11:30');
    expect(formatMinute(subtractSpan(noon, { amount: 1, unit: 'wd' }))).toBe('2026-09-27 12:00');
  });

  it.each(['', '2', 'h', '2 h', '-2h', '2w', '99999d'])('does not read %p', (text) => {
    expect(parseSpan(text)).toBeUndefined();
  });
});

describe('a phone number in a text', () => {
  it.each([
    ['我电话19900000001，急', '我电话199****0001，急'],
    ['打 199 0000 0001 或 0551-62345678', '打 199****0001 或 055****5678'],
    ['１９９０００００００１找我', '199****0001找我'],
    ['+86 199-0000-0001', '199****0001'],
    ['3栋2单元501，第12号，2026年', '3栋2单元501，第12号，2026年'],
    ['订单号202612345678901234', '订单号202612345678901234'],
  ])('%s is kept as %s', (text, masked) => {
    expect(maskPhones(text)).toBe(masked);
  });

  it.each([
    ['19900000001', '199****0001'],
    ['12345', '***45'],
    ['', ''],
  ])('%p alone is shown as %p', (number, shown) => {
    expect(maskNumber(number)).toBe(shown);
  });
});

function fail(text: string): never {
  throw new Error(`not a span: ${text}`);
}
