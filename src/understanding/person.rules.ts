import { bare, plain } from './normalise.rules.js';
import { toNumber } from './numerals.rules.js';
import { anyOf, Pattern } from './pattern.rules.js';
import type { AboutWhom } from './understanding.types.js';

/** Small readings about people: who a matter is about, who must not know, for whom it is written, yes or no. */

const COMPLAINT = anyOf(
  /不(?:管|理|来|作为|负责|干事|接电话|上班|见人|解决|处理|回|办事)|态度|没人管/,
  /推(?:诿|脱|来推去|三阻四)|敷衍|糊弄|乱收|收钱|收费|涨价|涨物业费|骂|凶|欺负|打人|偷懒|吃回扣/,
  /贪|偏心|包庇|失职|投诉|举报|告(?:他|她|你们)|反映|差劲|太差|太烂|很差|不行|不做事|懒|黑心/,
  /截留|克扣|不公|私吞|吵|威胁|报复|刁难|挪用|不公开|不公示|违规|占用|停水停电|断水|断电|不退/,
  /赶人|打击|勾结|索要|卡着|为难|不给(?:办|开|盖)/,
);
const WORKER = /网格(?:员|长)|(?:管|负责)我们(?:这|楼|片|栋)?的?(?:那个|那位|小)/;
const SECRETARY = /书记|居委会?主任|社区主任|社区(?:领导|干部|的?(?:人|工作人员))|居委会/;
const PROPERTY = /物业|保安|管家(?!婆)|开发商|业委会/;

/** Whom a complaint is about; undefined where nobody of ours is blamed. */
export function readAbout(text: string): AboutWhom | undefined {
  if (!COMPLAINT.test(text)) return undefined;
  if (isBlamed(text, WORKER)) return 'worker';
  if (isBlamed(text, SECRETARY)) return 'secretary';
  return isBlamed(text, PROPERTY) ? 'property' : undefined;
}

const CLAUSE = /[,。!?;:、\n ]/;
const REPORTED_TO =
  /(?:跟|向|给|找|请|叫|让|联系|麻烦|告诉|问|报|通知|通过|打|等|希望|建议|和|由)(?:过|了|一下)?(?:我们|你们|社区|小区|这边|我|那个)?的?$/;

/** Somebody is blamed when a clause names them as the one who does it, not as the one who was told. */
function isBlamed(text: string, who: RegExp): boolean {
  return text.split(CLAUSE).some((clause, i, clauses) => {
    const match = who.exec(clause);
    if (!match) return false;
    if (
      /^(?:费|电话|办公室|门口|楼|用房|中心)/.test(clause.slice(match.index + match[0].length)) &&
      !/乱收|收费|涨|贵|不公/.test(clause)
    )
      return false;
    const isTold =
      REPORTED_TO.test(clause.slice(0, match.index)) &&
      !/投诉|举报|反映|告/.test(clause.slice(0, match.index));
    const rest = clause.slice(match.index);
    const next = clauses[i + 1] ?? '';
    if (isTold)
      return (
        /^(?:都|也|还|一直|就是|根本|完全|老是|总是)?(?:不|没人)(?:管|理|来|接|回|处理|解决)/.test(
          next,
        ) ||
        /(?:都|也|还|一直|就是|根本|总是|老是)(?:不|没人)(?:管|理|来|接|回|处理|解决)/.test(rest)
      );
    return (
      COMPLAINT.test(rest) ||
      (/投诉|举报|反映|告/.test(clause.slice(0, match.index)) &&
        !/(?:跟|向|给|找)$/.test(clause.slice(0, match.index)))
    );
  });
}

const ANONYMOUS = anyOf(
  /匿名/,
  /(?:别|不要|莫|甭|勿|不能|千万别|不想)(?:让[\u4e00-\u9fa5]{1,6}知道|说(?:是|出)?我|提(?:到)?我|告诉(?:他|她|别人|人家|对方|邻居|物业|任何人|楼上|楼下|网格员|书记)|透露|泄露|暴露|写我|留(?:我的?)?名|公开我|署名|把我)/,
  /保密|不(?:想|愿意?|方便|敢)(?:留|透露|说|公开|署|写|报)(?:我的?|自己的?|真)?(?:姓)?名/,
  /隐(?:去|藏|瞒)我|怕(?:他|她|人家|别人|被|他们)(?:们)?(?:报复|知道|记恨|找我)/,
  /别(?:写|留|报)(?:我的?)?名|替我保密|不要?出现我/,
);

/** 「别说是我」: the name must not reach the worker or the other side. */
export function readAnonymity(text: string): boolean {
  return ANONYMOUS.test(text);
}

