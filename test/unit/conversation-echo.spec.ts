import { describe, expect, it } from '@jest/globals';
import { type Echo, echoOf } from '../../src/conversation/echo.rules.js';
import { addMinutes } from '../../src/kernel/calendar.js';

const NOW = new Date('2026-12-01T09:00:00+08:00');

/** What is said to the same answer, minute by minute. */
function said(answers: readonly string[], minutesBetween = 0): string[] {
  let echo: Echo | undefined;
  return answers.map((answer, i) => {
    const one = echoOf(echo, answer, addMinutes(NOW, i * minutesBetween));
    echo = one.echo;
    return one.say;
  });
}

describe('the same answer again and again', () => {
  it('is given five times, then one last word, then nothing', () => {
    expect(said(Array<string>(8).fill('记下了'))).toEqual([
      ...Array<string>(5).fill('answer'),
      'enough',
      'nothing',
      'nothing',
    ]);
  });

  it('begins anew with another answer', () => {
    const row = Array<string>(6).fill('记下了');
    expect(said([...row, '不客气', '记下了']).slice(-2)).toEqual(['answer', 'answer']);
  });

  it('begins anew after ten minutes', () => {
    expect(said(Array<string>(12).fill('等着接手'), 3)).not.toContain('enough');
  });
});
