import { describe, expect, it } from '@jest/globals';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import type {
  Intent,
  SpeakerRole,
  TalkContext,
} from '../../src/understanding/understanding.types.js';

const reader = new RuleReader(loadCategoryTable());

/** Speaker, context, intent, and what was typed: dialect, haste, spelling by sound. */
const ROWS = `
  resident open_case progress 有得搞没得
  resident open_case progress 那事儿咋整了
  resident open_case progress 我想问下我报修那个到啥程度咯
  resident open_case progress 派人过来没
  resident open_case progress 请问维修师傅啥时候到
  resident open_case progress 现在是个什么情况
  resident open_case progress 处理没处理啊
  resident open_case progress 有下文了吗
  resident open_case urge 还要等好久嘛
  resident open_case urge 喊了几遍了都没人理
  resident open_case urge 麻烦再催催师傅
  resident open_case urge 等到猴年马月啊
  resident open_case urge 能不能上点心
  resident open_case urge 都等两天了
  resident open_case urge 咋个还不来哦
  resident open_case urge 一直没人上门
  resident open_case urge 速度点
  resident open_case withdraw 不劳烦了,我儿子弄好了
  resident open_case withdraw 莫来了莫来了,好了
  resident open_case withdraw 前面那个报修取消掉
  resident open_case withdraw 灯自己亮了不用管了
  resident open_case withdraw 搞错了,不是我们楼
  resident open_case withdraw 那个事情作罢吧
  resident open_case withdraw 我撤销刚才的
  resident resolved reopen 昨天修的今天又不行了
  resident resolved reopen 没搞好噻
  resident resolved reopen 修了个寂寞
  resident resolved reopen 水还在往下滴
  resident resolved reopen 就来看了一眼走了,啥也没弄
  resident resolved reopen 根本莫得人来过
  resident resolved reopen 还跟以前一样
  resident rating rate 给个五星吧
  resident rating rate 蛮好蛮好
  resident rating rate 差劲得很
  resident rating rate 打四分
  resident rating rate 没意见,挺满意
  resident none contact 俺们楼的网格员叫啥
  resident none contact 有事该找哪个
  resident none contact 给我个社区联系方式
  resident none contact 管我们6栋的是哪位
  resident none station 区里干部几号下来
  resident none station 这周有人来驻点吗
  resident none station 哪天能见到驻点的同志
  resident none human 我要和你们领导通话
  resident none human 别自动回复了,叫人来
  resident none human 能不能换个人跟我讲
  resident none human 接人工服务
  resident none address 俺家住灵西小区9栋一单元402
  resident none address 帮我登记下地址,6栋2单元301
  resident none address 我搬家了,现在住4栋
  resident none suggest 要是楼下能添几个晾衣杆就好了
  resident none suggest 提个小建议,门口放个雨伞架
  resident none suggest 不如把那块荒地弄成小花园
  resident none suggest 能否多设几个分类垃圾桶
  resident none ask 高龄津贴好多岁可以领
  resident none ask 办退休手续要跑哪里
  resident none ask 外地户口娃娃能在这读书吗
  resident none ask 社区能复印身份证不
  resident none ask 低保咋个申请
  resident none ask 请问流感疫苗在哪打
  resident none thanks 太谢谢你们啦
  resident none thanks 感谢感谢
  resident none greet 小邻你好呀
  resident none greet 早啊
  resident none greet 有人在吗
  resident none report 俺们楼道黢黑,啥也看不见
  resident none report 顶楼又漏雨咧
  resident none report 隔壁一天到黑装修,吵得脑壳痛
  resident none report 门口那个垃圾堆起山一样高
  resident none report 电梯按了没反应
  resident none report 水龙头流出来的水是黄的
  resident none report 楼上空调水滴我家雨棚上一夜
  resident none report 车子停得乱七八糟,走路都走不过去
  resident none report 有人在花坛里头种葱
  resident none report 下水口返味
  resident none report 五楼的把鞋架摆在过道
  resident none report 对门养鸡天天打鸣
  resident none report 井盖一踩就响
  resident none report 单元门的锁坏了,谁都能进
  resident none report 俺妈说楼下路不平,差点崴脚
  resident none report 小区大门口的道闸杆断了
  resident none report 有几个人在楼下喝酒划拳到半夜
  resident none emergency 快来人啊我爷爷没呼吸了
  resident none emergency 楼下车棚起火啦
  resident none emergency 我娃儿卡在防盗窗里头了
  resident none emergency 厨房煤气漏了味道大得很
  resident none emergency 五楼有个女的坐在窗台上要跳
  resident none emergency 我老公喝醉了在打我
  resident none emergency 我奶奶出门买菜到现在没回,有痴呆
  resident none emergency 电梯卡住了我们四个人在里面
  resident none emergency 屋顶要垮了
  resident none emergency 有人撬锁
  worker none accept 晓得了,我这就过去
  worker none accept 要得,我去
  worker none accept 这单我领了
  worker none accept 收到,十分钟到
  worker none accept 安排
  worker none visit 人已经在现场了
  worker none visit 到居民家里了
  worker none visit 上门看过了,管子裂了
  worker none note 已跟物业沟通,等他们回话
  worker none note 灯泡型号没货,在买
  worker none note 电工下午才有空
  worker none note 先拿桶接着水
  worker none resolve 妥了
  worker none resolve 灯泡换好咯,亮堂得很
  worker none resolve 堵的地方通开了
  worker none resolve 杂物都清走了
  worker none resolve 两家说和了
  worker none return 这个归城管,不是我的活
  worker none return 我不管那一栋
  worker none return 单子派岔了
  worker none transfer 请老刘代我跑一趟
  worker none transfer 这件给小陈吧,我走不开
  worker none escalate 这事我一个人整不了,请领导出面
  worker none escalate 得街道出面才行
  worker none escalate 加派人手
  worker none todo 我手头还有几件
  worker none todo 今天要跑哪些
  worker none leave 我明天请一天假
  worker none leave 家里有事,后天休息
  worker none extend 配件还没到,能不能多宽限几天
  worker none extend 这个要往后推两天
  worker none checkin 我到岗了
  worker none register 刚碰到李大妈,说她家下水堵了,记一下
  secretary none assign 给小王派过去
  secretary none assign 这个让第二网格处理
  secretary none supervise 你盯着点,别再拖了
  secretary none supervise 明天中午前必须给我解决
  secretary none notice 跟大家说一声,明天上午停水
  secretary none notice 发个通知给灵西小区,周日打疫苗
  resident open_case progress xiu mei xiu
  resident none report jia li mei shui
  resident none report 3dong ludeng huai le
  resident resolved reopen bai xiu le
  resident open_case withdraw buyong lai le
  resident open_case urge cui yi xia
  resident none greet nihao
  worker none accept shoudao mashang qu
  worker none resolve gaoding
  resident none emergency zhao huo le
  resident none report 楼燈壞了
  worker none accept 接單
`;

const cases = ROWS.trim()
  .split('\n')
  .map((line) => line.trim().split(' '))
  .map(
    ([speaker, context, intent, ...text]) => [speaker, context, text.join(' '), intent] as const,
  );

describe('what people really type', () => {
  it.each(cases)('%s, %s: 「%s」 is %s', (speaker, context, text, intent) => {
    const utterance = { text, speaker: speaker as SpeakerRole, context: context as TalkContext };
    expect(reader.read(utterance).intent).toBe(intent as Intent);
  });
});
