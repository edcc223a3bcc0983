import { describe, expect, it } from '@jest/globals';
import {
  isScanUnderWay,
  type LoginScan,
  type ScanNews,
  scanAfter,
  scanOfRestart,
  shownScan,
} from '../../src/channel/login-scan.rules.js';

const THEN = new Date('2026-12-01T01:00:00Z');
const NOW = new Date('2026-12-01T01:05:00Z');

const scan = (status: LoginScan['status'], code?: string): LoginScan => ({
  status,
  since: THEN,
  code,
});

describe('what a puppet tells of a scan', () => {
  it.each<[string, LoginScan | undefined, ScanNews, LoginScan | undefined]>([
    [
      'the first code waits from now on',
      undefined,
      { status: 'waiting', code: 'a' },
      { status: 'waiting', since: NOW, code: 'a' },
    ],
    [
      'a renewed code waits, and is waited for as long as the one before',
      scan('waiting', 'a'),
      { status: 'waiting', code: 'b' },
      scan('waiting', 'b'),
    ],
    [
      'the end of a code that comes with the next one is the next one',
      scan('waiting', 'a'),
      { status: 'expired', code: 'b' },
      scan('waiting', 'b'),
    ],
    [
      'the end of the code that is shown',
      scan('waiting', 'a'),
      { status: 'expired', code: 'a' },
      scan('expired', 'a'),
    ],
    [
      'an end told twice is one end',
      scan('expired', 'a'),
      { status: 'expired', code: 'a' },
      scan('expired', 'a'),
    ],
    ['an end without a code', scan('waiting', 'a'), { status: 'expired' }, scan('expired', 'a')],
    [
      'somebody scanned',
      scan('waiting', 'a'),
      { status: 'scanned', code: 'a' },
      scan('scanned', 'a'),
    ],
    [
      'scanned is scanned, however the code is written',
      scan('waiting', 'a'),
      { status: 'scanned', code: 'b' },
      scan('scanned', 'b'),
    ],
    ['somebody confirmed', scan('scanned', 'a'), { status: 'confirmed' }, scan('confirmed', 'a')],
    ['somebody said no', scan('scanned', 'a'), { status: 'cancelled' }, scan('cancelled', 'a')],
    [
      'the same code can be scanned again',
      scan('scanned', 'a'),
      { status: 'waiting', code: 'a' },
      scan('waiting', 'a'),
    ],
    [
      'a puppet that knows no status but has a code',
      undefined,
      { status: 'unknown', code: 'a' },
      { status: 'waiting', since: NOW, code: 'a' },
    ],
    ['nothing known changes nothing', undefined, { status: 'unknown' }, undefined],
    [
      'an empty code is none',
      undefined,
      { status: 'scanned', code: '' },
      { status: 'scanned', since: NOW, code: undefined },
    ],
  ])('%s', (_title, before, news, expected) => {
    expect(scanAfter(before, news, NOW)).toEqual(expected);
  });

  it.each<[LoginScan | undefined, boolean]>([
    [undefined, false],
    [scan('waiting', 'a'), true],
    [scan('scanned', 'a'), true],
    [scan('confirmed'), true],
    [scan('expired', 'a'), false],
    [scan('cancelled', 'a'), false],
  ])('a person is left to scan and to confirm (%j)', (before, expected) => {
    expect(isScanUnderWay(before)).toBe(expected);
  });

  it('a code is shown only while it can be scanned', () => {
    expect(shownScan(scan('waiting', 'a'))).toEqual(scan('waiting', 'a'));
    for (const status of ['scanned', 'confirmed', 'expired', 'cancelled'] as const) {
      expect(shownScan(scan(status, 'a'))).toEqual({ status, since: THEN });
    }
  });

  it('a puppet that is started anew waits for its next code, and may tell of the same one', () => {
    expect(scanOfRestart(undefined)).toBeUndefined();
    const restarted = scanOfRestart(scan('waiting', 'a'));
    expect(restarted).toEqual(scan('expired', 'a'));
    expect(scanAfter(restarted, { status: 'waiting', code: 'a' }, NOW)).toEqual(
      scan('waiting', 'a'),
    );
  });
});
