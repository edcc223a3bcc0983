import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  loadMethodProfile,
  METHODS_DIR,
  MethodProfileError,
  type ProfileFault,
  profileNamed,
} from '../../src/config/method-profile-loader.js';

const luyang = readFileSync(join(METHODS_DIR, 'hefei-luyang.yaml'), 'utf8');

function faultsOf(text: string): readonly ProfileFault[] {
  const dir = mkdtempSync(join(tmpdir(), 'methods-'));
  writeFileSync(join(dir, 'hefei-luyang.yaml'), text);
  try {
    loadMethodProfile('hefei-luyang', dir);
    return [];
  } catch (error) {
    if (error instanceof MethodProfileError) return error.faults;
    throw error;
  }
}

describe('a working-method profile', () => {
  it('is read into typed settings', () => {
    const profile = loadMethodProfile('hefei-luyang');
    expect(profile.levels.on_spot.title).toBe('现场办结');
    expect(profile.limitOf('on_spot', 'emergency')).toEqual({ amount: 2, unit: 'h' });
    expect(profile.limitOf('community', 'normal')).toEqual({ amount: 5, unit: 'wd' });
    expect(profile.reminderBefore('high')).toEqual({ amount: 4, unit: 'h' });
    expect(profile.rating.closeDays).toBe(7);
    expect(profile.rating.scale.map((step) => step.score)).toEqual([5, 4, 3, 2, 1]);
    expect(profile.quietHours).toEqual({ from: '22:00', to: '07:30' });
  });

  it.each<[string, [string | RegExp, string], ProfileFault]>([
    [
      'a limit that is no time',
      ['emergency: 2h', 'emergency: soon'],
      {
        file: 'hefei-luyang.yaml',
        key: 'levels.on_spot.limit.emergency',
        found: '"soon"',
        expected: 'a time such as 30m, 2h, 3d or 5wd',
      },
    ],
    [
      'an expiry nobody knows',
      ['    onExpiry: climb', '    onExpiry: explode'],
      {
        file: 'hefei-luyang.yaml',
        key: 'levels.on_spot.onExpiry',
        found: '"explode"',
        expected: 'climb or stay',
      },
    ],
    [
      'a number out of range',
      ['closeDays: 7', 'closeDays: 0'],
      {
        file: 'hefei-luyang.yaml',
        key: 'rating.closeDays',
        found: '0',
        expected: 'a whole number from 1 to 60',
      },
    ],
    [
      'a key that is misspelt',
      ['closeDays: 7', 'closeDays: 7\n  closedays: 8'],
      { file: 'hefei-luyang.yaml', key: 'rating.closedays', found: '8', expected: 'no such key' },
    ],
    [
      'a missing value',
      [/gatheringMinutes: 10.*/, ''],
      {
        file: 'hefei-luyang.yaml',
        key: 'gatheringMinutes',
        found: 'nothing',
        expected: 'a whole number from 0 to 120',
      },
    ],
    [
      'a missing section',
      [/quietHours: .*/, ''],
      {
        file: 'hefei-luyang.yaml',
        key: 'quietHours',
        found: 'nothing',
        expected: 'a section with its keys',
      },
    ],
    [
      'a step of the scale out of range',
      ['score: 5', 'score: 6'],
      {
        file: 'hefei-luyang.yaml',
        key: 'rating.scale.0.score',
        found: '6',
        expected: 'a whole number from 1 to 5',
      },
    ],
    [
      "a name that is not the file's",
      ['name: hefei-luyang', 'name: elsewhere'],
      {
        file: 'hefei-luyang.yaml',
        key: 'name',
        found: '"elsewhere"',
        expected: 'hefei-luyang, like the file',
      },
    ],
  ])('is refused with file, key, found and expected for %s', (_case, [from, to], fault) => {
    expect(faultsOf(luyang.replace(from, to))).toEqual([fault]);
  });

  it('lists every fault at once', () => {
    expect(
      faultsOf(
        luyang.replace('closeDays: 7', 'closeDays: 0').replace('emergency: 2h', 'emergency: x'),
      ),
    ).toHaveLength(2);
  });

  it('names the line of text that is no YAML, and the profiles there are', () => {
    expect(faultsOf('name: "open\nmore: 1\n')[0]?.key).toMatch(/^line \d+$/);
    expect(() => loadMethodProfile('atlantis')).toThrow('hefei-luyang');
    expect(() => loadMethodProfile('../package')).toThrow(MethodProfileError);
  });

  it("keeps the rules under which a case was opened, or today's where that profile is gone", () => {
    const today = loadMethodProfile('hefei-luyang');
    expect(profileNamed('hefei-luyang', today)).toBe(today);
    expect(profileNamed('gone', today)).toBe(today);
  });
});
