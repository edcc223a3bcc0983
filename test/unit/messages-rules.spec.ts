import { describe, expect, it } from '@jest/globals';
import { DomainError, OperationalError } from '../../src/kernel/errors.js';
import { KeyedQueue } from '../../src/messages/keyed-queue.js';
import { fitsKind, mediaTypeOf } from '../../src/messages/media/media.rules.js';
import { cleanMessage, cleanText, TEXT_LIMIT } from '../../src/messages/message-cleaning.rules.js';
import type { InboundMessage, Priority } from '../../src/messages/messages.types.js';
import { earliestSend, QuietHours } from '../../src/messages/quiet-hours.rules.js';
import { labelOf, markIn, remarkOf } from '../../src/messages/remark.rules.js';
import { faultOf, nextSendTry, nextTurnTry } from '../../src/messages/retry.rules.js';
import { SendPace } from '../../src/messages/send-pace.rules.js';

const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);

describe('quiet hours', () => {
  const usual = new QuietHours();
  const cases: [Priority, string, string][] = [
    ['push', '2026-12-01 21:59', '2026-12-01 21:59'],
    ['push', '2026-12-01 22:00', '2026-12-02 07:30'],
    ['notice', '2026-12-31 23:30', '2027-01-01 07:30'],
    ['push', '2026-12-02 00:00', '2026-12-02 07:30'],
    ['notice', '2026-12-02 07:29', '2026-12-02 07:30'],
    ['notice', '2026-12-02 07:30', '2026-12-02 07:30'],
    ['reply', '2026-12-02 03:00', '2026-12-02 03:00'],
    ['emergency', '2026-12-02 03:00', '2026-12-02 03:00'],
  ];
  it.each(cases)('a %s wanted at %s leaves at %s', (priority, wanted, expected) => {
    expect(earliestSend(priority, at(wanted), usual)).toEqual(at(expected));
  });

  it('may lie within one day, and be none', () => {
    const noon = QuietHours.between('12:00', '14:30');
    expect(earliestSend('push', at('2026-12-01 13:00'), noon)).toEqual(at('2026-12-01 14:30'));
    expect(earliestSend('push', at('2026-12-01 23:00'), noon)).toEqual(at('2026-12-01 23:00'));
    const none = QuietHours.between('00:00', '00:00');
    expect(earliestSend('push', at('2026-12-01 00:00'), none)).toEqual(at('2026-12-01 00:00'));
  });
});

describe('pace of an account', () => {
  const start = at('2026-12-01 09:00');
  const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

  it('is no limit when it is 0', () => {
    const pace = new SendPace(0);
    for (let count = 0; count < 1000; count += 1) pace.record(start, true);
    expect(pace.allowance(start)).toEqual({ talk: Infinity, notices: Infinity });
    expect(pace.nextAt(start, true)).toBeUndefined();
  });

  it('never lets more than so many go in any minute', () => {
    const pace = new SendPace(40);
    const left: number[] = [];
    for (let second = 0; second < 300; second += 1) {
      const { talk } = pace.allowance(later(second));
      for (let count = 0; count < Math.min(talk, 3); count += 1) {
        pace.record(later(second), false);
        left.push(second);
      }
    }
    for (let from = 0; from < 240; from += 1) {
      const inMinute = left.filter((second) => second >= from && second < from + 60);
      expect(inMinute.length).toBeLessThanOrEqual(40);
    }
    expect(left.length).toBeGreaterThanOrEqual(200);
  });

  it('spreads notices over three quarters of it', () => {
    const pace = new SendPace(40);
    let notices = 0;
    for (let second = 0; second < 60; second += 1) {
      if (pace.allowance(later(second)).notices > 0) {
        pace.record(later(second), true);
        notices += 1;
      }
    }
    expect(notices).toBe(30);
    expect(pace.allowance(later(59)).talk).toBe(10);
  });

  it('does not stand still for ever when somebody sets the clock back', () => {
    const pace = new SendPace(1);
    pace.record(later(3600), false);
    expect(pace.allowance(start).talk).toBe(1);
  });

  it('takes back what did not leave', () => {
    const pace = new SendPace(1);
    pace.record(start, false);
    pace.takeBack(false);
    expect(pace.allowance(start).talk).toBe(1);
  });
});

