import { describe, expect, it } from '@jest/globals';
import { NEW_CONVERSATION } from '../../src/conversation/conversation.types.js';
import { atSpot, freshSpot, meansHere, spotUntil } from '../../src/conversation/spot.rules.js';
import { addMinutes } from '../../src/kernel/calendar.js';

const NOW = new Date('2026-12-01T09:00:00+08:00');
const SHOP = { landmark: '便民超市', area: 'G03' };

describe('a shared location', () => {
  it('counts for half an hour', () => {
    const state = { ...NEW_CONVERSATION, spot: spotUntil(SHOP, NOW) };
    expect(freshSpot(state, addMinutes(NOW, 29))).toEqual(SHOP);
    expect(freshSpot(state, addMinutes(NOW, 30))).toBeUndefined();
    expect(freshSpot(NEW_CONVERSATION, NOW)).toBeUndefined();
  });

  it.each(['这里有个井盖没了', '这边路灯不亮', '就在这', '我发的定位那儿', '那个地方很黑'])(
    'is meant by %s',
    (text) => expect(meansHere(text)).toBe(true),
  );

  it.each(['我家没水', '3栋路灯坏了', '这几天一直停电'])('is not meant by %s', (text) =>
    expect(meansHere(text)).toBe(false),
  );

  it('gives way to another door, and to home', () => {
    expect(atSpot(SHOP, {})).toEqual(SHOP);
    expect(atSpot(SHOP, { estate: '灵西小区', building: '8' })).toEqual({
      estate: '灵西小区',
      building: '8',
    });
    expect(atSpot(SHOP, { isHome: true })).toEqual({ isHome: true });
  });
});
