import { fold } from './normalise.rules.js';
import { CHINESE_DIGIT, toNumber } from './numerals.rules.js';

/** When something was told, as people count back from today. */
export interface ToldOn {
  readonly daysAgo: number;
  readonly half?: 'morning' | 'afternoon' | 'evening';
}

/** How words point at something that was told before, whatever they want of it: 「灯那件」「昨天报的」「第二个」. */
export interface Reference {
  /** The words that point; the whole text where no part of it stands out. */
  readonly phrase: string;
  /** What the phrase says of the matter, without the words that every wish has. */
  readonly runs: readonly string[];
  /** A case number without its letter. */
  readonly digits?: string;
  /** In the order in which they were told, from 1; −1 = the newest. */
  readonly order?: number;
  readonly toldOn?: ToldOn;
  /** How far it is: 「还没人接的那件」. */
  readonly standing?: 'waiting' | 'taken' | 'done';
  /** 「另一件」: not the one just spoken of. */
  readonly isOther: boolean;
  /** What is ruled out: 「不是灯的」「除了灯」. */
  readonly not?: readonly string[];
  /** 「除了灯，其他的」: all that is not ruled out. */
  readonly isRest: boolean;
  /** 「灯和垃圾」: several may be meant. */
  readonly joins: boolean;
  /** A part of the text does nothing but point. */
  readonly isMarked: boolean;
  /** What is said beside the part that points: the wish. Undefined where nothing is, or no part stands out. */
  readonly wish?: string;
}

/** What points, and what is said beside it, as they stand in the text. */
interface Cut {
  readonly phrase: string;
  readonly wish: string;
  readonly not?: string;
  readonly isRest?: true;
}

const LEAD =
  '(?:嗯+|[哦噢啊]|那|就是|就|我?说的就?是|我是说|这是|是|把|关于|还有|对了|不对)?[,。 ]*';
const ONE = '(?:事情?|报修|单子?)?的?[,。、: ]*';
/** 「那个」 is followed by a wish; before a noun it only points with the finger: 「那个路灯」. */
const WISH =
  '(?=$|[,。!?~、 怎咋啥什催摧不别还修弄办搞整好没取撤算有到现又也我已呢吧嘛啊很太挺非转派退交给接归是地再快处进通清换完都全先多急等几解查])';
const HEADS = [
  new RegExp(
    `^${LEAD}([^,。!?]{0,16}?)的?[那这]一?(?:[件桩条处单]${ONE}|个(?:的|事情?)?${WISH}[,。、 ]*)(.*)$`,
    'su',
  ),
  new RegExp(
    `^${LEAD}((?:第[${CHINESE_DIGIT}\\d]{1,2}|最后一?|头一|上一|另外?一?)[个件条桩])${ONE}(.*)$`,
    'su',
  ),
  // 「今天早上报的不用了」
  /^(?:那|就|把|是)?([^,。!?]{0,8}(?:天|早上?|晚上?|上午|下午|刚才?|最早|最后)(?:我)?(?:报|反映|反应|提|登记))过?的(?!时候)[,。 ]*(.*)$/su,
];
/** 「催一下，不是灯的，是水的那个」 */
const NOT_BUT =
  /^(.*?)[,。 ]*(?:我?(?:说|问|指|催)的)?不是([^,。]{1,10}?)(?:的?[那这][件个])?的?[,。 ]+(?:而?是|我?(?:说|问|指|要)的?是)(.{1,20})$/su;
const ONLY_NOT = /^(?:我?(?:说|问|指)的)?不是([^,。]{1,8}?)(?:的?[那这][件个])?的?[。!~ ]*$/su;
const ALL_BUT =
  /^除了?([^,。]{1,12}?)(?:的?[那这][件个])?(?:之外|以外|外)?[,、 ]*(?:其他|其它|别的|其余|剩下|另外)(?:的|那?[几两][件个])*(.*)$/su;
/** 「是5栋不是3栋」 corrects a door. */
const DOOR = new RegExp(`^[${CHINESE_DIGIT}\\d甲乙丙丁]+(?:号楼|[栋幢号楼室座#]|单元)?$`, 'u');
/** No words of a wish. */
const BLANK = /^[的吧啊呀哈了呢嘛吗哦,。!?~ ]*$/u;

const ORDINAL = new RegExp(`第([${CHINESE_DIGIT}\\d]{1,2})[个件条桩]`, 'u');
const FIRST = /最(?:早|先|开始)|头一[个件]|^(?:上|前)面$/u;
const NEWEST =
  /最后一?[个件条桩]|最[新近]|刚(?:才|刚)?(?:报|说|反映|反应|提|发|派|来|转|给)|^刚才$|^[下后]面$/u;
const OTHER = /另外?一?[个件条桩]|^另外$|^别的$/u;
const DAYS_AGO: readonly (readonly [RegExp, number])[] = [
  [/大前天/u, 3],
  [/(?<!大)前天/u, 2],
  [/昨[天日晚]/u, 1],
  [/今[天早晚日]|早上|上午|中午|下午|晚上/u, 0],
];
const N_DAYS_AGO = new RegExp(`([${CHINESE_DIGIT}\\d])天前`, 'u');
const HALVES: readonly (readonly [RegExp, NonNullable<ToldOn['half']>])[] = [
  [/早|上午/u, 'morning'],
  [/下午/u, 'afternoon'],
  [/晚/u, 'evening'],
];
const STANDINGS: readonly (readonly [RegExp, NonNullable<Reference['standing']>])[] = [
  [/没(?:有)?人?(?:接|管|理|来|动|派)/u, 'waiting'],
  [/(?:修|弄|办|清|搞|处理)(?:好|完)(?:了|过)?$|结束了?$/u, 'done'],
  [/有人接|接了|正?在(?:修|办|弄)/u, 'taken'],
];
const DIGITS = /(?<![\d-])(\d{4,10})(?![\d-])/u;
const JOINS = /[^,。\s](?:和|跟|、|以及|还有|加上)[^,。\s]/u;

