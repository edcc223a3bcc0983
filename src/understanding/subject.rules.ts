import { plain } from './normalise.rules.js';
import { anyOf } from './pattern.rules.js';

/** Whether a text speaks of a certain person as somebody it is about. Pure; the names come from the roster. */

/** Somebody who works here, as people may call them. */
export interface Called {
  readonly name: string;
  /** What they are without a name: 「网格员」, 「书记」. */
  readonly office?: 'worker' | 'secretary';
  /** Who answers for the very ground is meant by 「小李」 and 「李姐」 too; others only by their full name or office. */
  readonly isNear: boolean;
}

/** A text cut at a mention. */
interface Mention {
  readonly before: string;
  readonly after: string;
  /** What was said: a name, or only what could be many people's (「小李」). */
  readonly isName: boolean;
  /** The clauses that follow. */
  readonly next: string;
  readonly text: string;
}

const CLAUSE = /[,。!?;:\n]+/;

const WORKER =
  '网格(?:员|长)|(?:管|负责)(?:着)?(?:我|咱|俺)们?(?:这边|这片|这里|这|楼|片|栋|小区|单元|那)?的?(?:那个|那位|那|个)?人?|你们(?:社区|这边|这)?(?:派来的|来的|那个|那位|那)(?:人|小伙子|姑娘|男的|女的|同志)';
const SECRETARY =
  '(?<![省市区县镇村副厂总]|[省市区县]委|街道|支部)(?:书记|支书)|居委会?主任|社区主任|社区(?:的)?(?:一把手|领导)';
const OFFICES = { worker: WORKER, secretary: SECRETARY } as const;
const ANY_OFFICE = {
  worker: new RegExp(WORKER, 'u'),
  secretary: new RegExp(SECRETARY, 'u'),
} as const;
const TITLE = '网格员|网格长|书记|主任|干部|同志|科长|队长|助理|姐|哥';
/** 「王书记」 where the secretary is called 陈: another one. */
const SURNAME =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武莫孔汤温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿兰焦俞柳甘祝包宁尚符舒阮柯纪梅童凌毕季裴霍涂苗谷曲盛冉辛柴蒙鲍华喻祁';

/** Words in which 小 or 老 and a surname are no person. */
const NO_CALL =
  /小高层|老高层|小马路|小黄[车狗]|小程序|[老小]毛[病孩驴]|老方[法子]|小方[桌块案]|[小老]路[灯口上面边]|小金[额库]|小白[菜狗]|小石[头子]|小龙虾|[小老]水[管沟]|小商[店铺贩品]|小包[装子裹]|小花[园坛]|小叶子|小杨树|小柳树|小于|小池[塘子]|小江边|小康社会|小米粥|小谷仓|小田地|小温差|小区/g;
/** Somebody who lives or works next to the writer. */
const NEIGHBOUR =
  /(?:隔壁|楼[上下]|对门|对面|邻居|邻家|旁边|\d{3,4}室?|[一二三四五六七八九十\d]+楼|业主|租户|租客|房东|住户|老板|工头|师傅|保安|保洁|快递|外卖|我同事|朋友)(?:的|家的|家|那个|那家|那户|住的|住着)*$/;
/** A shop that bears a name. */
const SHOP =
  /^(?:家)?的?(?:超市|饭店|理发|小吃|面馆|早餐|早点|烧烤|副食|水果|家电|杂货|商店|店|铺|摊|餐馆|麻将馆|棋牌|诊所|药[店房])/;
/** 「李明珠家」: the name goes on. */
const LONGER_NAME =
  /^[亮珠华辉杰芳兰霞军国强伟斌浩超勇娟](?=[家的住说她他,。]|阿姨|奶奶|爷爷|大[爷妈])/;

const SELF =
  /(?:^|[^\p{L}])(?:我|俺|本人)(?:就?是|叫|名叫)?(?:.{0,10}(?:栋|室|号楼?|单元|\d)的?)?$/u;
