import { describe, expect, it } from '@jest/globals';
import type { DialogState, PendingReport } from '../../src/conversation/conversation.types.js';
import type { MatterInHand, Route } from '../../src/conversation/crossing.types.js';
import { LAMP, route, type Standing, WAITING } from '../support/routes.js';

const REPORT: PendingReport = {
  text: '楼道灯坏了',
  kind: '求助',
  category: '城乡建设',
  subcategory: '楼道照明与公共设施',
  urgency: 'normal',
  place: {},
  anonymous: false,
  media: [],
  others: [],
};
const ASK_PLACE: DialogState = { name: 'ask-place', version: 1, report: REPORT, asked: 1 };
const CHOOSE_PLACE: DialogState = {
  name: 'choose-place',
  version: 1,
  report: REPORT,
  options: [
    { gridId: 'G03', label: '灵西小区3栋' },
    { gridId: 'G05', label: '双岗新村3栋' },
  ],
};
const ASK_MATTER: DialogState = { name: 'ask-matter', version: 1, media: [] };
const ASK_REASON: DialogState = { name: 'ask-reason', version: 1, caseNumber: 'L1001' };
const ASK_HOME: DialogState = { name: 'ask-home', version: 1, goal: 'bind' };
const CONFIRM_HOME: DialogState = { name: 'confirm-home', version: 1, place: { building: '3' } };
const PLACE_OF_CASE: DialogState = { name: 'place-of-case', version: 1, caseNumber: 'L1001' };
const CHOOSE_CASE: DialogState = {
  name: 'choose-case',
  version: 1,
  act: { side: 'resident', intent: 'urge', text: '催一下', media: [] },
  options: ['L1001', 'L1002'],
};
const CONFIRM_WITHDRAW: DialogState = {
  name: 'confirm-withdraw',
  version: 1,
  text: '全部撤回',
  options: ['L1001', 'L1002'],
};
const JUST_REPORTED: Standing = { ...WAITING, gathering: LAMP };
const ASKED: Standing = {
  context: 'rating',
  isAskedToRate: true,
  hasOpenCase: true,
  hasRecentCase: true,
};

describe('a resident with nothing open', () => {
  it.each<[string, Route]>([
    ['3栋2单元楼道灯坏了', 'report'],
    ['着火了！！', 'report'],
    ['建议小区装个充电桩', 'report'],
    ['低保怎么办', 'report'],
    ['咱们楼道的灯又坏了，黑咕隆咚', 'report'],
    ['替我妈报一下', 'report'],
    ['李明收了我200块钱不办事', 'report'],
    ['你好', 'greet'],
    ['谢谢', 'thanks'],
    ['帮助', 'help'],
    ['找人', 'person'],
    ['社区电话多少', 'contact'],
    ['进度', 'follow-up'],
    ['不用了', 'no-need'],
    ['撤回 L1001', 'follow-up'],
    ['还是别撤了', 'keep-gone'],
    ['别说是我', 'matter-first'],
    ['我住灵西小区3栋2单元501', 'bind-home'],
    ['我是王阿姨的儿子，住灵西小区2栋1单元101', 'bind-home'],
    ['灵西小区3栋2单元501', 'confirm-home'],
    ['你们都是饭桶，王八蛋', 'calm'],
    ['你们什么态度，垃圾社区', 'calm'],
    ['😂😂', 'empty'],
    ['1', 'empty'],
    ['https://mp.weixin.qq.com/s/abc', 'link'],
    ['我是网格员李明', 'need-code'],
    ['你们是不是死了', 'unclear'],
    ['有个铁家伙竖在路当中', 'unclear'],
  ])('%s → %s', (text, expected) => {
    expect(route(text)).toBe(expected);
  });
});

describe('a resident who waits for something', () => {
  it.each<[string, Route]>([
    ['进度', 'follow-up'],
    ['催一下', 'follow-up'],
    ['不用了', 'follow-up'],
    ['今天能来吗', 'follow-up'],
    ['你们是不是死了', 'ask-progress'],
    ['不管我打12345了', 'follow-up'],
    ['你们这样拖着不办，逼得我没办法只好去12345投诉你们了', 'urge-open'],
    ['晚上6点以后在家', 'add-open'],
    ['别说是我', 'hide'],
    ['别说是我反映的', 'hide'],
    ['算了不撤了', 'keep'],
    ['是15不是51', 'correct'],
    ['不对，是灵西小区8栋2单元', 'correct'],
    ['着火了！！', 'report'],
    ['3栋门口垃圾没人清', 'report'],
    ['我是网格员李明', 'need-code'],
  ])('%s → %s', (text, expected) => {
    expect(route(text, WAITING)).toBe(expected);
  });
});

describe('words just after a praise', () => {
  const praise: MatterInHand = {
    kind: '表扬',
    category: '民政',
    urgency: 'normal',
    estate: '灵西小区',
  };

  it.each<[string, Route]>([
    ['态度特别好', 'add'],
    ['再表扬一下小李', 'add'],
    ['家里停电了', 'report'],
    ['就是态度不太好', 'report'],
  ])('%s → %s', (text, expected) => {
    expect(route(text, { ...WAITING, gathering: praise })).toBe(expected);
  });
});