const PERSON =
  '(?:我|俺|咱)(?:们)?(?:家)?的?(?:老)?(?:妈妈?|爸爸?|母亲|父亲|奶奶|爷爷|姥姥|姥爷|外婆|外公|阿婆|阿公|婆婆|公公|岳父|岳母|丈母娘|丈人|爹|娘|老公|老婆|爱人|儿子|女儿|闺女|孩子|姐姐?|妹妹?|哥哥?|弟弟?|叔叔?|婶婶?|姑姑?|姨妈?|舅舅?|亲戚|朋友|同事|房东|租客|老人|老两口|父母|爸妈|家老人|对门|邻居)|(?:楼[上下]|隔壁|对门|邻居|一位|一个|有个|社区|独居|孤寡)?的?[\\u4e00-\\u9fa5]{0,2}(?:大爷|大妈|大娘|阿姨|老人家?|奶奶|爷爷|婆婆|老太太?|老头|叔叔|大叔|大姐|大哥|师傅|邻居|老伴|孤寡老人|独居老人)';
const ON_BEHALF = new Pattern(
  new RegExp(
    `(?:替|代|帮|给|为)(?:一下)?(${PERSON})(?:.{0,4}?)(?:报|反映|反应|问|说|登记|报修|申请|投诉|求助|咨询|反馈|打听|来|发|办)`,
  ),
);
const IS_OF = new Pattern(
  new RegExp(`(?:^|[,。!;、 ])(?:是|这是)(${PERSON})(?:家)?(?:的|反映|说|让|叫|托|要我|喊我)`),
);
const ASKED_BY = new Pattern(
  new RegExp(`(?:^|[,。!;、 ])(${PERSON})(?:让|叫|托|喊|请)我(?:来|帮|替)?(?:报|问|说|反映|发)`),
);

/** 「替我妈报一下」 → 我妈; undefined when the speaker writes for themself. */
export function readOnBehalfOf(text: string): string | undefined {
  const head = text.slice(0, 200);
  const match = ON_BEHALF.exec(head) ?? ASKED_BY.exec(head) ?? IS_OF.exec(head);
  return match?.[1];
}

const REPORTED_BY = new RegExp(
  `(?:^|[,。!;、 的]|室|单元|\\d)(${PERSON})(?:刚才|今天|来|过来|打电话|找我|跟我)*(?:反映|反应|说|讲|来电|报修|求助)`,
);

/** 「王阿姨反映…」 of somebody on duty → 王阿姨: whose matter a colleague passes on; undefined when it is their own. */
export function readReportedBy(text: string): string | undefined {
  const head = text.slice(0, 200);
  return (readOnBehalfOf(head) ?? REPORTED_BY.exec(head)?.[1])?.replace(/^的/, '');
}

