import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Environment } from '../../src/config/environment.js';
import { isLoopback } from '../../src/config/loopback.js';
import { readSettings } from '../../src/config/read-settings.js';
import type { Settings } from '../../src/config/settings.js';
import { SettingsError } from '../../src/config/settings-error.js';

const SECRET = 'not-to-be-repeated-1234';
const DATABASE = { DATABASE_URL: 'postgres://u:p@db/linli', LINLI_SECRET_KEY: SECRET };

let folder: string;
let made = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function freshDir(): string {
  made += 1;
  return join(folder, String(made));
}

function read(environment: Environment): Settings {
  return readSettings({ LINLI_DATA_DIR: freshDir(), ...environment });
}

function faultsOf(environment: Environment): string[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    expect(error.message).not.toContain(SECRET);
    return error.faults.map((fault) => fault.name);
  }
}

describe('settings', () => {
  it('have the documented defaults', () => {
    const settings = readSettings({ LINLI_DATA_DIR: freshDir() });
    expect(settings).toMatchObject({
      databaseUrl: undefined,
      consoleToken: undefined,
      port: 3000,
      host: '127.0.0.1',
      channel: 'sandbox',
      method: 'hefei-luyang',
      sendPerMinute: 40,
      keepDays: 365,
      advisor: undefined,
    });
  });

  it('take an empty value as not set', () => {
    expect(read({ PORT: '', DATABASE_URL: ' ', HOST: '' })).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
    });
  });

  it.each<[string, Environment, string[]]>([
    ['a port that is no number', { PORT: 'http' }, ['PORT']],
    ['a port out of range', { PORT: '70000' }, ['PORT']],
    ['a keeping for no number of days', { LINLI_KEEP_DAYS: 'x' }, ['LINLI_KEEP_DAYS']],
    ['a negative pace', { LINLI_SEND_PER_MINUTE: '-1' }, ['LINLI_SEND_PER_MINUTE']],
    [
      'a database of another kind',
      { ...DATABASE, DATABASE_URL: 'mysql://u:p@db/linli' },
      ['DATABASE_URL'],
    ],
    ['a database without a key', { DATABASE_URL: DATABASE.DATABASE_URL }, ['LINLI_SECRET_KEY']],
    ['a key that is too short', { ...DATABASE, LINLI_SECRET_KEY: 'short' }, ['LINLI_SECRET_KEY']],
    [
      'a retired key that is too short',
      { ...DATABASE, LINLI_SECRET_KEY: `${SECRET},x` },
      ['LINLI_SECRET_KEY'],
    ],
    ['an open door without a token', { HOST: '0.0.0.0' }, ['LINLI_CONSOLE_TOKEN']],
    ['an open door with a token', { HOST: '0.0.0.0', LINLI_CONSOLE_TOKEN: SECRET }, []],
    ['a method that nobody wrote', { LINLI_METHOD: 'no-such-place' }, ['LINLI_METHOD']],
    ['a method outside its folder', { LINLI_METHOD: '../secrets' }, ['LINLI_METHOD']],
    ['a channel that is no package name', { LINLI_CHANNEL: 'We Chat' }, ['LINLI_CHANNEL']],
    ['a puppet that is here', { LINLI_CHANNEL: 'wechaty-puppet-wechat4u' }, []],
    ['a scoped package that is here', { LINLI_CHANNEL: '@nestjs/core' }, []],
    ['a puppet that is not', { LINLI_CHANNEL: '@scope/wechaty-puppet-x' }, ['LINLI_CHANNEL']],
    ['a data folder that is a file', { LINLI_DATA_DIR: process.execPath }, ['LINLI_DATA_DIR']],
    ['a data folder where none can be made', { LINLI_DATA_DIR: '/proc/x' }, ['LINLI_DATA_DIR']],
    [
      'everything at once, in the order of the documentation',
      {
        DATABASE_URL: 'x',
        HOST: '0.0.0.0',
        PORT: 'y',
        LINLI_METHOD: 'Z',
        LINLI_CHANNEL: '!',
        LINLI_SEND_PER_MINUTE: 'w',
      },
      [
        'DATABASE_URL',
        'LINLI_SECRET_KEY',
        'LINLI_CONSOLE_TOKEN',
        'PORT',
        'LINLI_CHANNEL',
        'LINLI_METHOD',
        'LINLI_SEND_PER_MINUTE',
      ],
    ],
  ])('name what is wrong with %s', (_title, environment, faults) => {
    expect(faultsOf(environment)).toEqual(faults);
  });

  it('write nothing when something is wrong', () => {
    const dataDir = freshDir();
    expect(faultsOf({ LINLI_DATA_DIR: dataDir, PORT: 'x' })).toEqual(['PORT']);
    expect(readdirSync(folder)).not.toContain(String(made));
  });

  it('split the key in use from retired ones', () => {
    expect(read({ ...DATABASE, LINLI_SECRET_KEY: 'new-key-1,old-key-2' }).secretKeys).toEqual([
      'new-key-1',
      'old-key-2',
    ]);
  });
});

