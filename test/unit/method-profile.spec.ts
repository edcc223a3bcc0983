import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import {
  keptForm,
  keptProfile,
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

const ELEVEN = [
  'hefei-luyang',
  'benxi-xihu',
  'lvliang',
  'lvliang-lishi',
  'anshan-lishan',
  'tongren-shizhong',
  'tongren-ximen',
  'jinzhou-guta',
  'tieling-qinghe',
  'liaoning-chaoyang',
  'anshan-tiexi',
];

describe('every working method', () => {
  it('has its profile, and no other is there', () => {
    const there = readdirSync(METHODS_DIR).filter((name) => name.endsWith('.yaml'));
    expect(there.map((name) => name.slice(0, -5)).sort()).toEqual([...ELEVEN].sort());
  });

  it.each(ELEVEN)('%s is read without a fault, and its levels have names of their own', (name) => {
    const { levels } = loadMethodProfile(name);
    const titles = Object.values(levels).map((level) => level.title);
    expect(new Set(titles).size).toBe(4);
  });

  it.each(ELEVEN)('%s says of every time limit where it comes from', (name) => {
    const lines = readFileSync(join(METHODS_DIR, `${name}.yaml`), 'utf8').split('\n');
    const silent = lines.filter((line) => /limit: \{/.test(line) && !line.includes('#'));
    expect(silent).toEqual([]);
  });
});

describe('rules that are kept', () => {
  it('are found again as they were, whatever becomes of comments and order', () => {
    const profile = loadMethodProfile('lvliang');
    const { hash, rules } = keptForm(profile);
    expect(keptProfile(rules).limitOf('district', 'normal')).toEqual({ amount: 30, unit: 'd' });
    expect(keptForm(keptProfile(rules)).hash).toBe(hash);
    expect(keptForm(loadMethodProfile('hefei-luyang')).hash).not.toBe(hash);
  });

  it('serve a version that does not know all their keys, but not one that needs more', () => {
    const { rules } = keptForm(loadMethodProfile('lvliang'));
    const newer = JSON.stringify({ ...JSON.parse(rules), tomorrow: 1 });
    expect(keptProfile(newer).name).toBe('lvliang');
    const older = JSON.stringify({ ...JSON.parse(rules), rating: undefined });
    expect(() => keptProfile(older)).toThrow(MethodProfileError);
  });
});

describe('a working-method profile', () => {
  it('may give a kind of case other limits', () => {
    const text = luyang.replace(
      '    onExpiry: climb',
      '    limitByKind: { 咨询: { normal: 1wd } }\n    onExpiry: climb',
    );
    expect(faultsOf(text)).toEqual([]);
    expect(faultsOf(text.replace('1wd }', '1w }'))).toEqual([
      {
        file: 'hefei-luyang.yaml',
        key: 'levels.on_spot.limitByKind.咨询.normal',
        found: '"1w"',
        expected: 'a time such as 30m, 2h, 3d or 5wd',
      },
    ]);
    const profile = keptProfile(JSON.stringify(parse(text)));
    expect(profile.limitOf('on_spot', 'normal', '咨询')).toEqual({ amount: 1, unit: 'wd' });
    expect(profile.limitOf('on_spot', 'high', '咨询')).toEqual({ amount: 24, unit: 'h' });
    expect(profile.limitOf('on_spot', 'normal', '求助')).toEqual({ amount: 3, unit: 'wd' });
  });

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
