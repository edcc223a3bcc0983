import { describe, expect, it } from '@jest/globals';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { caseNumbersIn, readCommand } from '../../src/understanding/command.rules.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import type { Intent, SpeakerRole } from '../../src/understanding/understanding.types.js';

const reader = new RuleReader(loadCategoryTable());

type Row = readonly [speaker: SpeakerRole, intent: Intent, texts: string];

const ROWS: readonly Row[] = [
  [
    'worker',
    'accept',
    `
    接单
    揭单
    收到
    收到马上去
    好的马上去
    这就过去
    我去看看
    我来处理
    接了
    行,我去
    马上到
    在路上了
    收到,马上安排
    ok
    明白,这就办
    我接
    好的
    立刻去`,
  ],
  [
    'worker',
    'visit',
    `
    上门
    到现场了
    我到了
    已到现场
    已上门查看
    到楼下了
    刚到他家
    到3栋了
    去看过了
    敲门没人`,
  ],
  [
    'worker',
    'note',
    `
    正在修
    已联系物业
    师傅明天来
    等配件
    约好了明天上午
    物业说下午处理
    在协调
    已经报给供电公司了
    查到原因了,是线路老化
    需要换水管,等材料
    还在处理
    配件没到,明天换
    还没修好`,
  ],
  [
    'worker',
    'resolve',
    `
    修好了
    整好咯
    弄好了
    搞定
    办结
    已经处理完了
    灯换好了
    清理干净了
    疏通了
    换了新灯泡,亮了
    解决了
    修理完毕
    已恢复供水
    双方和解了
    垃圾已清运
    弄妥了
    水管修好了,不漏了`,
  ],
  [
    'worker',
    'return',
    `
    退回
    不归我管
    不是我的网格
    派错人了
    这不是我这边的
    我管不了这个
    这个不归我们网格
    退单
    不属于我片区`,
  ],
  [
    'worker',
    'transfer',
    `
    转给老王
    转办 李明
    让小王去吧
    我今天休息,让小张接一下
    转派给张伟
    替我去一下
    移交给李四`,
  ],
  [
    'worker',
    'escalate',
    `
    请支援
    处理不了请支援
    喊人来帮
    上报
    这个我解决不了,上报社区
    需要城管来
    搞不定
    一个人弄不动
    请书记出面协调
    超出我的权限了
    请求协助
    需要街道协调`,
  ],
  [
    'worker',
    'todo',
    `
    待办
    我的任务
    今天有什么活
    还有哪些没办
    有新单吗
    还剩几个单子
    看看我的任务`,
  ],
  [
    'worker',
    'leave',
    `
    请假
    明天请假
    我想请半天假
    明天有事来不了
    下午去医院,请个假`,
  ],
  [
    'worker',
    'checkin',
    `
    打卡
    签到
    到岗了
    我到社区了
    开始巡查`,
  ],
  [
    'worker',
    'register',
    `
    登记 王奶奶家水管漏水
    居民反映楼道灯坏了
    有个居民反映5栋垃圾没人收
    帮张大爷登记一下,他家停水了
    王阿姨来说楼上漏水`,
  ],
  [
    'worker',
    'extend',
    `
    延期
    延期两天
    再给我两天
    今天修不完,晚两天行吗
    来不及了,多给一天
    申请延期到周五`,
  ],
  [
    'worker',
    'report',
    `
    巡查发现3栋井盖破了
    路灯坏了一排
    5栋楼道堆了好多纸箱`,
  ],
  [
    'secretary',
    'notice',
    `
    通知 灵西小区：明天停水
    通知一下3栋的居民明天停水
    发个通知,周六大扫除
    群发 全体居民：注意防火`,
  ],
  [
    'secretary',
    'assign',
    `
    派单 L1003 张伟
    派给小李
    让小李去处理
    这个交给张伟
    安排王强去看看
    指派给第三网格`,
  ],
  [
    'secretary',
    'supervise',
    `
    督办 L1003
    催一下小李
    盯紧这个
    今天必须办完
    怎么还没处理
    限明天之前解决`,
  ],
  [
    'secretary',
    'todo',
    `
    超时
    统计
    台账
    超时的有哪些
    待办
    看看统计`,
  ],
  [
    'cadre',
    'leave',
    `
    请假
    周三驻点来不了
    10号有事去不了驻点,请假
    这周四出差,驻点请人代一下`,
  ],
  [
    'cadre',
    'register',
    `
    登记 居民李大爷说楼道太黑
    刚才有位大妈反映下水道堵`,
  ],
  [
    'cadre',
    'accept',
    `
    接单
    收到
    我来跟进`,
  ],
];