const ITEM = '([\\dA-Za-z零一二两三四五六七八九十百甲乙丙丁\\u4e00-\\u9fa5]{1,12}?)';
const NOT_BUT = new Pattern(
  new RegExp(
    `^(?:说错了|写错了|打错了|错了|不对|更正|改一下)?[,。 ]*(?:不是|并非)${ITEM}[,。 ]*(?:而是|应该是|其实是|是)${ITEM}(?:[,。!~ ]|哈|啊|呀|的|$)`,
  ),
);
const IS_NOT = new Pattern(
  new RegExp(
    `^(?:说错了|写错了|打错了|错了|不对|更正(?:一下)?|改一下|哦|啊|噢|嗯)?[,。 ]*(?:应该)?是${ITEM}[,。 ]*(?:不是|而不是|并不是|非)${ITEM}(?:[,。!~ ]|哈|啊|呀|的|$)`,
  ),
);
const WRONG = new Pattern(
  /^(?:刚才|刚刚|上面|前面|我|地址|楼栋|房号|楼号|门牌|位置)?(?:说|写|打|发|报|填)?错了?(?:地址|楼栋|房号|楼号|号)?[,。:! ]*(?:应该是|应该|是|改成|更正为|改为)(.{1,30})$/,
);
/** 「不对，是灵西小区8栋2单元」: only a door can be meant, not another complaint. */
const NO_BUT_DOOR = new Pattern(
  /^(?:不对|不是|错了|错啦|不不)[,。! ]+(?:应该)?是((?=.*[\da-z一二三四五六七八九十甲乙丙丁](?:栋|幢|号|单元|室|座|#)).{1,30})$/i,
);
const CHANGE = new Pattern(
  /^(?:地址|楼栋|房号|位置|楼号)?(?:改成|更正为|改为|更正|应该是)[,。: ]*(.{1,30})$/,
);

/** 「是15不是51」「不是3栋，是5栋」「说错了，是5栋」: what to take for what; undefined when nothing is corrected. */
export function readCorrection(text: string): { wrong?: string; right: string } | undefined {
  const s = plain(text);
  if (s.length > 60) return undefined;
  const notBut = NOT_BUT.exec(s);
  if (notBut?.[1] && notBut[2]) return { wrong: notBut[1], right: notBut[2] };
  const isNot = IS_NOT.exec(s);
  if (isNot?.[1] && isNot[2]) return { wrong: isNot[2], right: isNot[1] };
  const right = (WRONG.exec(s) ?? CHANGE.exec(s) ?? NO_BUT_DOOR.exec(s))?.[1]?.replace(
    /[。!~ ]+$/,
    '',
  );
  return right ? { right } : undefined;
}

const YES = new Pattern(
  /^(?:是|是的|对|对的|对对+|对头|嗯+|恩+|好|好的|好啊|好呀|好嘞|好滴|可以|行|行的|行啊|要得|中|成|没错|没问题|确定|确认|同意|愿意|要|需要|就是|就这样|就是这个|是这个|正确|ok|okay|yes|y|是滴|是嘞|可以的|好哒|确实|当然|要的|算|没错的|一样|同一件|同一个|是同一件)(?:的|啊|呀|呢|吧|哈|了|谢谢|哦|噢|嘛)*$/,
);
const NO = new Pattern(
  /^(?:不|不是|不是的|否|没有|没|不要|不用|不用了|不行|不对|不可以|不同意|不愿意|不需要|别|算了|不了|no|n|不是这个|都不是|不一样|不要了|错|错了|不确定|不是同一件|另一件|另外一件|新的|不中|冇|莫|不得)(?:的|啊|呀|呢|吧|哈|了|谢谢|哦|嘛)*$/,
);

/** Yes or no, when the whole text is one. */
export function readAnswer(text: string): 'yes' | 'no' | undefined {
  const s = bare(text.slice(0, 40));
  if (s.length > 12) return undefined;
  if (YES.test(s)) return 'yes';
  return NO.test(s) ? 'no' : undefined;
}

const CHOICE =
  /^(?:我?(?:选|要|就|说的?是|是|指的?是)+)?(?:第|选项)?([\d一二两三四五六七八九十]{1,2})(?:个|号|项|条|件|那个|那件|那条|吧|啊|呀|的|啦|哈)*$/;
const LAST = new Pattern(
  /^(?:我?(?:选|要|就|说的?是|是))?(?:最后(?:面)?(?:一|那)?(?:个|件|条)?|后面(?:那|这)?(?:个|件)|后一个|下面那个)(?:吧|啊|呀|的)*$/,
);
const FIRST = new Pattern(
  /^(?:我?(?:选|要|就|说的?是|是))?(?:前面(?:那|这)?(?:个|件)|前一个|上面(?:那|这)?(?:个|件)|头一个|最上面那个)(?:吧|啊|呀|的)*$/,
);

/** 「第二个」「2」「选1」 → the number; −1 = the last of the list; undefined when nothing is chosen. */
export function readChoice(text: string): number | undefined {
  const s = bare(text.slice(0, 30)).replace(/[①②③④⑤⑥⑦⑧⑨]/g, (char) =>
    String(char.charCodeAt(0) - 0x245f),
  );
  if (s.length > 12) return undefined;
  const match = CHOICE.exec(s);
  const number = match ? toNumber(match[1] ?? '') : undefined;
  if (number !== undefined && number > 0) return number;
  if (LAST.test(s)) return -1;
  return FIRST.test(s) ? 1 : undefined;
}

const ABUSE = new Pattern(
  /傻[逼比bBxX叉×*]|煞笔|沙比|沙雕|(?<![a-z])sb(?![a-z])|他妈的?|tmd|特么|妈的|(?<![a-z])nmd|你妈(?:的|逼|死|了个)|操你|草你|艹|日你|狗(?:日|东西|屁|娘养|官|杂种)|王八蛋|混蛋|混账|滚(?:蛋|开|远点|一边)|去死|废物|饭桶|猪脑|脑残|智障|白痴|弱智|吃干饭|吃屎|放屁|不要脸|臭不要脸|畜生|杂种|贱人|神经病|有病吧|死全家|全家死|瓜(?:皮|娃子)|龟(?:儿子|孙)|哈(?:批|皮)|扑街|仆街|丢你|垃圾(?:社区|物业|平台|机器人|东西|玩意)|什么(?:玩意|破东西|狗屁)/i,
);

/** Insults; to be answered calmly, and never a reason not to serve. */
export function readAbuse(text: string): boolean {
  return ABUSE.test(text);
}
