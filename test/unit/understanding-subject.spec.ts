import { describe, expect, it } from '@jest/globals';
import { type Called, speaksOf } from '../../src/understanding/subject.rules.js';

const worker: Called = { name: '李明', office: 'worker', isNear: true };
const secretary: Called = { name: '陈静', office: 'secretary', isNear: true };
const street: Called = { name: '何志远', isNear: false };
const elsewhere: Called = { name: '张磊', isNear: false };
const zhao: Called = { name: '赵强', office: 'worker', isNear: true };

describe('whom a report is about', () => {
  it.each<[string, Called]>([
    // by full name
    ['李明上班时间打麻将', worker],
    ['网格员李明上班打麻将', worker],
    ['别说是我，网格员李明上班打麻将', worker],
    ['李明态度恶劣，喊了三天都不来', worker],
    ['李明收了人家的钱', worker],
    ['我要举报李明', worker],
    ['投诉你们社区的李明', worker],
    ['昨天被李明骂了一顿', worker],
    ['给李明塞了两条烟他才来', worker],
    ['跟李明说了三遍都没人管', worker],
    ['让李明来他不来', worker],
    ['李明说明天来，到现在都没来', worker],
    ['打麻将的就是李明', worker],
    ['李明老婆在楼下开麻将馆', worker],
    ['李明的电话从来打不通', worker],
    ['李明你太不像话了', worker],
    ['李明，你上班时间喝酒', worker],
    ['李明和物业经理一起喝酒', worker],
    ['物业跟李明一伙的', worker],
    ['我看见李明从仓库里搬了两箱油', worker],
    ['陈静、李明都拿了好处', worker],
    // by what people call him
    ['小李上班睡觉', worker],
    ['你们那个小李从来不接电话', worker],
    ['老李把我家的花盆搬走了', worker],
    ['李网格员推来推去', worker],
    ['管我们楼的那个人凶得很', worker],
    ['你们那个小赵从来不接电话', zhao],
    ['赵强是不是跟物业一伙的', zhao],
    // by office
    ['网格员拿了我家的鸡蛋', worker],
    ['网格员把我的自行车推走了', worker],
    ['网格长家的狗乱咬人', worker],
    ['书记把低保给了亲戚', secretary],
    ['陈静的弟弟包了工程', secretary],
    ['陈静家装修半夜还在敲', secretary],
    ['社区书记陈静乱收费', secretary],
    ['陈书记上班时间去打牌', secretary],
    ['社区领导吃回扣', secretary],
    ['居委会主任的儿子占了车位', secretary],
    ['小陈态度差', secretary],
    // somebody further away, by name
    ['社区的张磊吃拿卡要', elsewhere],
    ['何志远收了开发商的钱', street],
    ['何书记包庇陈静', street],
  ])('「%s」', (text, called) => {
    expect(speaksOf(text, called)).toBe(true);
  });

  it.each<[string, Called]>([
    // praise
    ['李明人真好，楼道灯又坏了', worker],
    ['谢谢李明，灯修好了', worker],
    ['表扬一下网格员李明，特别热心', worker],
    ['感谢陈书记帮我家解决了大问题', secretary],
    // called, told, asked for
    ['请李明来看一下，水管漏了', worker],
    ['麻烦叫小李过来，楼道灯坏了', worker],
    ['帮我跟李明说一声，电梯坏了', worker],
    ['楼道灯坏了，已经告诉李明了', worker],
    ['网格员什么时候来', worker],
    ['麻烦转告李明，楼道灯坏了', worker],
    ['已经报告李明了，楼道灯坏了', worker],
    ['请网格员来看一下', worker],
    ['麻烦社区书记帮忙协调停车位', secretary],
    ['李明你来看一下，我家漏水', worker],
    ['李明，我家水管漏了', worker],
    ['李明你好，楼道灯坏了', worker],
    ['陈书记您好，小区路灯不亮', secretary],
    ['网格员您好，三栋的灯坏了', worker],
    ['陈书记：您好！小区什么时候通公交', secretary],
    ['尊敬的书记先生，请问落户要什么材料', secretary],
    ['建议地下铺线，望书记采纳', secretary],
    // in passing
    ['李明让我来问，楼道灯什么时候修', worker],
    ['李明说这个报给你们就行，楼道灯坏了', worker],
    ['李明来看过了，楼道灯还是不亮', worker],
    ['网格员说归物业管，物业不修', worker],
    ['小李帮我登记过，下水道又堵了', worker],
    ['我们网格员是李明，楼道灯坏了找他吗', worker],
    ['李明的电话是多少', worker],
    ['书记办公室门口的灯坏了', secretary],
    ['李明家门口的路灯坏了', worker],
    // look-alikes
    ['我是李明，我家水管漏了', worker],
    ['隔壁小李半夜唱歌', worker],
    ['302的老李天天打牌吵死人', worker],
    ['楼上小李家漏水', worker],
    ['李明珠家的狗乱叫', worker],
    ['李明超市门口乱停车', worker],
    ['小李超市半夜卸货', worker],
    ['小路灯坏了好几天', { name: '路平', office: 'worker', isNear: true }],
    ['小黄车乱停在楼道口', { name: '黄伟', office: 'worker', isNear: true }],
    ['楼道灯还是老毛病', { name: '毛丽', office: 'worker', isNear: true }],
    ['街道书记说要来', secretary],
    ['小张态度差', elsewhere],
    ['物业的小李把垃圾桶撤了', { name: '李强', isNear: false }],
    ['王书记骂人', secretary],
    ['楼道灯坏了', worker],
    ['物业不管事', secretary],
  ])('not 「%s」', (text, called) => {
    expect(speaksOf(text, called)).toBe(false);
  });
});
