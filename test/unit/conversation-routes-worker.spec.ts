import { describe, expect, it } from '@jest/globals';
import type { Route } from '../../src/conversation/crossing.types.js';
import { LAMP, route, type Standing, WAITING } from '../support/routes.js';

describe('a worker', () => {
  it.each<[string, Route]>([
    ['收到，马上去', 'work'],
    ['修好了', 'work'],
    ['接单 L1001', 'work'],
    ['退回 不归我管', 'work'],
    ['待办', 'list'],
    ['帮助', 'help'],
    ['邀请 吴倩', 'invite'],
    ['撤销邀请 吴倩', 'revoke-invitation'],
    ['通知 全体：明天停水', 'not-yet'],
    ['请假', 'not-yet'],
    ['3栋2单元楼道灯坏了', 'report'],
    ['你好', 'greet'],
    ['满意', 'no-rating'],
    ['打个5分', 'no-rating'],
    ['居民很满意', 'work'],
    ['进度', 'list'],
    ['进度 L1001', 'follow-up'],
  ])('%s → %s', (text, expected) => {
    expect(route(text, { role: 'worker' })).toBe(expected);
  });

  it('who reported something hears how that stands', () => {
    expect(route('进度', { ...WAITING, role: 'worker' })).toBe('follow-up');
  });

  it('who tells of the case in hand opens no other one', () => {
    const standing: Standing = { role: 'worker', inHand: LAMP };
    expect(route('火灭了，没人受伤', standing)).toBe('work');
    expect(route('8栋门口垃圾没人清', standing)).toBe('report');
    expect(route('垃圾桶满了没人收', standing)).toBe('report');
  });
});