const DENOUNCED =
  /(?:投诉|举报|反映|检举|控告|状告|揭发|曝光|(?<![报转通警公广祷])告)(?:一下|下|的是|的就是|你们|我们|咱们|社区|那个|这个|一个|的)*$/;
const TOLD =
  /(?:跟|向|给|找|请|叫|让|联系|麻烦|告诉|问|报告|汇报|报|通知|通过|打|等|望|求|和|与|同|陪|由|派|转告|喊|要|拜托|辛苦|谢谢|感谢|多亏|@)(?:过|了|一下|下)?(?:我们|你们|咱们|社区|小区|这边|我|那个|那位)?的?$/;
const IS_CALLED = /(?:联系人|负责人|对接人|(?<!的|都|就|全)是|叫|归|由|姓|属于?)$/;
const RELATIVE =
  /^(?:他|她)?的?(?:亲|表|堂|小)?(?:家里|家人|家属|家(?!门口|楼|隔壁|旁边|对面|附近|那)|老婆|媳妇|爱人|老公|丈夫|对象|妻子|儿子|女儿|闺女|孩子|弟弟|弟|妹妹|妹|哥哥|哥|姐姐|姐夫|姐|妈|爸|母亲|父亲|岳父|岳母|丈母娘|丈人|亲戚|侄|外甥|舅|姨|姑|叔|亲家|熟人|朋友)/;
const AT_THEIRS =
  /^的?(?:家门口|家楼|家隔壁|家旁边|家对面|家附近|家那|办公室|值班室|工作室|那里|那边|门口)/;
const NUMBER_OF = /^的?(?:办公|联系|手机|座机)?(?:电话|手机|微信|号码|联系方式|名片)/;
const NOT_REACHED = /打不通|不接|没人接|关机|空号|拉黑|不通|不回/;

/** How people treat others; things do not. */
const CONDUCT = anyOf(
  /不(?:管|理|来|接|见|回|办|作为|负责|干|上班|在岗|公开|公示|给(?!力)|让|像话|要脸|行|解决|处理|修|把)|没(?:来|管|理|接|回|办|修|处理|解决|动静|下文|影|人管|素质|用)/,
  /态度|骂|凶|吼|训人|训了|推[诿脱来三]|敷衍|糊弄|应付|走过场|忽悠|骗|撒谎|说谎|造谣|乱说|瞎说|胡说/,
  /收.{0,6}(?:钱|块|礼|好处|红包|费|烟|酒)|要钱|红包|好处|回扣|吃拿卡要|送礼|贪|占|挪用|私吞|克扣|冒领|拿了|拿走/,
  /偏心|偏袒|不公|包庇|护短|走后门|关系户|一伙|勾结|串通|穿一条裤子|包了?(?:个|的)?工程|承包/,
  /欺负|威胁|恐吓|报复|刁难|为难|卡着|歧视|看不起|打人|打了|动手|摸|骚扰|作风|滥用|乱来|乱收|乱罚/,
  /上班(?:时间)?(?:打|喝|睡|玩|炒|看|不)|打麻将|打牌|喝酒|睡觉|迟到|早退|脱岗|旷工|偷懒|懒|混日子|磨蹭/,
  /从来|差劲|恶劣|太差|很差|不好|过分|离谱|缺德|黑心|失职|渎职|以权|假公济私|泄露/,
);
const BRIBE =
  /^(?:.{0,6})?(?:送|塞|红包|[条瓶箱]?(?:烟|酒)|礼|好处|回扣|钱|一伙|串通|勾结|喝酒|吃饭|打牌|打麻将|有关系|有亲戚|是亲戚|吵|打架|合伙|关系好|一起)/;
/** What comes of telling somebody, in the clause itself or the next. */
const IN_VAIN =
  /(?:没|不)(?:人)?(?:修|管|理|来|接|回|处理|解决|办|弄|搭理|当回事|用|动静|下文|结果)|骂|凶|推/;
