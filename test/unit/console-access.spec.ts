import { describe, expect, it } from '@jest/globals';
import { type AccessRequest, refusalOf } from '../../src/console/access.rules.js';

const HERE: AccessRequest = {
  method: 'POST',
  host: 'localhost:3000',
  remoteAddress: '127.0.0.1',
  localPort: 3000,
  isKnown: false,
};

describe('without a token only this machine is served', () => {
  const cases: [what: string, change: Partial<AccessRequest>, refusal: string | undefined][] = [
    ['this machine by name', {}, undefined],
    ['this machine by address', { host: '127.0.0.1:3000' }, undefined],
    ['this machine by its IPv6 address', { host: '[::1]:3000', remoteAddress: '::1' }, undefined],
    ['an IPv4 address in IPv6 clothes', { remoteAddress: '::ffff:127.0.0.1' }, undefined],
    ['capital letters', { host: 'LOCALHOST:3000' }, undefined],
    ['port 80, which browsers leave out', { host: 'localhost', localPort: 80 }, undefined],
    ['a name that was pointed here', { host: 'evil.example:3000' }, 'foreign-host'],
    ['a name that begins like ours', { host: 'localhost.evil.example:3000' }, 'foreign-host'],
    ['another port', { host: 'localhost:8080' }, 'foreign-host'],
    ['no host at all', { host: undefined }, 'foreign-host'],
    ['another machine', { remoteAddress: '192.168.1.7' }, 'foreign-host'],
  ];
  it.each(cases)('%s', (_, change, refusal) => {
    expect(refusalOf({ ...HERE, ...change }, false)).toBe(refusal);
  });
});

describe('no page of another origin gets through, token or not', () => {
  const cases: [what: string, change: Partial<AccessRequest>, refusal: string | undefined][] = [
    ['our own page', { origin: 'http://localhost:3000' }, undefined],
    ['our own page behind TLS', { origin: 'https://localhost:3000' }, undefined],
    ['a stranger', { origin: 'http://evil.example' }, 'foreign-origin'],
    ['another port of this machine', { origin: 'http://localhost:5173' }, 'foreign-origin'],
    ['a page without origin', { origin: 'null' }, 'foreign-origin'],
    [
      'a picture on a strange page',
      { method: 'GET', fetchSite: 'cross-site', fetchMode: 'no-cors' },
      'foreign-origin',
    ],
    [
      'a form on a strange page',
      { fetchSite: 'cross-site', fetchMode: 'navigate' },
      'foreign-origin',
    ],
    [
      'a link followed from elsewhere',
      { method: 'GET', fetchSite: 'cross-site', fetchMode: 'navigate' },
      undefined,
    ],
    [
      'an address typed by a person',
      { method: 'GET', fetchSite: 'none', fetchMode: 'navigate' },
      undefined,
    ],
  ];
  it.each(cases)('%s', (_, change, refusal) => {
    expect(refusalOf({ ...HERE, ...change }, false)).toBe(refusal);
    expect(refusalOf({ ...HERE, ...change, isKnown: true }, true)).toBe(refusal);
  });
});

describe('with a token', () => {
  const far: AccessRequest = { ...HERE, host: 'linli.example', remoteAddress: '10.0.0.5' };

  it('serves whoever carries it, from anywhere', () => {
    expect(refusalOf({ ...far, isKnown: true }, true)).toBeUndefined();
  });

  it('asks everybody else for it, this machine too', () => {
    expect(refusalOf(far, true)).toBe('token-needed');
    expect(refusalOf(HERE, true)).toBe('token-needed');
  });
});
