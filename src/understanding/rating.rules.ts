import { anyOf } from './any-of.rules.js';
import { bare, isWordless, plain } from './normalise.rules.js';
import { toNumber } from './numerals.rules.js';
import type { TalkContext } from './understanding.types.js';

/** What was read as an answer to a rating question. */
export interface RatingRead {
  /** 1–5; only with a clear verdict. */
  readonly score?: number;
  /** `unclear`: sarcastic or off the scale, to be asked back; `declined`: 「不打分」. */
  readonly verdict: 'clear' | 'unclear' | 'declined';
  /** What was said besides the score, as written. */
  readonly comment?: string;
}

const DECLINED =
  /^(?:我|就)?(?:不(?:想|愿|愿意|方便)?(?:打分|评价|评分|评|参与评价|打了|评了|给分)|(?:不用|没必要|懒得|懒的|免)(?:打分|评价|评分|评)|别(?:让我|叫我|要我)?(?:打分|评价|评)|不(?:做|作)评价|弃权|跳过|没空评|以后再说|不说了|不表态|无可奉告|不予评价)(?:了|吧|啦|谢谢)*/;

const SARCASM = anyOf(
  /下次别来|别来了|再也不(?:来|找|用|报)|呵呵|嘿嘿(?!嘿)/,
  /真是?(?:厉害|牛|行|棒|谢谢你们)(?:了|啊|呢)?(?:,|。|!|~)?.*(?:等了|才|还|又|居然|白|天|周|月)/,
  /可真(?:行|棒|好|快|是)|好得很(?!啊?谢)|太"?好"了吧|(?:慢|拖)得.{0,6}(?:佩服|感人|可以)/,
  /佩服佩服|感动得|服了(?:你们|u)?|谢谢(?:你们|您)?(?:全家|八辈|啊,?(?:等|白))/,
  /我(?:可)?真?谢谢你|真(?:行|可以)啊?你们|不得了|活久见|神速(?:啊|呀)?,?.*(?:天|周|月|年)/,
  /速度真(?:快|"快").{0,8}(?:天|周|月|年)/,
  /等(?:了|到)(?:.{0,4})(?:天|周|月|年).{0,6}(?:满意|好评|五星|5星|真好|真棒)/,
  /满意.{0,6}等(?:了|到)|满意(?:个|得)(?:屁|鬼|头|毛|很,)|满意(?:死|坏)了|(?:满意|好).{0,3}才怪/,
  /哪敢不|敢不满意|不敢不/,
  /(?:满意|五星|5星|好评|5分|五分).{0,6}(?:个屁|个鬼|才怪|见鬼|行了吧|满意了吧|可以了吧|高兴了吧|别再?(?:烦|打扰|骚扰|问))/,
);

const CLASH_BAD = anyOf(
  /没(?:修|弄|解决|人来|处理|来过|用|完)|还是(?:漏|坏|堵|不|没)|又(?:坏|漏|堵)/,
  /太?差(?!不多|点忘)|不(?:行|满意|亮|通|干净)|敷衍|糊弄|态度不|烂|失望|垃圾|骗/,
);

const WORDS: readonly (readonly [RegExp, number])[] = [
  [
    /没(?:有)?(?:得到|给)?(?:解决|修好|弄好|处理好|处理|办好|搞好|搞定|修|用|效果)|根本没|完全没|白修|没人来|没来过|问题(?:还在|依旧|依然|照旧)|(?:非常|极其|极度|十分|特别|很|太|超级|相当|极)的?(?:不满|失望|差|糟|烂)|差评|一星|零分|最差|垃圾|差到|气死|恼火|一点(?:都|也)不满|还是(?:老样子|那样|坏|漏|堵|不亮|没)|一塌糊涂|很不满意/,
    1,
  ],
  [
    /不(?:太|大|怎么|咋|是很|是太|够|算)?满意|不咋(?:样|地|的)|不怎么样|不太(?:好|行|行啊)|不好|不行|差点意思|有点(?:差|慢|失望|敷衍)|较差|失望|二星|两星|太慢|很慢|差劲|马马虎虎吧?差/,
    2,
  ],
  [
    /基本(?:上)?满意|比较一般|一般(?:般|吧)?|还行|还可以|还凑合|凑合|将就|马马虎虎|过得去|还成|还中|中规中矩|勉强|就那样|还好吧?|三星|凑合吧|也就那样|可以接受|说得过去|不好不坏/,
    3,
  ],
  [
    /(?:非常|特别|十分|很|相当|超级?|太|极其|百分百|完全|巨|挺|老|蛮|真)的?满意(?:了|得很)?|满意得很|满意极了|(?:很|真|太|非常|特别|超级?|贼|巨|棒)(?:好|棒|赞|给力|负责|及时|快|热心|nice|到位|靠谱|不错|牛|暖心|感谢|专业|细心|贴心|认真)|棒(?!子)|赞(?!成|助)|给力|完美|好评|点赞|优秀|超赞|满分|五星|5星|必须满意|没得说|没话说|杠杠|顶呱呱|nice|perfect|good|巴适|得劲|一级棒|感谢.{0,8}(?:及时|帮忙|解决|社区|师傅|小)|大大的?好|表扬|暖心|谢谢.{0,6}(?:师傅|小[\u4e00-\u9fa5]).{0,8}(?:好|快|棒|负责)|好样的/,
    5,
  ],
  [/满意|不错|挺好|蛮好|可以的|好的很|可以|好了|还不错|四星|较好|比较好|良好|中意|要得/, 4],
];