/** A clause without a subject of its own goes on about the same person. */
const GOES_ON =
  /^(?:他|她|人(?=[不没也都])|就|但|可(?!以|能)|却|结果|一直|到现在|到今天|至今|从来|也|都|还|根本|压根|又|总是|老是|每次|天天|[一两二三四五六七八九十几半\d]+(?:个|次|天|回|遍)|好几|态度|不|没|骂|凶|收|拿)/;
const PRAISE =
  /谢谢|感谢|多谢|表扬|点赞|锦旗|辛苦|多亏|夸|(?:真|很|太|特别|非常|挺)(?:的)?(?:好(?!意思)|不错|棒|热心|负责|耐心|贴心|给力|细心|暖心|及时)|人不错|人好|好人|热心|负责任|帮了大忙|给力/;
const HELLO =
  /^(?:先生|女士|同志|你好|您好|好|在吗|在不在|在|啊|呀|哎|辛苦了?|早|早上好|下午好|晚上好|麻烦[你您]?(?:了|一下)?)*$/;
const HELLO_BEFORE = /^(?:你好|您好|喂|哎|嗨|hi|hello|尊敬的|亲爱的|请问|麻烦|我们|咱们)*$/i;
/** 「你来看一下」 of somebody who is spoken to. */
const ASKS_YOU =
  /^(?:啊|呀)?[你您](?:好)?(?:来|帮|看|给|能|可以|有空|在|好|啥时候|什么时候|知道|说|去|们|快|什么|有没有|方便)/;
/** What is said of somebody in passing. */
const IN_PASSING =
  /^(?:同志|老师|师傅)?(?:他|她)?(?:刚才|刚刚|今天|昨天|前天|早上|上午|下午|上次|上回|之前|前几天|那天|也|都|已经|就|还|又|会|要|能|可以|应该)*(?:让|叫|请|喊|告诉|跟|给我|和我|对我|说(?!话)|讲|建议|推荐|通知|提醒|介绍|教我|来|上门|去看|去|看(?:了|过|一下)|修|处理|登记|记|拍|联系|加了|加我|知道|不知道|不清楚|帮|负责|管|是(?:我们|咱们|这|负责|谁|哪)|在(?!.{0,4}(?:打|喝|睡|玩))|不在|发|回复|答应|同意|走|换人|调走|退休|什么时候|啥时候|几点|哪天|你|您|办公|值班|休息|请假|住院|生病)/;

/** Whether the text has the person as somebody it is about: blamed, watched, told of; not praised, called or named in passing. */
export function speaksOf(text: string, called: Called): boolean {
  const words = plain(text);
  if (!mayMean(words, called)) return false;
  const said = words.replace(NO_CALL, (word) => '·'.repeat(word.length));
  return mentionsOf(said, called).some(isSubject);
}

/** Most texts hold neither the surname nor the office: they are let pass before anything is cut up. */
function mayMean(words: string, { name, office }: Called): boolean {
  return words.includes(name.charAt(0)) || (office !== undefined && ANY_OFFICE[office].test(words));
}

function mentionsOf(text: string, called: Called): Mention[] {
  const clauses = text.split(CLAUSE).map((clause) => clause.replaceAll(' ', ''));
  return clauses.flatMap((clause, index) =>
    [...clause.matchAll(callsOf(called))].flatMap((match) => {
      const mention = {
        before: clause.slice(0, match.index),
        after: clause.slice(match.index + match[0].length),
        isName: match[0].includes(called.name),
        next: clauses.slice(index + 1).join(','),
        text: clauses.join(','),
      };
      return isSomebodyElse(mention, match[0], called) ? [] : [mention];
    }),
  );
}

/** All the ways to say who is meant, titles included: 「你们网格员李明」 is one. */
function callsOf({ name, office, isNear }: Called): RegExp {
  const surname = name.charAt(0);
  const role = office ? `|${OFFICES[office]}` : '';
  const near = isNear
    ? `|[小老阿]${surname}(?![子村营家庄]\\p{Script=Han}?区)|${surname}(?:${TITLE})`
    : '';
  const full = `(?:(?:社区|网格|街道)?的?(?:那个|那位|这个)?(?:${TITLE}))?${name}(?:${TITLE})?`;
  const above = isNear ? '' : `|${surname}(?:书记|主任)`;
  return new RegExp(`${full}${near}${above}${role}`, 'gu');
}