describe('the key of the embedded database', () => {
  it('is made once, readable by its owner only', () => {
    const LINLI_DATA_DIR = freshDir();
    const first = readSettings({ LINLI_DATA_DIR }).secretKeys;
    expect(readSettings({ LINLI_DATA_DIR }).secretKeys).toEqual(first);
    expect(statSync(join(LINLI_DATA_DIR, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(first[0].length).toBeGreaterThanOrEqual(40);
  });

  it('still opens old values after another was configured', () => {
    const LINLI_DATA_DIR = freshDir();
    const [made] = readSettings({ LINLI_DATA_DIR }).secretKeys;
    const keys = readSettings({ LINLI_DATA_DIR, LINLI_SECRET_KEY: SECRET }).secretKeys;
    expect(keys).toEqual([SECRET, made]);
    expect(readFileSync(join(LINLI_DATA_DIR, 'secret.key'), 'utf8').trim()).toBe(made);
  });

  it('is never made anew beside a database that was sealed with a lost one', () => {
    const LINLI_DATA_DIR = freshDir();
    readSettings({ LINLI_DATA_DIR });
    writeFileSync(join(LINLI_DATA_DIR, 'embedded.json'), '{}');
    rmSync(join(LINLI_DATA_DIR, 'secret.key'));
    expect(faultsOf({ LINLI_DATA_DIR })).toEqual(['LINLI_SECRET_KEY']);
  });
});

const ADVISOR = { LINLI_ADVISOR_URL: 'https://api.example.com/v1', LINLI_ADVISOR_MODEL: 'm-1' };

describe('the large model', () => {
  it('is what the settings say, without a slash at the end of its address', () => {
    expect(read({ ...ADVISOR, LINLI_ADVISOR_URL: 'https://api.example.com/v1/' }).advisor).toEqual({
      url: 'https://api.example.com/v1',
      model: 'm-1',
      timeoutMs: 3000,
      priceIn: 0,
      priceOut: 0,
    });
    const more = {
      LINLI_ADVISOR_KEY: SECRET,
      LINLI_ADVISOR_TIMEOUT_MS: '1500',
      LINLI_ADVISOR_PRICE_IN: '0.8',
      LINLI_ADVISOR_PRICE_OUT: '2',
    };
    expect(read({ ...ADVISOR, ...more }).advisor).toMatchObject({
      key: SECRET,
      timeoutMs: 1500,
      priceIn: 0.8,
      priceOut: 2,
    });
  });

  it.each<[string, Environment, string[]]>([
    ['a model alone', { LINLI_ADVISOR_MODEL: 'm' }, ['LINLI_ADVISOR_URL']],
    ['a key alone', { LINLI_ADVISOR_KEY: SECRET }, ['LINLI_ADVISOR_URL']],
    ['an address alone', { LINLI_ADVISOR_URL: ADVISOR.LINLI_ADVISOR_URL }, ['LINLI_ADVISOR_MODEL']],
    ['no address', { ...ADVISOR, LINLI_ADVISOR_URL: 'api.example.com' }, ['LINLI_ADVISOR_URL']],
    [
      'a far address in the open',
      { ...ADVISOR, LINLI_ADVISOR_URL: 'http://api.example.com/v1' },
      ['LINLI_ADVISOR_URL'],
    ],
    [
      'a neighbouring address in the open',
      { ...ADVISOR, LINLI_ADVISOR_URL: 'http://192.168.1.9:8000/v1' },
      ['LINLI_ADVISOR_URL'],
    ],
    ['this machine in the open', { ...ADVISOR, LINLI_ADVISOR_URL: 'http://127.0.0.1:8000/v1' }, []],
    ['this machine by number', { ...ADVISOR, LINLI_ADVISOR_URL: 'http://[::1]:8000/v1' }, []],
    ['another way', { ...ADVISOR, LINLI_ADVISOR_URL: 'file:///etc/passwd' }, ['LINLI_ADVISOR_URL']],
    [
      'a key in the address',
      { ...ADVISOR, LINLI_ADVISOR_URL: `https://u:${SECRET}@api.example.com/v1` },
      ['LINLI_ADVISOR_URL'],
    ],
    [
      'a question in the address',
      { ...ADVISOR, LINLI_ADVISOR_URL: `https://api.example.com/v1?key=${SECRET}` },
      ['LINLI_ADVISOR_URL'],
    ],
    ['a key of two lines', { ...ADVISOR, LINLI_ADVISOR_KEY: 'a\nb' }, ['LINLI_ADVISOR_KEY']],
    ['no time', { ...ADVISOR, LINLI_ADVISOR_TIMEOUT_MS: '0' }, ['LINLI_ADVISOR_TIMEOUT_MS']],
    ['all day', { ...ADVISOR, LINLI_ADVISOR_TIMEOUT_MS: '60000' }, ['LINLI_ADVISOR_TIMEOUT_MS']],
    ['a price in words', { ...ADVISOR, LINLI_ADVISOR_PRICE_IN: 'two' }, ['LINLI_ADVISOR_PRICE_IN']],
  ])('%s', (_title, environment, faults) => {
    expect(faultsOf(environment)).toEqual(faults);
  });
});

describe('loopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.0.0.1.example.org', false],
    ['192.168.1.2', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