const cases = ROWS.flatMap(([speaker, intent, texts]) =>
  texts
    .trim()
    .split('\n')
    .map((text) => [speaker, text.trim(), intent] as const),
);

describe('what people on duty want', () => {
  it.each(cases)('%s: 「%s」 is %s', (speaker, text, intent) => {
    expect(reader.read({ text, speaker, context: 'none' }).intent).toBe(intent);
  });
});

describe('chat commands', () => {
  it.each([
    ['接单 L1001', 'worker', { word: '接单', intent: 'accept', caseNumber: 'L1001', rest: '' }],
    ['接单L1001', 'worker', { word: '接单', intent: 'accept', caseNumber: 'L1001', rest: '' }],
    ['接单 1001', 'worker', { word: '接单', intent: 'accept', caseNumber: 'L1001', rest: '' }],
    [
      '接单　ｌ１００１',
      'worker',
      { word: '接单', intent: 'accept', caseNumber: 'L1001', rest: '' },
    ],
    [
      '办结 L1001 换了灯泡，亮了',
      'worker',
      { word: '办结', intent: 'resolve', caseNumber: 'L1001', rest: '换了灯泡，亮了' },
    ],
    ['办结：已疏通', 'worker', { word: '办结', intent: 'resolve', rest: '已疏通' }],
    [
      '转办 L1002 李明',
      'worker',
      { word: '转办', intent: 'transfer', caseNumber: 'L1002', rest: '李明' },
    ],
    [
      '退回 L1002 不是我网格',
      'worker',
      { word: '退回', intent: 'return', caseNumber: 'L1002', rest: '不是我网格' },
    ],
    ['上报 L1003', 'worker', { word: '上报', intent: 'escalate', caseNumber: 'L1003', rest: '' }],
    ['请支援', 'worker', { word: '上报', intent: 'escalate', rest: '' }],
    [
      '延期 L1003 2d 等配件',
      'worker',
      { word: '延期', intent: 'extend', caseNumber: 'L1003', rest: '2d 等配件' },
    ],
    [
      '不同意延期 L1003 先垫平',
      'secretary',
      { word: '不同意延期', intent: 'extend', caseNumber: 'L1003', rest: '先垫平' },
    ],
    [
      '改类别 L1001 环境保护',
      'worker',
      { word: '改类别', intent: 'note', caseNumber: 'L1001', rest: '环境保护' },
    ],
    [
      '通知 灵西小区：明天停水',
      'secretary',
      { word: '通知', intent: 'notice', rest: '灵西小区：明天停水' },
    ],
    [
      '派单 L1003 张伟',
      'secretary',
      { word: '派单', intent: 'assign', caseNumber: 'L1003', rest: '张伟' },
    ],
    ['邀请 G0301', 'secretary', { word: '邀请', intent: 'ask', rest: 'G0301' }],
    [
      '不予受理 L1003 已在法院',
      'secretary',
      { word: '不予受理', intent: 'return', caseNumber: 'L1003', rest: '已在法院' },
    ],
    ['请假 2026-12-08', 'cadre', { word: '请假', intent: 'leave', rest: '2026-12-08' }],
    ['帮助', 'resident', { word: '帮助', intent: 'ask', rest: '' }],
    ['进度 L1001', 'resident', { word: '进度', intent: 'progress', caseNumber: 'L1001', rest: '' }],
    ['撤回', 'resident', { word: '撤回', intent: 'withdraw', rest: '' }],
    ['评价 5 很快', 'resident', { word: '评价', intent: 'rate', rest: '5 很快' }],
  ] as const)('「%s」 of a %s', (text, speaker, expected) => {
    expect(readCommand(text, speaker)).toEqual(expected);
  });

  it.each([
    ['接单了吗', 'resident'],
    ['通知说明天停水是真的吗', 'resident'],
    ['上报了没有', 'worker'],
    ['请假的人太多了', 'worker'],
    ['登记的时候说错了', 'worker'],
    ['派单员是谁', 'secretary'],
    ['撤回我昨天说的那个关于车位的事情', 'resident'],
    ['办结的单子在哪看', 'worker'],
  ] as const)('「%s」 of a %s is plain talk', (text, speaker) => {
    expect(readCommand(text, speaker)).toBeUndefined();
  });

  it('finds case numbers anywhere, once each, and no staff numbers', () => {
    expect(caseNumbersIn('L1001和l1002，还有L1001，找G0301')).toEqual(['L1001', 'L1002']);
  });
});
