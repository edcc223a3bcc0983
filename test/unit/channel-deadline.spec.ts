import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { pause } from '../../src/channel/deadline.js';

const HOUR_MS = 3_600_000;

describe('pauses on one signal', () => {
  it('of a crowd share one listener, and all end when the signal says so', async () => {
    const stopped = new AbortController();
    const crowd = Array.from({ length: 40 }, () => pause(HOUR_MS, stopped.signal));
    expect(getEventListeners(stopped.signal, 'abort')).toHaveLength(1);
    stopped.abort();
    await expect(Promise.all(crowd)).resolves.toHaveLength(40);
    await expect(pause(HOUR_MS, stopped.signal)).resolves.toBeUndefined();
  });

  it('end by themselves when nobody says so', async () => {
    await expect(pause(0, new AbortController().signal)).resolves.toBeUndefined();
  });
});
