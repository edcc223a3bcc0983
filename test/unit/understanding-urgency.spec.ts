import { describe, expect, it } from '@jest/globals';
import { fold } from '../../src/understanding/normalise.rules.js';
import type { Danger } from '../../src/understanding/understanding.types.js';
import { readUrgency } from '../../src/understanding/urgency.rules.js';

const lines = (texts: string) =>
  texts
    .trim()
    .split('\n')
    .map((text) => text.trim());

const DANGERS: Readonly<Record<Danger, string>> = {
  fire: `
    楼下着伙了好大的烟
    三楼燃起来了快点来人
    水漫进配电房了一直在放电
    老公喝多了要点房子
    着火了
    3栋着火了快来人
    楼下电瓶车烧起来了
    楼道里冒黑烟
    五楼窗户冒浓烟
    厨房着火了怎么办
    配电箱冒火花了
    有人家里失火了
    充电桩冒烟了
    起火了起火了
    隔壁好像着火了
    电线在烧
    对面楼顶有火光
    6号楼爆炸了
    插座冒烟`,
  gas: `
    媒气楼了好大味道
    家里燃气报警器一直响
    有人往楼道泼汽油
    楼道里一股煤气味
    家里煤气泄漏
    闻到好大的天然气味
    燃气管子漏气了
    煤气罐嘶嘶响在漏
    施工把燃气管挖断了
    有股臭鸡蛋味,是不是漏煤气
    一氧化碳中毒了
    天燃气味道很重`,
  trapped: `
    电梯停了我跟我孙子在里面
    电梯忽上忽下现在门打不开了
    有人困在电梯里
    我被关电梯里了
    电梯里有人出不来
    电梯卡在5楼,里面有老人
    我妈困电梯了快来
    电梯停了,困了两个人
    孩子锁在家里了,才两岁
    小孩头卡在栏杆里
    老人反锁在卫生间
    孩子掉井里了
    电梯突然往下掉`,
  collapse: `
    围墙塌了
    楼要塌了
    阳台掉下来砸到人了
    房子快倒了
    脚手架倒了压到工人
    地面塌陷,车掉进去了
    大树倒了砸到人
    外墙砖掉下来砸伤人`,
  violence: `
    有人砸我家门说要弄死我
    流氓跟着我我害怕
    救明
    快来人啊出人命了
    他打我
    我老公又打我了
    楼下有人打架
    有人拿刀砍人
    隔壁打孩子打得惨叫
    楼上半夜打孩子
    对门天天打小孩
    孩子他爸又打孩子了
    救命啊
    邻居家暴,女的一直在喊救命
    有人持刀在小区
    被人打了
    一群人在打群架
    他掐我脖子`,
  suicide: `
    他把孩子从窗户外面吊着
    她留了遗书人联系不上
    有人要跳楼
    楼顶站着个人
    我不想活了
    邻居说要自杀
    她吞了安眠药
    我活不下去了
    女儿割腕了
    有人在天台要往下跳`,
  missing: `
    细路仔唔见咗
    幺儿走落了
    我妈走丢了
    老人走失一天了
    孩子不见了
    我家孩子找不到了
    爷爷有老年痴呆,早上出去到现在没回来
    小孩走丢了才五岁
    奶奶失踪了
    女儿放学没回家,联系不上
    我爸不见了他有老年痴呆`,
  medical: `
    阿婆晕低咗
    老头子叫不应了
    我爸突然说不出话半边动不了
    孩子吞了个电池
    塘里有人在扑腾
    独居的王奶奶敲门没人答应
    老人晕倒了
    有人昏迷在楼道
    我爸心梗了
    老人摔倒了起不来
    隔壁大爷倒在地上
    孩子触电了
    有人喘不过气来
    我妈突然不省人事
    大爷口吐白沫
    楼下有人被车撞了
    要生了羊水破了
    独居的王奶奶三天没出门了,敲门没人应
    帮叫救护车
    小孩噎住了`,
  crime: `
    有人在撬我家门
    小偷进家了
    家里进小偷了
    楼里来了小偷
    我家昨晚遭贼了
    有人翻窗进来了
    抢劫
    有人一直跟踪我
    楼下有人抢包
    有个男的尾随小姑娘`,
};

const HIGH = lines(`
  家里停水两天了
  整栋楼没电
  暖气不热,屋里才10度
  电梯坏了
  没热水
  停气了做不了饭
  水管爆了
  污水倒灌进厨房
  井盖没了
  老人差点摔一跤
  家里一直跳闸
  高空抛物
  电线掉下来了
  孩子差点被绊倒
  独居老人没人照顾
  没水没电的怎么过
  jia li mei shui
  轮椅下不了楼`);

const NORMAL = lines(`
  装燃气楼道里挖了个坑
  有人堵我家车位
  施工队砸我家门口的地砖
  空调外机吊在阳台外面滴水
  有人从窗户扔下垃圾
  河里有人倒垃圾
  请注意火烛的牌子掉了
  充电桩爆满停不进去
  想要点家具券
  这坑早晚出人命了才有人管吧
  燃气报警器多少钱一个
  楼上太吵敲门没人应
  物业费火大
  看着就火大
  救救绿化吧
  救救小区的树
  去年失火的那栋楼还空着
  以前着过火的那家又在堆纸箱
  消防通道被占了
  消防栓坏了
  消防演练什么时候搞
  电动车楼道充电容易着火
  飞线充电万一着火怎么办
  要是着火了谁负责
  广场舞吵死人
  热死了空调外机对着我家
  楼下烧烤店生意火得很
  蚊子咬死人了
  打麻将打到半夜
  我家狗走丢了
  猫不见了
  快递丢了
  手机找不到了
  抢车位吵起来
  上个月家里进过小偷
  怕进小偷，装个监控
  楼下有人给孩子打疫苗
  天天打孩子的主意卖课
  在打儿子的电话
  房价跳楼价
  家里跳广场舞的音响
  小区130户没人管
  119平的房子物业费多少
  楼道堆东西有火灾隐患
  死老鼠没人清理
  树死了好几棵
  火车站怎么走
  火锅店油烟大
  天然气什么时候通
  燃气费怎么交
  煤气公司电话多少
  孩子上学的事困扰我很久
  家里有困难想申请低保
  电视里放的火灾新闻
  领导打电话来
  打扫卫生
  被打扰得睡不着
  路灯不亮
  垃圾没人收
  想问问怎么交医保
  打印店噪音大
  保安态度气死人
  急死了快点来
  打疫苗去哪里
  偷工减料的外墙
  车被划了
  希望消除火灾隐患`);

describe('urgency', () => {
  const cases = Object.entries(DANGERS).flatMap(([danger, texts]) =>
    lines(texts).map((text) => [text, danger] as const),
  );

  it.each(cases)('「%s」 is an emergency (%s)', (text) => {
    expect(readUrgency(fold(text)).urgency).toBe('emergency');
  });

  it('names the kind of danger in nearly all of them, so that the right number is given', () => {
    const wrong = cases.filter(([text, danger]) => readUrgency(fold(text)).danger !== danger);
    expect(wrong.length).toBeLessThanOrEqual(cases.length * 0.08);
  });

  it.each(HIGH)('「%s」 is pressing', (text) => {
    expect(readUrgency(fold(text))).toEqual({ urgency: 'high' });
  });

  it.each(NORMAL)('「%s」 only sounds like danger', (text) => {
    expect(readUrgency(fold(text)).urgency).not.toBe('emergency');
  });
});