/** Words that come with any matter; what is left names it. */
const FRAME =
  /怎么还|怎么[样办]|怎么回事|咋样|没人[来管接修清收理]?|有人|不用[管来修办]?|不要了|不[管办]了|[催摧](?:一下|促|办)?|[看查问]一下|拍给你看|照片|图片|什么时候|什么情况|情况|进[度展]|处理|解决|满意|谢谢|师傅|麻烦|赶紧|尽快|快点|撤[回销]|取消|地址|反映|反应|报修|登记|大?前天|昨[天日晚]|今[天早晚日]|早上|上午|中午|下午|晚上|刚才|刚刚|最[早新近后]|其他|另外|别的|办结|接单|退回|[甲乙丙丁\d零一二三四五六七八九十]+(?:号楼|[栋幢室]|单元|号(?!梯))/gu;
const BREAKS =
  /[的了吗呢吧啊呀哈嘛么是不没有在到来去修弄办搞整好坏完过也都就还再又我你您他她们这那个件条桩把给让叫和跟与及一二三四五六七八九十几两很太挺请帮问查催撤说讲报提想要能可会什怎咋哪谁多少点事情换接先别吧已现另\d\s,。.!?~:;、「」'"()A-Za-z]+/u;

/** Reads how a text points at something told before; never fails: what does not point has empty runs. */
export function readReference(text: string): Reference {
  const said = fold(text).trim();
  const cut = cutOf(said);
  const phrase = cut?.phrase ?? said;
  // Days, orders and states belong to what points; in a whole sentence they tell of something else.
  const marks = cut ? marksOf(phrase) : { ...orderOf(ORDINAL.exec(said)?.[0] ?? '') };
  const digits = DIGITS.exec(phrase)?.[1];
  return {
    phrase,
    runs: runsOf(phrase),
    ...marks,
    ...(digits && { digits }),
    isOther: cut !== undefined && OTHER.test(phrase),
    ...(cut?.not && { not: runsOf(cut.not) }),
    isRest: cut?.isRest === true,
    joins: JOINS.test(phrase),
    isMarked: cut !== undefined,
    ...(cut && !BLANK.test(cut.wish) && { wish: cut.wish }),
  };
}

/**
 * How well the words that name a matter fit what is known of one: pairs of characters count, single ones where nothing
 * better is there. 0 = not at all.
 */
export function fitOf(runs: readonly string[], known: string): number {
  let fit = 0;
  for (const run of runs) {
    const characters = [...run];
    const isPaired = new Array<boolean>(characters.length).fill(false);
    for (let i = 0; i + 1 < characters.length; i += 1) {
      if (!known.includes(`${characters[i]}${characters[i + 1]}`)) continue;
      fit += 4;
      isPaired[i] = true;
      isPaired[i + 1] = true;
    }
    for (const [i, character] of characters.entries())
      if (!isPaired[i] && !WEAK.test(character) && known.includes(character)) fit += 1;
  }
  return fit;
}

/** Alone they say too little: 「楼」 is in every address. */
const WEAK = /[楼上下门口家里边面小大区人道路新老员管公用地方外前后]/u;

function cutOf(said: string): Cut | undefined {
  const [, before = '', wrong, right = ''] = NOT_BUT.exec(said) ?? [];
  if (wrong && !DOOR.test(wrong)) {
    const inner = headOf(right);
    const wish = `${before}${inner?.wish ?? ''}`;
    return { phrase: inner?.phrase ?? right, wish, not: wrong };
  }
  const [, kept, rest = ''] = ALL_BUT.exec(said) ?? [];
  if (kept) return { phrase: '', wish: rest, not: kept, isRest: true };
  const not = ONLY_NOT.exec(said)?.[1];
  if (not && !DOOR.test(not)) return { phrase: '', wish: '', not };
  return headOf(said);
}

function headOf(said: string): Cut | undefined {
  for (const head of HEADS) {
    const [, phrase, wish = ''] = head.exec(said) ?? [];
    if (phrase) return { phrase, wish };
  }
  return undefined;
}

function marksOf(phrase: string): Pick<Reference, 'order' | 'toldOn' | 'standing'> {
  const standing = STANDINGS.find(([words]) => words.test(phrase))?.[1];
  const toldOn = toldOnOf(phrase);
  return { ...orderOf(phrase), ...(toldOn && { toldOn }), ...(standing && { standing }) };
}

function orderOf(phrase: string): Pick<Reference, 'order'> {
  const counted = toNumber(ORDINAL.exec(phrase)?.[1] ?? '');
  if (counted) return { order: counted };
  if (FIRST.test(phrase)) return { order: 1 };
  return NEWEST.test(phrase) ? { order: -1 } : {};
}

function toldOnOf(phrase: string): ToldOn | undefined {
  const counted = toNumber(N_DAYS_AGO.exec(phrase)?.[1] ?? '');
  const daysAgo = counted ?? DAYS_AGO.find(([words]) => words.test(phrase))?.[1];
  if (daysAgo === undefined) return undefined;
  const half = HALVES.find(([words]) => words.test(phrase))?.[1];
  return { daysAgo, ...(half && { half }) };
}

function runsOf(phrase: string): string[] {
  return phrase.replace(FRAME, ' ').split(BREAKS).filter(Boolean);
}