function isSomebodyElse({ before, after, isName }: Mention, call: string, called: Called): boolean {
  // 「我们网格员是李明」: the name itself is looked at, not the office before it.
  if (SHOP.test(after) || new RegExp(`^(?:是|叫|就是)${called.name}`).test(after)) return true;
  if (isName) return call.endsWith(called.name) && LONGER_NAME.test(after);
  if (NEIGHBOUR.test(before)) return true;
  const surname = new RegExp(`[${SURNAME}]$`, 'u').exec(before)?.[0];
  const isOffice = /^(?:网格|书记|支书)/.test(call);
  return isOffice && surname !== undefined && surname !== called.name.charAt(0);
}

/** What a mention is held against, in this order; the first that knows decides. */
const STEPS: readonly ((mention: Mention) => boolean | undefined)[] = [
  ({ before }) => when(SELF.test(before), false),
  ({ before }) => when(DENOUNCED.test(before) && !/[跟向给找和]$/.test(before), true),
  (mention) => when(isPraise(mention), false),
  ({ after }) => when(RELATIVE.test(after), true),
  ({ after, next }) =>
    NUMBER_OF.test(after) ? NOT_REACHED.test(after) || /^[^,]*不接/.test(next) : undefined,
  ({ after }) => (AT_THEIRS.test(after) ? CONDUCT.test(after) : undefined),
  ({ before }) => when(/被[^,]{0,4}$/.test(before), true),
  (mention) => (TOLD.test(mention.before) ? isToldInVain(mention) : undefined),
  (mention) => (isSpokenTo(mention) ? CONDUCT.test(mention.text) : undefined),
  (mention) => (isInPassing(mention) ? isBlamedAfterwards(mention) : undefined),
];

function isSubject(mention: Mention): boolean {
  for (const step of STEPS) {
    const decided = step(mention);
    if (decided !== undefined) return decided;
  }
  const { before, after, text } = mention;
  return after !== '' || CONDUCT.test(text) || /(?:的|就|都|全)是$/.test(before);
}

function when(isSo: boolean, decided: boolean): boolean | undefined {
  return isSo ? decided : undefined;
}

function isInPassing({ before, after }: Mention): boolean {
  return ASKS_YOU.test(after) || IS_CALLED.test(before) || IN_PASSING.test(after);
}

/** 「李明说明天来，到现在都没来」 */
function isBlamedAfterwards({ after, next }: Mention): boolean {
  return CONDUCT.test(after) || (GOES_ON.test(next) && CONDUCT.test(firstOf(next)));
}

/** Good words, and no bad ones beside them. */
function isPraise(mention: Mention): boolean {
  const { before, after } = mention;
  const said = `${before}${after}`;
  if (!PRAISE.test(said) || /不太?好|真好意思/.test(said)) return false;
  return !CONDUCT.test(before) && !isBlamedAfterwards(mention);
}

/** 「请李明来看看」 calls him; 「跟李明说了三次没人管」 and 「给李明塞了红包」 are about him. */
function isToldInVain({ before, after, next }: Mention): boolean {
  if (/(?:给|跟|和|与|同|陪|请)$/.test(before) && BRIBE.test(after)) return true;
  const isVain = IN_VAIN.test(after) || (GOES_ON.test(next) && IN_VAIN.test(firstOf(next)));
  return isVain || CONDUCT.test(after.replace(/^(?:来|去|过来)?(?:不|没)(?:来|去)?$/, ''));
}

function isSpokenTo({ before, after }: Mention): boolean {
  return HELLO_BEFORE.test(before) && HELLO.test(after);
}

function firstOf(next: string): string {
  return next.split(',').slice(0, 2).join(',');
}
