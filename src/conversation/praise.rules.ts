import type { Meaning } from '../understanding/understanding.types.js';

/** Good words that name themselves; thanks alone are courtesy. */
const NAMED = /表扬|点个?大?赞|锦旗|感谢信|夸(?:夸|奖|一下|一夸)/u;
/** 「点个赞」「点赞👍」: says nothing of anybody. */
const ONLY_LIKE = /^(?:给你们?|给您)?(?:点个?大?赞|表扬)[\p{P}\p{S}\s了啦哦]*$/u;
/** 「修好了我给你们点赞」: something is still to be done. */
const WANTS_MORE =
  /麻烦|尽快|赶紧|快点|希望|什么时候|啥时候|能不能|再(?:给|来|送|表扬|点)|如果|要是/u;
/** 「态度特别好」 */
const GOOD = /好|热情|认真|耐心|负责|周到|没话说/u;
const BAD = /不|没(?!话说)|差|恶劣|凶|骂/u;

/** Whether somebody is praised: a matter of its own, whatever was told just before. */
export function isPraise({ kind, urgency }: Pick<Meaning, 'kind' | 'urgency'>, text: string) {
  const isGood = kind === '表扬' && urgency !== 'emergency';
  return isGood && NAMED.test(text) && !ONLY_LIKE.test(text.trim()) && !WANTS_MORE.test(text);
}

/** 「态度特别好」 after a praise: more of it, however much it speaks of conduct. */
export function goesOnPraising(text: string): boolean {
  return GOOD.test(text) && !BAD.test(text);
}
