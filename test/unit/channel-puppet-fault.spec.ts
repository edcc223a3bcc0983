import { describe, expect, it } from '@jest/globals';
import { faultSentence } from '../../src/channel/puppet-fault.rules.js';
import { OperationalError } from '../../src/kernel/errors.js';

const wrapped = (message: string) =>
  new OperationalError('channel.puppet-unusable', 'x', {}, { cause: new Error(message) });
const event = (message: string) => ({ gerror: JSON.stringify({ name: 'Error', message }) });

describe('why a puppet cannot be used', () => {
  it.each<[unknown, RegExp]>([
    [
      wrapped('wechaty-puppet-service: WECHATY_PUPPET_SERVICE_TOKEN not found'),
      /^p 用不了：没有设置 WECHATY_PUPPET_SERVICE_TOKEN。/,
    ],
    [
      event(
        'Wechaty Puppet Service requires a SNI as prefix of the token from version 0.30 and later.\nlike: "insecure_hunter"',
      ),
      /^p 用不了，它说：“Wechaty Puppet Service requires a SNI as prefix of the token from version 0\.30 and later\.”/,
    ],
    [wrapped('bad token "hunter2"'), /它说：“bad token …”/],
    [
      wrapped("invalid appId 'wx12', secret abcdef0123 rejected"),
      /它说：“invalid appId …, secret … rejected”/,
    ],
    [wrapped('cannot reach https://me:hunter2@gate.example:88/x'), /它说：“cannot reach …”/],
    [wrapped(''), /没说为什么/],
    [undefined, /没说为什么/],
    [{ gerror: '{broken' }, /没说为什么/],
  ])('case %#', (cause, expected) => {
    const sentence = faultSentence('p', cause);
    expect(sentence).toMatch(expected);
    expect(sentence).not.toMatch(/hunter|abcdef|wx12/);
    expect(sentence).not.toContain('\n');
  });
});
