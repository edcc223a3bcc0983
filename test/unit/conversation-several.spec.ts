import { describe, expect, it } from '@jest/globals';
import { meansAll, meansAllInHand } from '../../src/conversation/several.rules.js';

describe('every one of somebody’s matters', () => {
  it.each([
    '两件都催一下',
    '两件都催',
    '三件都催一下',
    '都催催',
    '全部撤回',
    '两件进度',
    '三个都催一下吧',
    '我那几件事怎么样了',
    '所有的都撤了吧',
    '剩下两个都撤',
    '全撤了吧不用你们管了',
    '都不用了',
    '那两件事都修好没',
    '一起催一下',
    '通通不要了',
    '俩事都帮我问问',
    '都',
    '两个都要',
    '催一下那两件',
  ])('%s', (text) => expect(meansAll(text)).toBe(true));

  it.each([
    '都三天了还没人来',
    '催一下',
    '大家都没水',
    '都等了三天了，催一下',
    '全家都没法睡',
    '3栋2单元楼道灯坏了',
    '第二个',
    '进度',
  ])('%s does not mean it', (text) => expect(meansAll(text)).toBe(false));

  it('in the hands of a worker needs a count', () => {
    expect(['两件都接了', '都接', '三个都办结了'].map(meansAllInHand)).toEqual([true, true, true]);
    expect(['都修好了', '收到', '接单'].map(meansAllInHand)).toEqual([false, false, false]);
  });
});
