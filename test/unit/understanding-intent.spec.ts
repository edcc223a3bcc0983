import { describe, expect, it } from '@jest/globals';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import type { Intent, TalkContext } from '../../src/understanding/understanding.types.js';

const reader = new RuleReader(loadCategoryTable());

type Row = readonly [context: TalkContext, intent: Intent, texts: string];

/** One sentence a line, as residents type them. */
const ROWS: readonly Row[] = [
  ['none', 'report', `
    3栋2单元楼道灯坏了三天了,老人下楼差点摔一跤
    楼上漏水漏到我家了
    小区门口的路灯不亮
    垃圾桶满了好几天没人收
    下水道堵了 臭死了
    电梯又坏了
    家里停水了
    我们这栋没电
    隔壁装修太吵了,孩子没法写作业
    广场舞声音太大
    电动车在楼道充电
    有人把车停在消防通道
    井盖没了
    树枝挡住路灯了
    楼道堆满杂物
    狗随地大小便没人管
    6栋楼下好多蟑螂
    物业不管事
    健身器材坏了,小孩差点夹手
    厕所冲不下去水
    单元门关不上
    对讲机不响了
    水压太小了洗澡都洗不了
    楼顶漏雨,墙都发霉了
    有人在楼下烧烤油烟太大
    飞线充电看着都吓人
    墙皮往下掉
    老鼠都跑到家里来了
    噪音扰民
    楼下麻将馆半夜还在打
    小广告贴得到处都是
    车位被别人占了
    绿化带里种菜
    自来水发黄
    暖气不热
    天花板滴水
    门口的栏杆断了
    路面一个大坑,骑车摔过人
    楼上天天半夜咚咚咚
    快递柜占了消防通道
    我家对门放了一堆鞋柜,味道难闻
    院子里的椅子坏了好久了
    公共厕所脏得进不去
    下雨就积水
    楼道扶手松了
    门口监控坏了
    化粪池满了往外冒
    有人往楼下扔垃圾
    小区里僵尸车占着车位
    楼下烧垃圾呛人`],
  ['none', 'progress', `
    我报的那个灯修了没
    上次反映的事怎么样了
    L1001到哪一步了
    昨天报的漏水处理了吗
    查下我的报修
    我那个事有消息没
    那件事办得怎么样了`],
  ['open_case', 'progress', `
    修没修嘛
    修了没
    到哪了
    怎么样了
    咋样了
    处理得如何
    有结果没
    什么时候来
    师傅几点到
    好了没有
    啥时候能弄好
    谁在处理
    有人接单了吗
    进展如何
    有没有消息
    弄好没得
    几时来修
    多久能修好
    派人了吗
    那个灯呢`],
  ['open_case', 'urge', `
    催一下
    催一哈
    摧一哈
    怎么还没来
    咋还不来人
    快点
    快点行不行
    搞快点
    赶紧来修啊
    等了好几天了
    都三天了还没动静
    到底来不来
    还没人来
    能不能快点
    急死人了
    人呢
    抓紧点
    等得花都谢了
    到底管不管
    拖了一个星期了
    麻烦快一点
    还没修
    怎么还没处理`],
  ['open_case', 'withdraw', `
    撤回
    撤回吧
    不用来了
    已经好了
    自己修好了
    刚才那条不算
    算了
    算了不报了
    取消吧
    不用麻烦了
    搞错了
    发错了
    来电了
    水来了
    没事了
    我自己弄好了
    当我没说
    别来了
    不需要了
    已经自己解决了
    灯又亮了
    虚惊一场
    不用派人了`],
  ['resolved', 'reopen', `
    还是没好
    白修了
    又坏了
    又漏了
    没修好
    根本没人来
    还是漏
    才两天又不亮了
    修了跟没修一样
    老样子
    还没解决
    又堵上了
    重新来修
    没弄好啊
    谁说修好了
    灯还是不亮
    还在漏
    一点没解决
    再来看看吧
    糊弄人`],
  ['rating', 'rate', `
    5
    满意
    非常满意
    还行
    不满意
    没解决
    五星
    4分
    给5分
    很好
    一般般
    太差了
    不打分
    五颗星
    基本满意
    给100分`],
  ['rating', 'reopen', `
    还是漏水
    又坏了
    白修了
    还是没修好`],
  ['none', 'suggest', `
    建议小区装个充电桩
    能不能在广场加几把椅子
    建议把垃圾桶挪到路口
    希望增加一个快递柜
    我有个想法,楼下空地可以种点花
    要是有个老年食堂就好了
    最好能装个扶手
    可不可以组织一次清理楼道的活动
    提个建议,晚上广场舞声音可以小一点`],
  ['none', 'ask', `
    请问老年证怎么办
    居住证在哪里办
    办低保需要什么材料
    医保怎么交
    社区几点上班
    高龄补贴多少钱
    请问孩子打疫苗去哪里
    有没有免费体检
    什么时候停水
    问一下加装电梯有没有补贴
    残疾证怎么办理
    可以代开证明吗
    明天停电吗
    准生证要带什么
    想了解一下公租房政策`],
  ['none', 'contact', `
    谁管我们这
    我们这片谁负责
    网格员是谁
    网格员电话多少
    社区电话多少
    书记的电话有吗
    怎么联系社区
    有事找谁
    我们楼归谁管
    物业电话是多少
    把小李的微信发我
    哪个管我们楼`],
  ['none', 'station', `
    站点日什么时候
    驻点干部哪天来
    干部什么时候来坐班
    律师什么时候来
    这周驻点是星期几
    今天谁值班坐班
    驻点在哪里`],
  ['none', 'address', `
    绑定我家是灵西小区3栋2单元501
    我住灵西小区3栋
    我家在5栋2单元301
    我是8栋的住户
    我搬到12栋了
    地址改成6栋1单元202
    绑定 灵西小区 3-2-501
    我家地址是幸福家园2栋`],
  ['none', 'human', `
    我要找真人
    转人工
    人工
    有没有活人
    不想跟机器说
    叫个人来跟我说
    能不能给我打个电话
    找你们书记说
    我要跟领导说
    你是机器人吧`],
  ['none', 'greet', `
    你好
    您好
    在吗
    早上好
    你好呀
    有人吗
    喂
    hello
    在不在
    晚上好`],
  ['none', 'thanks', `
    谢谢
    谢谢你
    多谢了
    辛苦了
    太感谢了
    谢谢师傅
    麻烦你们了
    好的谢谢
    知道了谢谢`],
  ['open_case', 'thanks', `
    好的
    收到
    知道了
    谢谢
    好的我等着
    辛苦`],
  ['none', 'other', `
    今天天气真好
    哈哈哈哈
    吃了吗您
    转发此条好运一整年
    点击链接领取红包
    日赚300兼职刷单
    祝大家周末愉快`],
  ['none', 'emergency', `
    着火了
    3栋着火了快来
    有人困在电梯里
    煤气味好大
    我妈走丢了
    有人要跳楼
    老人晕倒了
    救命
    他打我
    孩子不见了`],
];