describe('words just after a report', () => {
  it.each<[string, Route]>([
    ['就是二楼拐角那个', 'add'],
    ['老人昨天差点摔了', 'add'],
    ['3栋的', 'add'],
    ['2单元的灯不亮', 'add'],
    ['8栋的灯也不亮', 'report'],
    ['1单元的灯也不亮', 'report'],
    ['3栋门口垃圾没人清', 'report'],
    ['楼下水管也漏水', 'report'],
    ['楼上402半夜吵，别说是我', 'report'],
    ['网格员态度差', 'report'],
    ['表扬网格员李明，大雨天帮我家修屋顶', 'report'],
    ['表扬小李', 'report'],
    ['小李真不错，给他点个赞', 'report'],
    ['快点来修，修好了给你们点赞', 'follow-up'],
    ['陈静书记收了物业的好处', 'report'],
    ['着火了！！', 'report'],
    ['1', 'empty'],
    ['是', 'empty'],
    ['https://a.cn/b', 'link'],
    ['我住灵西小区3栋2单元501', 'bind-home'],
  ])('%s → %s', (text, expected) => {
    expect(route(text, JUST_REPORTED)).toBe(expected);
  });

  it('a danger of another kind gets its own number, one of the same kind is the same', () => {
    const fire = { ...JUST_REPORTED, gathering: { ...LAMP, urgency: 'emergency', danger: 'fire' } };
    expect(route('有人要跳楼', fire)).toBe('report');
    expect(route('着火了，烟好大', fire)).toBe('add');
  });
});

describe('a resident who is asked how satisfied they are', () => {
  it.each<[string, Route]>([
    ['算了', 'decline-rating'],
    ['不用了', 'decline-rating'],
    ['算了不打分', 'rate'],
    ['太好了，三个月才来修', 'rate'],
    ['给100分', 'rate'],
    ['满意', 'rate'],
    ['5', 'rate'],
    ['不打分', 'rate'],
    ['呵呵，你们可真行', 'rate'],
    ['随便', 'rate'],
    ['还是没好', 'not-solved'],
    ['灯又不亮了', 'not-solved'],
    ['[强]', 'thanks'],
    ['👍', 'thanks'],
    ['谢谢', 'thanks'],
    ['着火了！！', 'report'],
  ])('%s → %s', (text, expected) => {
    expect(route(text, ASKED)).toBe(expected);
  });
});

describe('an open question', () => {
  it.each<[DialogState, string, Route]>([
    [ASK_PLACE, '灵西小区3栋2单元', 'answer-place'],
    [ASK_PLACE, '说不清，反正挺黑的', 'answer-place'],
    [ASK_PLACE, '不用了', 'drop-report'],
    [ASK_PLACE, '别说是我', 'aside'],
    [ASK_PLACE, '我电话13900001234', 'aside'],
    [ASK_PLACE, '你们能不能快点', 'ask-again'],
    [ASK_PLACE, '你好', 'greet'],
    [ASK_PLACE, '谢谢', 'thanks'],
    [ASK_PLACE, '帮助', 'help'],
    [ASK_PLACE, '对了我们楼下垃圾桶满了三天没人收', 'beside'],
    [ASK_PLACE, '着火了！！', 'beside'],
    [CHOOSE_PLACE, '2', 'choose-place'],
    [CHOOSE_PLACE, '双岗新村3栋', 'choose-place'],
    [CHOOSE_PLACE, '哎呀都行', 'leave-to-person'],
    [CHOOSE_PLACE, '别说是我', 'aside'],
    [CHOOSE_PLACE, '不用了', 'drop-report'],
    [CHOOSE_PLACE, '着火了！！', 'beside'],
    [ASK_MATTER, '井盖没了', 'report'],
    [ASK_MATTER, '灵西小区3栋', 'matter-place'],
    [ASK_MATTER, '不用了', 'drop-report'],
    [ASK_MATTER, '你好', 'greet'],
    [ASK_REASON, '灯还是一闪一闪的', 'reason'],
    [ASK_REASON, '谢谢', 'thanks'],
    [ASK_REASON, '着火了！！', 'report'],
    [ASK_HOME, '灵西小区3栋', 'answer-home'],
    [ASK_HOME, '你好', 'greet'],
    [CONFIRM_HOME, '是', 'home-yes'],
    [CONFIRM_HOME, '不是', 'home-no'],
    [CONFIRM_HOME, '3栋2单元楼道灯坏了', 'report'],
    [PLACE_OF_CASE, '灵西小区3栋', 'place-of-case'],
    [PLACE_OF_CASE, '你好', 'greet'],
    [CHOOSE_CASE, '第二个', 'choose-case'],
    [CHOOSE_CASE, 'L1002', 'choose-case'],
    [CHOOSE_CASE, '3栋2单元楼道灯坏了', 'report'],
    [CHOOSE_CASE, '两个都催', 'choose-case'],
    [CHOOSE_CASE, '都', 'choose-case'],
    [CONFIRM_WITHDRAW, '是的', 'withdraw-all'],
    [CONFIRM_WITHDRAW, '都不用了', 'withdraw-all'],
    [CONFIRM_WITHDRAW, '第二个', 'withdraw-all'],
    [CONFIRM_WITHDRAW, '不是', 'keep-all'],
    [CONFIRM_WITHDRAW, '算了不撤了', 'keep-all'],
    [CONFIRM_WITHDRAW, '灯要修的', 'keep-all'],
    [CONFIRM_WITHDRAW, '着火了！！', 'report'],
  ])('%j, then %s → %s', (dialog, text, expected) => {
    expect(route(text, { dialog })).toBe(expected);
  });

  it('of which case to hurry is not answered by taking all back', () => {
    expect(route('全部撤回', { ...WAITING, dialog: CHOOSE_CASE })).toBe('follow-up');
  });

  it('of a worker gives way to a command', () => {
    expect(route('接单 L1002', { role: 'worker', dialog: CHOOSE_CASE })).toBe('work');
  });
});