describe('remark', () => {
  it.each([
    ['王阿姨', '王阿姨·#K7M2QX'],
    ['3栋2单元501王阿姨家', '3栋2单元501·#K7M2QX'],
    ['a · # b', 'a b·#K7M2QX'],
    ['', '·#K7M2QX'],
  ])('of %s is %s and never longer than WeChat keeps', (label, remark) => {
    expect(remarkOf(label, 'K7M2QX')).toBe(remark);
    expect([...remark].length).toBeLessThanOrEqual(16);
    expect(markIn(remark)).toBe('K7M2QX');
  });

  it.each([undefined, '', '王阿姨', '王#K7M2QX', '王·#K7M2Q', '王·#k7m2qx', '·#K7M2QX 王'])(
    'carries no mark: %s',
    (remark) => {
      expect(markIn(remark)).toBeUndefined();
    },
  );

  it('keeps what a clerk wrote into it', () => {
    expect(labelOf('3栋王家', '雨后彩虹')).toBe('3栋王家');
    expect(labelOf('王·#K7M2QX', '雨后彩虹')).toBe('王');
    expect(labelOf('', '雨后彩虹')).toBe('雨后彩虹');
  });
});

describe('cleaning', () => {
  it.each([
    ['a\u0000b\u001fc', 'abc'],
    ['一\r\n二\r三\t四', '一\n二\n三\t四'],
    ['灯\u202e坏', '灯坏'],
    ['\ud800坏\udc00', '坏'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['👩🏽\u200d🚒', '👩🏽\u200d🚒'],
    ['❤️\u200d🔥', '❤️\u200d🔥'],
    ['3\u200b栋垃\u200d圾\ufeff', '3栋垃圾'],
  ])('makes %j into %j', (text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  it('reaches every text of a message and cuts one that no person wrote, counting what it cut', () => {
    const message: InboundMessage = {
      accountId: 'a',
      channelMessageId: 'm\u0000',
      from: { channelId: 'x\u0000', displayName: '王\u0000', remark: 'r\u0000' },
      sentAt: new Date(0),
      content: { kind: 'text', text: `${'长'.repeat(TEXT_LIMIT)}多出来` },
    };
    const cleaned = cleanMessage(message, new Date(1));
    expect(JSON.stringify(cleaned)).not.toContain('\\u0000');
    expect(cleaned.sentAt).toEqual(new Date(0));
    expect(cleaned.content).toMatchObject({ clipped: 3 });
  });
});

describe('retries', () => {
  const now = at('2026-12-01 09:00');
  it('try a turn again at once, then after a moment, then no more', () => {
    expect(nextTurnTry(1, now)).toEqual(now);
    expect(nextTurnTry(2, now)?.getTime()).toBeGreaterThan(now.getTime());
    expect(nextTurnTry(3, now)).toBeUndefined();
  });

  it('wait longer each time for the gateway, then no more', () => {
    const waits = [1, 2, 3, 4].map((tries) => Number(nextSendTry(tries, now)) - now.getTime());
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(nextSendTry(5, now)).toBeUndefined();
  });

  it.each([
    [new DomainError('case.not-yours', '王阿姨'), 'DomainError case.not-yours'],
    [
      new OperationalError('database.unavailable', '王阿姨'),
      'OperationalError database.unavailable',
    ],
    [Object.assign(new Error('王阿姨'), { code: '23505' }), 'Error 23505'],
    [new TypeError('王阿姨'), 'TypeError'],
    ['王阿姨', 'string'],
  ])('keep class and code of %p, never its words', (error, fault) => {
    expect(faultOf(error)).toBe(fault);
  });
});

describe('media types', () => {
  it.each([
    ['\xff\xd8\xff\xe0', '', 'image/jpeg'],
    ['\x02#!SILK_V3', '', 'audio/silk'],
    ['\0\0\0\x18ftypmp42', '', 'video/mp4'],
    [
      'PK\x03\x04',
      '台账.XLSX',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['PK\x03\x04', '包', 'application/zip'],
    ['%PDF-1.7', 'x.jpg', 'application/pdf'],
    ['hello there', 'x.jpg', 'text/plain'],
    ['\x00\x01\x02', 'x.jpg', 'application/octet-stream'],
  ])('%j named %j is %s', (head, name, expected) => {
    expect(mediaTypeOf(Buffer.from(head, 'latin1'), name)).toBe(expected);
  });

  it('must fit what the message says it is', () => {
    expect(fitsKind('picture', 'text/plain')).toBe(false);
    expect(fitsKind('voice', 'application/octet-stream')).toBe(true);
    expect(fitsKind('video', 'application/pdf')).toBe(false);
  });
});

describe('keyed queue', () => {
  it('runs the work of one key in order, also after a failure, and other keys beside it', async () => {
    const queue = new KeyedQueue();
    const order: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = queue.run('a', async () => {
      await held;
      order.push('a1');
      throw new Error('fails');
    });
    const second = queue.run('a', async () => order.push('a2'));
    await queue.run('b', async () => order.push('b1'));
    release();
    await expect(first).rejects.toThrow('fails');
    await second;
    expect(order).toEqual(['b1', 'a1', 'a2']);
  });
});
