import { bare, isWordless, plain } from './normalise.rules.js';
import { toNumber } from './numerals.rules.js';
import { Pattern } from './pattern.rules.js';
import { deniesPraise, hasWaitedTooLong, isSarcastic } from './sarcasm.rules.js';
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

const DECLINED = new Pattern(
  /^(?:算了|那就|还是|我|就|[,，。 ])*(?:不(?:想|愿|愿意|方便)?(?:打分|评价|评分|评|参与评价|打了|评了|给分)|(?:不用|没必要|懒得|懒的|免)(?:打分|评价|评分|评)|别(?:让我|叫我|要我)?(?:打分|评价|评)|不(?:做|作)评价|弃权|跳过|没空评|以后再说|不说了|不表态|无可奉告|不予评价)(?:了|吧|啦|谢谢)*/,
);

const WORDS: readonly (readonly [RegExp, number])[] = [
  [/没(?:有)?(?:什么|啥|得)?(?:可|好)?(?:不满意|挑剔|意见)/, 4],
  [
    /没(?:有)?(?:得到|给)?(?:解决|修好|弄好|处理好|处理|办好|搞好|搞定|修|用|效果)|根本没|完全没|白修|没人来|没来过|问题(?:还在|依旧|依然|照旧)|(?:非常|极其|极度|十分|特别|很|太|超级|相当|极)的?(?:不满|失望|差|糟|烂)|差评|一星|零分|最差|(?:太|真|服务|态度|社区|物业|就是|一群|什么)垃圾|^垃圾(?:$|[,。!])|垃圾(?:服务|社区|物业|态度)|差到|气死|恼火|一点(?:都|也)不满|还是(?:老样子|那样|坏|漏|堵|不亮|没)|一塌糊涂|很不满意/,
    1,
  ],
  [
    /不(?:太|大|怎么|咋|是很|是太|够|算)?满意|(?:谈|算|说|称)不上(?:很|太|多)?满意|满意不(?:了|起来)|(?:没法|难以|无法)(?:很|太)?满意|不敢恭维|不得行|麻麻地|不中(?!用)|(?:有点|真|好|太)(?:孬|拐|撇|水)(?!管)|不咋滴|不咋(?:样|地|的)|不怎么样|不太(?:好|行|行啊)|不好|不行|差点意思|有点(?:差|慢|失望|敷衍)|较差|失望|二星|两星|太慢|很慢|差劲|马马虎虎吧?差/,
    2,
  ],
  [
    /基本(?:上)?满意|比较一般|一般(?:般|吧)?|还行|还可以|还凑合|凑合|将就|马马虎虎|过得去|还成|还中|中规中矩|勉强|就那样|还好吧?|三星|凑合吧|也就那样|可以接受|说得过去|不好不坏/,
    3,
  ],
  [
    /(?:非常|特别|十分|很|相当|超级?|太|极其|百分百|完全|巨|挺|老|蛮|真)的?满意(?:了|得很)?|满意得很|满意极了|(?:很|真|太|非常|特别|超级?|贼|巨|棒)(?:好|棒|赞|给力|负责|及时|快|热心|nice|到位|靠谱|不错|牛|暖心|感谢|专业|细心|贴心|认真)|棒(?!子)|赞(?!成|助)|给力|完美|好评|点赞|优秀|超赞|满分|五星|5星|必须满意|没得说|没话说|杠杠|顶呱呱|nice|perfect|good|巴适|得劲|安逸|攒劲|扎劲|嫽|美得很|冇得弹|交关好|几好|抵赞|老灵|顶瓜瓜|没毛病|一级棒|感谢.{0,8}(?:及时|帮忙|解决|社区|师傅|小)|大大的?好|表扬|暖心|谢谢.{0,6}(?:师傅|小[\u4e00-\u9fa5]).{0,8}(?:好|快|棒|负责)|好样的/,
    5,
  ],
  [/满意|不错|挺好|蛮好|可以的|好的很|可以|好了|还不错|四星|较好|比较好|良好|中意|要得/, 4],
];

const NUMBER =
  /(?:^|[^\d.])(\d{1,5}|[零一二两三四五六七八九十百]{1,3})(?:\.\d+)?(?:分|星|颗星|个星|颗|⭐|星好评)(?![之钟制满感不好及负差])/;
const NEGATIVE = /^(?:-|负)\d?/;
const STARS = /⭐|🌟|★/gu;
const LONE =
  /^(?:评价|打分|评分)?(?:我?(?:给|打|评|选|是|就)?)*(\d{1,5}|[一二两三四五六七八九十]{1,2})(?:分|星|颗星|吧|啊|了|的)*$/;
const HEARTS = /[❤♥💖💗💕🥰😍😘🌹🌷💐🎉]|\[(?:爱心|玫瑰|鼓掌|庆祝)\]/u;
const FALSE_PRAISE = new Pattern(
  /不(?:是)?(?:很|太|怎么|咋|够|算|大|是特别)(?:满意|好|行|快|及时|负责)/,
);

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

/** 「4到5分」「上次1分这次5分」: not one number. */
function isSplit(s: string): boolean {
  if (/[\d一二三四五六七八九十](?:到|至|~|-|或)[\d一二三四五六七八九十]+(?:分|星)/.test(s))
    return true;
  const named = s.matchAll(/(?<![\d.])([\d一二三四五六七八九十]{1,3})(?:分|颗?星)(?![之钟制])/g);
  return new Set([...named].map((match) => toNumber(match[1] ?? ''))).size > 1;
}

function numberScore(text: string, s: string): RatingRead | undefined {
  if (isSplit(s)) return { verdict: 'unclear' };
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
  if (score >= 4) return deniesPraise(s) || (score === 5 && hasWaitedTooLong(s));
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
  if (isSarcastic(s) || NEGATIVE.test(s)) return true;
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

const EXPLICIT = new Pattern(
  /^(?:评价|打分|评分|我?给(?:你们|他|她|师傅|社区)?打?|打)[ :]*[\d一二三四五]{1,3}(?:分|星|颗星|$|[ ,。!])|[一二三四五1-5]星好评|五星好评/,
);

/** Whether a rating is meant where no rating question stands open: only when it says so itself. */
export function isExplicitRating(text: string, context: TalkContext): boolean {
  const s = plain(text);
  return (
    EXPLICIT.test(s) ||
    (context === 'resolved' &&
      /^(?:非常|很|特别|十分|基本)?不?满意|^[1-5一二三四五](?:分|星)|好评|^[1-5]$/.test(s))
  );
}
