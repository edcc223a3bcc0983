import { type ByteWeights, featuresOf, KIND_RUNS, scoresOf } from './category-features.rules.js';
import { anyOf } from './pattern.rules.js';
import { KINDS, type Kind } from './understanding.types.js';

/** What a text wants: 投诉 求助 咨询 建议 举报 表扬. Order of reading: the rarer and more telling first. */

const PRAISE = anyOf(
  /表扬|点赞|点个赞|锦旗|感谢信|好人好事/,
  /(?:特别|非常|太|十分|真心|衷心|万分)(?:的)?(?:感谢|感激)|值得(?:表扬|点赞|学习)/,
  /为.{1,12}(?:点赞|叫好)|(?:要|想)(?:夸|表扬|感谢)|夸(?:夸|一下|奖)/,
  /好(?:网格员|干部|书记|保安|师傅)|辛苦了.{0,6}(?:感谢|谢谢)/,
  /服务(?:态度)?(?:特别|非常|真|很)好|热心肠|助人为乐|拾金不昧/,
);
const REPORT_WRONG = anyOf(
  /举报|检举|揭发|实名反映|(?:疑似|涉嫌|怀疑)(?!.{0,6}(?:病|漏))|传销|赌博|聚赌|麻将馆.{0,6}赌/,
  /黄赌|卖淫|嫖|吸毒|贩毒|偷税|漏税|非法(?:经营|营运|集资|占|行医|采|捕|买卖|施工|用工|建)|无证/,
  /黑(?:车|作坊|诊所|中介|网吧|社会|恶|店|加油|幼儿园)|假(?:烟|酒|药|货|证|冒)|地沟油|偷排|偷倒/,
  /私搭乱?建|违章?(?:建筑|搭建|建房|建)|违建|造假|行贿|受贿|贪污|套取|吃空饷|群租|倒卖|走私/,
  /骗(?:保|补|取)|注水肉|病死猪/,
);
const SUGGEST = anyOf(
  /建议|提议|倡议|倡导|金点子|合理化|献(?:计|策)|出个主意/,
  /(?:有|提|想)(?:个|一个|几个|点|些)?(?:小)?(?:想法|意见和建议|点子|主意)/,
  /(?:希望|能不能|能否|可不可以|可否|是否可以|是不是可以|最好|应该|不如|何不|要是能|如果能|盼|呼吁|请求|请|恳请)(?:[^,。!?;]{0,10})(?:增加|增设|加装|加设|增派|设置|设立|开设|开通|新建|修建|建(?:个|一|设)|安装(?:个|一|几|些|上)?|装(?:个|一|几|些|上)|搞(?:个|一|点|些)|弄(?:个|一|点|些)|添(?:置|加|个|几)?|组织|举办|办(?:个|一些|几)|多(?:放|设|开|搞|安|种|派|建|装|弄|点|组织|一些)|规划|改成|改为|改造成|统一|推广|优化|延长|延伸|合并|引进|开放|种(?:点|些|上)|划(?:个|几|些|出))/,
);
const ASK = anyOf(
  /请问|请教|咨询|想(?:问|了解|知道|咨询|打听)|问一?下|问问|问个|打听|了解(?:一)?下|求解|求教/,
  /求问/,
  /怎么(?:办(?!事)|申请|申报|办理|交|缴|领|报名|预约|登记|查|开|收费|算|规定|补|转|迁|走|联系|才能|样才|弄|参加|处理(?=这|此|\?)|界定|认定|计算)/,
  /如何(?:办理|申请|申报|交|缴|领|报|查|计算|规定|认定|解决|处理|转|补|才能|界定|落户|参加)/,
  /(?:哪里|哪儿|哪|什么地方|何处)(?:能|可以|可|去|办|有|领|交|查|买)/,
  /在哪(?:里|儿)?(?:办|领|交|查|可以|能)?|需要(?:什么|哪些|啥|准备|带)/,
  /要(?:什么|哪些|啥|带什么|多久|多少)/,
  /什么(?:时候|时间|条件|材料|手续|流程|标准|政策|规定|要求|情况|时间点|是)/,
  /哪些(?:材料|条件|手续|证件|部门|人|要求)/,
  /(?:多少钱|多少|多久|几点|几号|几月|啥时候|何时|几时)|是否(?!可以(?:加|增|设))|能否|能不能/,
  /可不可以|可以(?:[^,。!?;]{0,12})吗/,
  /有没有(?:[^,。!?;]{0,14})(?:政策|补贴|规定|办法|规划|计划|条件|标准|时间|可能|要求|文件|补助)/,
  /符合(?:条件|规定|政策)吗|算不算|合不合(?:法|理|规)|属于(?:什么|哪)|归(?:谁|哪)|吗[?。!]*$/,
  /呢[?。!]*$|\?$/,
);
const BLAME = anyOf(
  /投诉|不满|太(?:吵|臭|脏|差|乱|过分|烂|坑|离谱|慢|黑|不像话|没素质)|过分|离谱|扰民|态度|恶劣/,
  /乱(?:收|停|扔|堆|搭|涨|罚|拉|倒|排|占|摆|贴)|霸占|占(?:用|道)|坑(?:人|钱|爹)|骗|欺|拖欠/,
  /拒(?:绝|不)|推诿|推脱|敷衍|不作为|乱作为|没人管|没人(?:理|扫|收|修|清|来)/,
  /不(?:管|理|处理|退|给|解决|整改|落实|开门|负责|办事|文明|合理|公平|公正|公开|合法|规范)/,
  /凭什么|为什么(?:不|没|要|还|总|老|一直|只)|为何|难道|严重|强烈|违规|违法|噪音|噪声|吵|臭|脏/,
  /污染|漏|堵|坏|破|烂|恶心|黑心|质量(?:问题|差)|虚假|欺诈|侵(?:犯|害|占)|损(?:害|坏)/,
  /影响(?:[^,。!?;]{0,8})(?:休息|生活|出行|睡|学习|安全|健康|通行)|忍(?:无可忍|受不了|不了)/,
  /受不了|屡(?:次|教)|多次(?:反映|投诉|反应)|反映(?:多次|过|了)|无人(?:管|问|理|处理|负责)|整治/,
  /严查|查处|取缔|管管|问题/,
);
const HELP = anyOf(
  /求助|求救|救救|帮帮(?:我|忙|我们)|帮(?:个)?忙|帮(?:我|一下|下)|请帮/,
  /麻烦(?:帮|派|来|给|看|处理|安排)|能(?:不能)?(?:来|派|帮|叫)(?:个|人|一下|我)?/,
  /派(?:个|人|师傅)|来(?:个人|人|修|看看|看一下|瞧瞧)|修(?:一下|下|理)|坏了|停(?:水|电|气)/,
  /没(?:水|电|气|暖|网)|断(?:水|电|气|网)|漏水|堵(?:了|住)|打不开|钥匙|困难|没钱|看病/,
  /生活(?:困难|不便)|行动不便|独居|没人照顾|走丢|报修|维修|急(?:需|用|!|$)/,
  /求(?:社区|政府|领导|帮|安排)|怎么办/,
);

