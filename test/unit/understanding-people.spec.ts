import { describe, expect, it } from '@jest/globals';
import {
  readAbout,
  readAbuse,
  readAnonymity,
  readAnswer,
  readChoice,
  readCorrection,
  readOnBehalfOf,
  readReportedBy,
} from '../../src/understanding/person.rules.js';
import { maskPhones, PHONE_MASK } from '../../src/understanding/phones.rules.js';

describe('who a matter is about', () => {
  it.each([
    ['网格员小李态度很差,打电话不接', 'worker'],
    ['我要投诉网格员', 'worker'],
    ['管我们这片的网格员从来不来', 'worker'],
    ['网格员收了我的钱不办事', 'worker'],
    ['书记偏心,低保都给亲戚', 'secretary'],
    ['举报社区书记贪污', 'secretary'],
    ['居委会不作为', 'secretary'],
    ['社区主任骂人', 'secretary'],
    ['物业乱收停车费', 'property'],
    ['物业不管事', 'property'],
    ['投诉物业', 'property'],
    ['保安打人还骂人', 'property'],
    ['物业停水停电逼我们交物业费', 'property'],
    ['跟物业说了好几次都不管', 'property'],
    ['物业公司不公开公共收益', 'property'],
  ])('「%s」 is about the %s', (text, about) => {
    expect(readAbout(text)).toBe(about);
  });

  it.each([
    '楼道灯坏了',
    '请网格员来看一下',
    '跟网格员说一声,楼上漏水',
    '谢谢书记',
    '网格员电话多少',
    '物业电话多少',
    '帮我跟物业说一下路灯坏了',
    '网格员小李人真好',
    '麻烦社区书记帮忙协调',
    '物业办公室门口的灯坏了',
    '书记:为什么上个厕所还要收费',
  ])('「%s」 blames nobody of them', (text) => {
    expect(readAbout(text)).toBeUndefined();
  });
});

describe('discretion', () => {
  it.each([
    '别说是我说的',
    '不要说是我',
    '匿名',
    '别告诉他们是我',
    '别让楼上知道',
    '请保密',
    '不要透露我的名字',
    '我怕他报复',
    '不想留名',
    '莫说是我讲的',
    '别提我',
    '千万别让邻居知道',
    '帮我保密',
    '别把我的电话给他',
    '我不想让别人知道',
  ])('「%s」 asks for it', (text) => {
    expect(readAnonymity(text)).toBe(true);
  });

  it.each(['楼道灯坏了', '别停水了', '我说了好几次', '不知道是谁扔的', '是我报的'])(
    '「%s」 does not',
    (text) => {
      expect(readAnonymity(text)).toBe(false);
    },
  );
});

describe('writing for somebody else', () => {
  it.each([
    ['替我妈报一下,她家水管漏了', '我妈'],
    ['帮我爸问一下医保', '我爸'],
    ['我奶奶让我来报的,她家没水', '我奶奶'],
    ['代楼上王奶奶报修', '楼上王奶奶'],
    ['帮邻居张大爷反映一下', '邻居张大爷'],
    ['给我妈家报个修', '我妈'],
    ['替楼上的老人说一声,他家灯坏了', '楼上的老人'],
  ])('「%s」 is for %s', (text, whom) => {
    expect(readOnBehalfOf(text)).toBe(whom);
  });

  it.each(['我家水管漏了', '我妈说楼道太黑', '帮我报一下', '麻烦帮忙修一下'])(
    '「%s」 is for oneself',
    (text) => {
      expect(readOnBehalfOf(text)).toBeUndefined();
    },
  );
});

describe('what somebody on duty passes on', () => {
  it.each<[string, string | undefined]>([
    ['孙奶奶说灵西小区8栋1单元302家里没水', '孙奶奶'],
    ['3栋2单元501的王阿姨反映厨房漏水', '王阿姨'],
    ['替王奶奶报一下，厨房漏水', '王奶奶'],
    ['李大爷打电话求助，暖气不热', '李大爷'],
    ['灵西小区4栋东侧围墙裂了一条缝', undefined],
    ['物业说明天来修', undefined],
  ])('%s → %s', (text, expected) => {
    expect(readReportedBy(text)).toBe(expected);
  });
});