const NUMBER =
  /(?:^|[^\d.])(\d{1,5}|[零一二两三四五六七八九十百]{1,3})(?:\.\d+)?(?:分|星|颗星|个星|颗|⭐|星好评)(?![之钟满感不好及负差])/;
const NEGATIVE = /^(?:-|负)\d?/;
const STARS = /⭐|🌟|★/gu;
const LONE =
  /^(?:评价|打分|评分)?(?:我?(?:给|打|评|选|是|就)?)*(\d{1,5}|[一二两三四五六七八九十]{1,2})(?:分|星|颗星|吧|啊|了|的)*$/;
const HEARTS = /[❤♥💖💗💕🥰😍😘🌹🌷💐🎉]|\[(?:爱心|玫瑰|鼓掌|庆祝)\]/u;
const FALSE_PRAISE = /不(?:是)?(?:很|太|怎么|咋|够|算|大|是特别)(?:满意|好|行|快|及时|负责)/;

function byNumber(value: number | undefined): RatingRead | undefined {
  if (value === undefined) return undefined;
  return value >= 1 && value <= 5 ? { score: value, verdict: 'clear' } : { verdict: 'unclear' };
}

function wordScore(s: string): number | undefined {
  const bad = FALSE_PRAISE.test(s) ? 2 : undefined;
  for (const [pattern, score] of WORDS) {
    if (score > 2 && bad !== undefined) return bad;
    if (pattern.test(s)) return score;
  }
  return bad;
}

function numberScore(text: string, s: string): RatingRead | undefined {
  const stars = text.match(STARS)?.length ?? 0;
  const lone = LONE.exec(bare(text));
  if (lone) return byNumber(toNumber(lone[1] ?? ''));
  const named = NUMBER.exec(s);
  if (named) return byNumber(toNumber(named[1] ?? ''));
  const leading =
    /^(\d{1,4})(?:[,。!:; ]|$)/.exec(s) ??
    /^([1-5])(?=[\u4e00-\u9fa5])(?![天个年月日点栋楼单号层户人次块元小])/.exec(s);
  if (leading) return byNumber(toNumber(leading[1] ?? ''));
  return stars > 0 ? byNumber(stars) : undefined;
}

/** A score that the words beside it deny is asked back. */
function isContradicted(score: number, s: string): boolean {
  if (score >= 4)
    return CLASH_BAD.test(s.replace(/不错|没(?:得|话)说|没问题|差不多|不好意思|快慢/g, ''));
  return score <= 2 && /非常满意|很满意|特别好|太棒|点赞|好评/.test(s) && !/不/.test(s);
}

function commentOf(text: string): string | undefined {
  const rest = text
    .trim()
    .replace(
      /^(?:评价|打分|评分)?[ :：]*(?:我?给?打?)?(?:[\d一二三四五]+(?:分|星|颗星)?|非常满意|基本满意|不满意|满意|还行|没解决|很满意)[,，。.!！~、;； ]*/,
      '',
    )
    .trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : undefined;
}

/** Why a text cannot be taken at its word. */
function isUnclear(s: string, number: RatingRead | undefined, score: number | undefined): boolean {
  if (SARCASM.test(s) || NEGATIVE.test(s)) return true;
  if (number !== undefined && number.score === undefined) return true;
  // 「满意」 with a reproach is a 4 with a comment; a plain number or warm praise with one is not believed.
  const isMild = number === undefined && (score === 3 || score === 4);
  return score !== undefined && !isMild && isContradicted(score, s);
}

/**
 * A score from 1 to 5 in digits, stars or words; 非常满意 5, 满意 4, 基本满意 or 还行 3, 不满意 2, 没解决 1, warm praise 5.
 * @returns undefined when the text is no answer to a rating question
 */
export function readRating(text: string): RatingRead | undefined {
  const s = plain(text).toLowerCase();
  if (DECLINED.test(s)) return { verdict: 'declined' };
  if (isWordless(text) && !text.match(STARS))
    return HEARTS.test(text) ? { score: 5, verdict: 'clear' } : undefined;
  const comment = commentOf(text);
  const told = comment === undefined ? {} : { comment };
  const number = numberScore(text, s);
  const score = number?.score ?? wordScore(s);
  if (isUnclear(s, number, score)) return { verdict: 'unclear', ...told };
  return score === undefined ? undefined : { score, verdict: 'clear', ...told };
}

const EXPLICIT =
  /^(?:评价|打分|评分|我?给(?:你们|他|她|师傅|社区)?打?|打)[ :]*[\d一二三四五]{1,3}(?:分|星|颗星|$|[ ,。!])|[一二三四五1-5]星好评|五星好评/;

/** Whether a rating is meant where no rating question stands open: only when it says so itself. */
export function isExplicitRating(text: string, context: TalkContext): boolean {
  const s = plain(text);
  return (
    EXPLICIT.test(s) ||
    (context === 'resolved' &&
      /^(?:非常|很|特别|十分|基本)?不?满意|^[1-5一二三四五](?:分|星)|好评|^[1-5]$/.test(s))
  );
}