/** Requests of so many characters are read by their words alone. */
const BRIEF = 24;
/** Who needs a hand says so shortly; a long text with blame in it complains. */
const LONG_COMPLAINT = 60;
const PRAISE_DENIED = /不(?!错)|没|差|投诉/;
/** 「举报过很多次」 tells of earlier ones. */
const NAMED_REPORT =
  /(?<!多次|上次|曾|电话|天天向上)(?:举报(?!过|多次|了|无果|投诉|电话)|检举|揭发)/;
const NAMED_SUGGESTION = /建议|提议|倡议|金点子/;
const NAMED_QUESTION = /咨询|请问|请教|想(?:问|了解|咨询)/;
const ANGER = /投诉|强烈|太过分/;
const BREAKAGE = /坏|漏|堵|停[水电]|没[水电]/;
const BLAMING_HELP = /投诉|扰民|乱|太|没人|不管|态度|收费|违/;

/** The kind that a text names itself. */
function named(text: string): Kind | undefined {
  if (PRAISE.test(text) && !PRAISE_DENIED.test(text.slice(0, 60))) return '表扬';
  if (NAMED_REPORT.test(text)) return '举报';
  if (NAMED_SUGGESTION.test(text) && !/投诉/.test(text)) return '建议';
  return undefined;
}

function asked(text: string, blame: boolean): Kind | undefined {
  if (NAMED_QUESTION.test(text) && !ANGER.test(text))
    return blame && BREAKAGE.test(text) ? '求助' : '咨询';
  if (blame) return undefined;
  if (SUGGEST.test(text)) return '建议';
  return ASK.test(text) ? '咨询' : undefined;
}

/** The kind of a short request: a question that carries blame is a complaint, a broken thing without blame asks for help. */
function kindInBrief(text: string): Kind {
  const told = named(text);
  if (told) return told;
  const blame = BLAME.test(text);
  if (REPORT_WRONG.test(text) && !/扰民|施工|投诉/.test(text))
    return ASK.test(text) && !blame ? '咨询' : '举报';
  const question = asked(text, blame);
  if (question) return question;
  const isComplaint = blame && (BLAMING_HELP.test(text) || text.length > LONG_COMPLAINT);
  return HELP.test(text) && !isComplaint ? '求助' : '投诉';
}

/** How much more than it sounds like; found by trying on development data. */
const ASKS_OUTRIGHT = 0.5;
const ASKS_MORE_THAN_BLAMES = 0.2;
/** Complaints ask too: 「难道没人管吗」. */
const ASKING_COMES_EASY = 0.17;
const SUGGESTS_OUTRIGHT = 0.2;
const REPORTS_OUTRIGHT = 0.3;
const NOT_SAID = -0.15;

/** What a longer request says outright, beside what it sounds like. */
function saidOutright(text: string): Partial<Record<Kind, number>> {
  const asksMore = ASK.countIn(text) > BLAME.countIn(text);
  return {
    咨询:
      (NAMED_QUESTION.test(text) ? ASKS_OUTRIGHT : 0) +
      (asksMore ? ASKS_MORE_THAN_BLAMES : 0) -
      ASKING_COMES_EASY,
    建议:
      (SUGGEST.test(text) ? 0 : NOT_SAID) +
      (NAMED_SUGGESTION.test(text) && !/投诉/.test(text) ? SUGGESTS_OUTRIGHT : 0),
    举报:
      (REPORT_WRONG.test(text) ? 0 : NOT_SAID) + (NAMED_REPORT.test(text) ? REPORTS_OUTRIGHT : 0),
  };
}

/**
 * The kind of a request: of a short one by its words, of a longer one by what it sounds like beside that.
 * @param model what the example requests taught, one column a kind
 */
export function readKind(text: string, model: ByteWeights): Kind {
  if (text.length <= BRIEF) return kindInBrief(text);
  const scores = scoresOf(featuresOf(text, KIND_RUNS), model, KINDS.length);
  const outright = saidOutright(text);
  let best: Kind = KINDS[0];
  let most = -Infinity;
  KINDS.forEach((kind, i) => {
    const score = (scores[i] as number) + (outright[kind] ?? 0);
    if (score <= most) return;
    best = kind;
    most = score;
  });
  return best;
}