describe('corrections', () => {
  it.each([
    ['是15不是51', { wrong: '51', right: '15' }],
    ['不是3栋,是5栋', { wrong: '3栋', right: '5栋' }],
    ['不是3栋是5栋', { wrong: '3栋', right: '5栋' }],
    ['说错了,是5栋', { right: '5栋' }],
    ['写错了,应该是2单元', { right: '2单元' }],
    ['地址错了,是6栋', { right: '6栋' }],
    ['更正一下,是5单元不是3单元', { wrong: '3单元', right: '5单元' }],
    ['改成8栋', { right: '8栋' }],
  ])('「%s」', (text, expected) => {
    expect(readCorrection(text)).toEqual(expected);
  });

  it.each(['是的', '不是', '3栋楼道灯坏了', '是不是停水了', '这不是物业的事吗,是不是该他们管'])(
    '「%s」 corrects nothing',
    (text) => {
      expect(readCorrection(text)).toBeUndefined();
    },
  );
});

describe('short answers', () => {
  it.each([
    '是',
    '是的',
    '对',
    '对的',
    '嗯',
    '好',
    '好的',
    '可以',
    '行',
    '没错',
    '要得',
    'ok',
    '确定',
    '需要',
    '就是这个',
  ])('「%s」 is yes', (text) => {
    expect(readAnswer(text)).toBe('yes');
  });

  it.each([
    '不',
    '不是',
    '不用',
    '没有',
    '不行',
    '不对',
    '不要',
    '不用了',
    '不是的',
    '另一件',
    '不需要',
  ])('「%s」 is no', (text) => {
    expect(readAnswer(text)).toBe('no');
  });

  it.each(['不知道', '灯坏了', '3栋', '也许吧', ''])('「%s」 is neither', (text) => {
    expect(readAnswer(text)).toBeUndefined();
  });

  it.each([
    ['2', 2],
    ['第二个', 2],
    ['选1', 1],
    ['二', 2],
    ['第3个', 3],
    ['选第一个', 1],
    ['就第二个吧', 2],
    ['②', 2],
    ['3.', 3],
    ['第一件', 1],
    ['最后一个', -1],
    ['后面那个', -1],
    ['前面那个', 1],
    ['１', 1],
    ['我选2', 2],
  ] as const)('「%s」 chooses %i', (text, choice) => {
    expect(readChoice(text)).toBe(choice);
  });

  it.each(['3栋', '楼道灯坏了', '2单元', '都不是', '第二天', '两个都是'])(
    '「%s」 chooses nothing',
    (text) => {
      expect(readChoice(text)).toBeUndefined();
    },
  );
});

describe('insults and numbers', () => {
  it.each(['你们是傻逼吗', '滚蛋', '一群废物', '他妈的还不来', 'tmd', '什么垃圾物业', 'sb物业'])(
    '「%s」 is abuse',
    (text) => {
      expect(readAbuse(text)).toBe(true);
    },
  );

  it.each(['垃圾没人收', '水管坏了', '你好', 'usb接口坏了', '石滚边上的灯坏了', '妈妈不见了'])(
    '「%s」 is none',
    (text) => {
      expect(readAbuse(text)).toBe(false);
    },
  );

  it('takes phone numbers out, however they are written', () => {
    const { text, phones } = maskPhones(
      '我电话13812345678，或者138-1234-5679，座机0551-65432100，３栋',
    );
    expect(text).toBe(`我电话${PHONE_MASK}，或者${PHONE_MASK}，座机${PHONE_MASK}，３栋`);
    expect(phones).toEqual(['13812345678', '13812345679', '055165432100']);
    expect(maskPhones('１３８１２３４５６７８').phones).toEqual(['13812345678']);
    expect(maskPhones('3栋2单元501，L1001').phones).toEqual([]);
  });
});
