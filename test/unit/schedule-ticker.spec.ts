import { describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { LessonTicker } from '../../src/schedule/lesson-ticker.service.js';
import { Ticker } from '../../src/schedule/ticker.service.js';
import { TicksModule } from '../../src/schedule/ticks.module.js';

/** A ticker of which only the inbox is looked at. */
function tickerOf(poll: () => Promise<number>): Ticker {
  const unused = {} as never;
  return new Ticker({ poll } as never, unused, unused, unused, unused, unused, unused);
}

describe('ticker', () => {
  Logger.overrideLogger(false);

  it('passes when the last tick is still at work, and goes on afterwards', async () => {
    let polls = 0;
    let finish: (found: number) => void = () => undefined;
    const ticker = tickerOf(() => {
      polls += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    const first = ticker.tickInbox();
    await ticker.tickInbox();
    expect(polls).toBe(1);
    finish(0);
    await first;
    const next = ticker.tickInbox();
    finish(0);
    await next;
    expect(polls).toBe(2);
  });

  it('survives a database that is away and looks again', async () => {
    let polls = 0;
    const ticker = tickerOf(() => {
      polls += 1;
      return Promise.reject(new Error('away'));
    });
    await ticker.tickInbox();
    await ticker.tickInbox();
    expect(polls).toBe(2);
  });

  it('is left out where somebody else says when to look', () => {
    expect(TicksModule.register({ enabled: false }).providers).toBeUndefined();
    expect(TicksModule.register({ enabled: true }).providers).toEqual([Ticker, LessonTicker]);
  });
});
