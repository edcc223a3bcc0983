import { describe, expect, it } from '@jest/globals';
import {
  withoutIntroductions,
  withoutPlea,
  withoutSelfNaming,
} from '../../src/kernel/self-naming.rules.js';

describe('words of somebody who stays unnamed', () => {
  it.each<[string, string]>([
    ['我是3栋王秀英，402天天打麻将，别说是我', '402天天打麻将，别说是我'],
    ['我叫陈国强，住灵西小区5栋1单元302，楼下半夜卸货', '楼下半夜卸货'],
    ['住灵西小区3栋2单元501室，我叫王秀英，楼上漏水', '楼上漏水'],
    ['我叫王秀英楼上天天吵', '楼上天天吵'],
    ['我是王芳住3栋楼上漏水', '住3栋楼上漏水'],
    ['我叫李小红楼上天天吵', '楼上天天吵'],
    ['本人陈和平，住5栋，举报物业乱收费', '住5栋，举报物业乱收费'],
    ['您好，我是灵西小区3栋2单元501的业主王建国，楼上漏水', '您好，楼上漏水'],
    ['大家好我是王小二，井盖没了', '井盖没了'],
    ['俺是4栋的刘大爷，俺们楼道灯坏咧', '俺们楼道灯坏咧'],
    ['我是3栋的老王，楼道堆满了纸箱', '楼道堆满了纸箱'],
    ['我姓李，隔壁养鸡', '隔壁养鸡'],
    ['我是欧阳静，楼道灯坏了，别写我名字', '楼道灯坏了，别写我名字'],
    ['我住3栋2单元501，楼上601半夜跳绳', '楼上601半夜跳绳'],
    ['别说是我孙晓梅说的啊', '别说是我说的啊'],
    ['我王秀英反映的，你别说出去', '我反映的，你别说出去'],
    ['楼上天天吵，联系人：王秀英', '楼上天天吵'],
    ['楼上天天吵 ——王秀英', '楼上天天吵'],
    ['楼上天天吵，王秀英，我的电话13900001234', '楼上天天吵，我的电话13900001234'],
    ['楼上天天吵，王秀英13900001234', '楼上天天吵，13900001234'],
  ])('%s → %s', (text, expected) => {
    expect(withoutSelfNaming(text, [])).toBe(expected);
  });

  it.each([
    '402的王秀英天天打麻将，别说是我',
    '我是高层住户，电梯坏了',
    '我是安居苑3栋的业主，路灯坏了',
    '我是租户，楼上漏水',
    '我住3栋，楼上太吵',
    '我家501漏水',
    '我叫你们来修你们不来',
    '匿名举报，小李网格员收钱',
    '我们反映一个问题，王主任收礼',
    '我爸家里漏水',
    '平安小区的路灯坏了',
  ])('%s stays: it names nobody, or somebody else', (text) => {
    expect(withoutSelfNaming(text, ['平安'])).toBe(text);
  });

  it('are taken the name they are known by, wherever it stands', () => {
    expect(withoutSelfNaming('物业乱收费，王秀兰知道得清清楚楚', ['王秀兰', undefined])).toBe(
      '物业乱收费，知道得清清楚楚',
    );
  });
});

describe('a matter in a list', () => {
  it.each<[string, string]>([
    ['我是6栋孙晓梅，楼道里堆满了纸箱', '楼道里堆满了纸箱'],
    ['楼道里堆满了纸箱', '楼道里堆满了纸箱'],
  ])('%s → %s', (text, expected) => {
    expect(withoutIntroductions(text)).toBe(expected);
  });

  it('is found in a very long text as well', () => {
    const long = `我${'1'.repeat(20_000)}x，${'我是'.repeat(5_000)}`;
    expect(withoutIntroductions(long)).toBe(long);
  });
});

describe('the wish not to be named', () => {
  it.each([
    ['别说是我，楼上天天半夜吵', '楼上天天半夜吵'],
    ['不要告诉别人是我说的,隔壁302打牌到半夜', '隔壁302打牌到半夜'],
    ['楼上天天半夜吵，别让邻居知道是我', '楼上天天半夜吵'],
    ['千万别提我的名字，楼下养鸡，谢谢', '楼下养鸡，谢谢'],
    ['匿名，有人占车位', '有人占车位'],
    ['别说是我', ''],
    ['请保密', ''],
  ])('「%s」 without it is 「%s」', (text, expected) => {
    expect(withoutPlea(text)).toBe(expected);
  });

  it.each(['别停水了，停了三天', '别人家的狗乱叫', '不要乱停车', '我说的就是这件事'])(
    '「%s」 is no such wish',
    (text) => {
      expect(withoutPlea(text)).toBe(text);
    },
  );
});