const cases = ROWS.flatMap(([context, intent, texts]) =>
  texts.trim().split('\n').map((text) => [context, text.trim(), intent] as const),
);

describe('what a resident wants', () => {
  it.each(cases)('%s: 「%s」 is %s', (context, text, intent) => {
    expect(reader.read({ text, speaker: 'resident', context }).intent).toBe(intent);
  });

  it.each([
    ['修好了没'], ['怎么还没来'], ['不用来了'], ['还是没好'],
  ])('a follow-up with nothing open is not taken for a new report: 「%s」', (text) => {
    expect(reader.read({ text, speaker: 'resident', context: 'none' }).intent).not.toBe('report');
  });

  it.each([
    ['灵西小区5栋楼顶漏水三天了,跟物业说了好几次都没人来修,什么时候能派人来看看'],
    ['楼下烧烤店油烟特别大,天天熏得睡不着,能不能快点管管'],
    ['你好,我家楼上装修从早吵到晚,谢谢'],
    ['请问小区路灯坏了找谁修'],
  ])('courtesy and impatience around a matter do not hide it: 「%s」', (text) => {
    expect(['report', 'ask', 'contact']).toContain(reader.read({ text, speaker: 'resident', context: 'none' }).intent);
    expect(reader.read({ text, speaker: 'resident', context: 'none' }).category.category).toMatch(/城乡建设|环境保护/);
  });

  it('opens nothing for faces, pictures or an empty message', () => {
    for (const text of ['', '   ', '👍', '😀😀😀', '[微笑]', '。。。', '!!!']) {
      const meaning = reader.read({ text, speaker: 'resident', context: 'none' });
      expect(meaning).toMatchObject({ intent: 'other', isEmpty: true });
    }
  });
});
