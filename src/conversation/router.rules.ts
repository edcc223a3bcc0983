import { withoutPlea } from '../kernel/self-naming.rules.js';
import { CHANGE_CATEGORY } from '../understanding/category-wish.rules.js';
import { hasFault } from '../understanding/fault.rules.js';
import { KEEP } from '../understanding/intent-words.rules.js';
import { hasPlace } from '../understanding/place.rules.js';
import type { Intent, Meaning } from '../understanding/understanding.types.js';
import { isAboutConduct } from './conduct.rules.js';
import type { Crossing, Route } from './crossing.types.js';
import { isSmallTalk, joinsGathering } from './gathering.rules.js';
import { declaresHome } from './home-words.rules.js';
import { continueDialog } from './open-question.rules.js';
import { isPraise } from './praise.rules.js';
import { lateRating } from './rating-words.rules.js';
import { isOtherMatter, namesMatter, namesPlace } from './same-matter.rules.js';
import { STAFF_ACTS } from './staff-act.rules.js';

/** Commands of `DESIGN.md` that belong to station days, notices and supervision. */
const NOT_YET = new Set(['打卡', '日志', '请假', '通知', '督办', '不予受理']);
/** Commands of staff that a dialog of their own answers. */
const STAFF_WORDS: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['帮助', 'help'],
  ['邀请', 'invite'],
  ['撤销邀请', 'revoke-invitation'],
  ['登记', 'register'],
  ['交接', 'hand-over-all'],
  ['延期', 'ask-extension'],
  ['同意延期', 'decide-extension'],
  ['不同意延期', 'decide-extension'],
  ['并案', 'merge-cases'],
  ['拆开', 'part-case'],
  [CHANGE_CATEGORY, 'change-category'],
]);
/** Below this the intent is a guess: one asks back. */
const UNSURE = 0.5;
const NONE: Intent = 'other';
/** Below this the category is a guess from nothing. */
const GUESSED = 0.2;
/** From so many characters on, words that fit nowhere are worth passing on to who has the case. */
const WORTH_PASSING_ON = 5;
/** 「其实是4栋」「说错了」 */
const TAKES_BACK = /其实|不对|说错|写错|弄错|搞错|打错|应该是/u;
/** Impatience that names who else could be told; the case is what it is about. */
const THREAT = /12345|12388|市长热线|媒体|记者|曝光|上访|信访|告你们|投诉你们/u;
/** 「L1001给吴倩」 */
const GIVES = /^\s*L\d{4,}\s*(?:这件)?(?:派给|交给|给|让)\s*\S/iu;
/** Words only staff use, from somebody who is not connected. */
const STAFF_WORD = /^(?:接单|待办|办结|派单|台账|退回|转办)$|^改类别/u;
/** A resident who thinks the class is wrong: whoever has the case decides. */
const ABOUT_THE_CLASS = /^(?:改|换|修改)(?:一下)?(?:类别|分类|类型)/u;
const ONLY_LINK = /^\s*https?:\/\/\S+\s*$/iu;
/** 「你们是骗子吧」 of somebody who has learnt to be careful; whoever tells of swindlers says where and how. */
const DOUBT =
  /^(?:你们?|您|这个?|这里|该)?(?:不会|别|莫|怕|该不会|是不是|到底|真的|不)*(?:就?是|都是|是个)?(?:个|什么|一群|帮)?(?:骗子|诈骗|骗人|搞诈骗|骗钱)的?(?:吧|吗|么|嘛|啊|呀|不|的|群|集团|短信|平台)*[?？!！。~]*$/u;
const RED_PACKET =
  /^(?:给我|给|我要|有|有没有|怎么|在哪)?(?:发|领|抢|讨|来|收)?(?:个|点|一?下)?红包(?:呢|吗|啊|吧|来一个|拿来)*[?？!！。~]*$/u;
/** A colleague who is not connected yet. */
const CLAIMS_OFFICE =
  /^(?:你好|您好)?[，,。！! ]*我(?:就)?是.{0,10}(?:网格员|书记|驻点干部|社区工作人员|联络员)[一-龥]{0,4}[，,。！!]?$/u;

/** Continue the open question, interrupt it, or start something new. */
export function routeOf(seen: Crossing): Route {
  const crossing = isFaint(seen) ? { ...seen, meaning: { ...seen.meaning, intent: NONE } } : seen;
  if (crossing.meaning.isEmpty) return crossing.isAskedToRate ? 'thanks' : 'empty';
  const continued = continueDialog(crossing);
  if (continued) return continued;
  if (crossing.isStaff) {
    const asStaff = routeStaff(crossing);
    if (asStaff) return asStaff;
  }
  return routeResident(crossing);
}

/** A wish that was only guessed is none that anybody acts on; what may be a report is never dropped. */
function isFaint({ meaning }: Crossing): boolean {
  return meaning.intentConfidence < UNSURE && meaning.intent !== 'report';
}

function routeWord(word: string | undefined): Route | undefined {
  if (!word) return undefined;
  return NOT_YET.has(word) ? 'not-yet' : STAFF_WORDS.get(word);
}

function routeStaff(crossing: Crossing): Route | undefined {
  const { meaning } = crossing;
  const byWord = routeWord(meaning.command?.word);
  if (byWord) return byWord;
  if (meaning.intent === 'todo' || asksForOwnList(crossing)) return 'list';
  if (meaning.intent === 'extend') return 'ask-extension';
  if (GIVES.test(crossing.text)) return 'assign';
  if (STAFF_ACTS.has(meaning.intent) || tellsOfCaseInHand(crossing)) return 'work';
  return crossing.quotesCase && meaning.intent === 'other' ? 'work' : undefined;
}

/** 「进度」 of somebody on duty who reported nothing: what they have in hand. */
function asksForOwnList({ meaning, hasRecentCase }: Crossing): boolean {
  return meaning.intent === 'progress' && !hasRecentCase && !hasNumber(meaning);
}

/** 「火灭了，没人受伤」 of a worker who was just sent there is news of that case, not a case of its own. */
function tellsOfCaseInHand({ meaning, inHand }: Crossing): boolean {
  if (!inHand || meaning.command || hasPlace(meaning.place) || meaning.place.isHome) return false;
  const isReport = meaning.intent === 'report' || meaning.intent === 'emergency';
  return isReport && !isOtherMatter({ ...meaning, intent: 'report' }, inHand);
}

type Step = (crossing: Crossing) => Route | undefined;

/** What a resident's words are held against, in this order; the first that knows a way decides. */
const RESIDENT_STEPS: readonly Step[] = [
  ({ meaning }) => when(meaning.command?.word === '帮助', 'help'),
  routeRating,
  (crossing) => when(crossing.hasOpenCase && isCorrection(crossing), 'correct'),
  (crossing) => when(saysMoreOfPointed(crossing), 'add-open'),
  ({ text }) => when(ONLY_LINK.test(text), 'link'),
  ({ text }) => when(DOUBT.test(text.trim()), 'doubt'),
  ({ text }) => when(RED_PACKET.test(text.trim()), 'red-packet'),
  (crossing) => when(saysNothing(crossing), 'empty'),
  ({ text, hasUnfinishedCase }) =>
    when(hasUnfinishedCase && ABOUT_THE_CLASS.test(text.trim()), 'add-open'),
  (crossing) => when(!crossing.isStaff && claimsOffice(crossing), 'need-code'),
  (crossing) =>
    when(isOnlyWishToStayUnnamed(crossing), crossing.hasOpenCase ? 'hide' : 'matter-first'),
  (crossing) => when(joinsGathering(crossing), 'add'),
  (crossing) => when(isSmallTalk(crossing) && crossing.hasUnfinishedCase, 'empty'),
  ({ text, hasOpenCase }) => when(KEEP.test(text), hasOpenCase ? 'keep' : 'keep-gone'),
  (crossing) => when(isComment(crossing), 'comment'),
];

function routeResident(crossing: Crossing): Route {
  for (const step of RESIDENT_STEPS) {
    const route = step(crossing);
    if (route) return route;
  }
  return routeByIntent(crossing);
}

function when(isSo: boolean, route: Route): Route | undefined {
  return isSo ? route : undefined;
}

function routeRating(crossing: Crossing): Route | undefined {
  const { meaning } = crossing;
  if (crossing.isStaff) {
    const isRating = meaning.intent === 'rate' || lateRating(crossing.text) !== undefined;
    return when(isRating, 'no-rating');
  }
  if (crossing.isAskedToRate && meaning.intent === 'reopen') return 'not-solved';
  // 「不用了」 about something that is done: they need not be asked any more.
  const isEnough = meaning.intent === 'withdraw' && !crossing.hasUnfinishedCase;
  if (crossing.isAskedToRate && isEnough && !hasNumber(meaning)) return 'decline-rating';
  if (
    crossing.isAskedToRate &&
    (meaning.rating || (meaning.intent === 'other' && !meaning.wantsAnonymity))
  )
    return 'rate';
  return meaning.intent === 'rate' ? 'rate-late' : undefined;
}

/** 「是15不是51」「不对，是4栋」 */
function isCorrection({ meaning, text }: Crossing): boolean {
  if (meaning.correction) return true;
  return meaning.intent === 'address' && hasPlace(meaning.place) && TAKES_BACK.test(text);
}

/** What may be a report, or nothing, by itself; beside 「灯那件」 it belongs to that case. */
const MORE: ReadonlySet<Intent> = new Set<Intent>(['report', 'other', 'ask', 'address', 'suggest']);

/** 「灯那件，二楼也不亮了」 */
function saysMoreOfPointed({ meaning, pointsAt }: Crossing): boolean {
  return pointsAt === 'unfinished' && MORE.has(meaning.intent) && !meaning.wantsAnonymity;
}

function isOnlyWishToStayUnnamed(crossing: Crossing): boolean {
  const { meaning } = crossing;
  const isMatter = meaning.intent === 'report' && meaning.category.confidence >= GUESSED;
  const isTold = isMatter || meaning.intent === 'emergency' || isUnnamedMatter(crossing);
  return meaning.wantsAnonymity && !isTold;
}

/** 「别告诉别人是我说的，隔壁打牌到半夜」: beside the wish something is said that is wrong. */
function isUnnamedMatter({ meaning, text }: Crossing): boolean {
  const rest = withoutPlea(text);
  return meaning.wantsAnonymity && rest !== text && (hasFault(rest) || isAboutConduct(rest));
}

/** 「1」「是」 or a bare link with nothing asked: no words worth keeping. */
function saysNothing({ meaning, text }: Crossing): boolean {
  if (meaning.command || meaning.intent !== 'other') return false;
  return (
    meaning.answer !== undefined || meaning.choice !== undefined || [...text.trim()].length < 2
  );
}

function isComment({ meaning, justRated, text }: Crossing): boolean {
  return (
    justRated && (meaning.intent === 'other' || meaning.intent === 'thanks') && text.length > 4
  );
}

/** Somebody who says or behaves as if they worked here, but has not been connected. */
function claimsOffice({ text }: Crossing): boolean {
  const said = text.trim();
  return CLAIMS_OFFICE.test(said) || STAFF_WORD.test(said);
}

/** 「我是王阿姨的儿子，住…2栋1单元101」: who and where, and nothing that is wrong. */
function isHomeInPassing(crossing: Crossing): boolean {
  const { intent, intentConfidence, place, kind, wantsAnonymity } = crossing.meaning;
  const isFaint = intent === 'report' && intentConfidence < 0.6 && kind === '投诉';
  return isFaint && !wantsAnonymity && place.room !== undefined && declaresHome(crossing);
}

const BY_INTENT: Partial<Record<Intent, Route>> = {
  report: 'report',
  emergency: 'report',
  suggest: 'report',
  ask: 'report',
  register: 'report',
  progress: 'follow-up',
  urge: 'follow-up',
  withdraw: 'follow-up',
  reopen: 'follow-up',
  contact: 'contact',
  station: 'station',
  human: 'person',
  greet: 'greet',
  thanks: 'thanks',
  rate: 'rate-late',
};

function routeByIntent(crossing: Crossing): Route {
  const { meaning } = crossing;
  if (meaning.intent === 'address' || isHomeInPassing(crossing))
    return declaresHome(crossing) ? 'bind-home' : 'confirm-home';
  if (isOnlyAbuse(crossing)) return 'calm';
  if (meaning.intent === 'other' && isToldAnyway(crossing)) return 'report';
  return routeVague(crossing) ?? routeBack(crossing) ?? BY_INTENT[meaning.intent] ?? 'unclear';
}

/** No wish was read in the words, but they tell of somebody, or for somebody. */
function isToldAnyway(crossing: Crossing): boolean {
  const { meaning, text } = crossing;
  const isAboutSomebody = isAboutConduct(text) || isPraise(meaning, text);
  return meaning.onBehalfOf !== undefined || isAboutSomebody || isUnnamedMatter(crossing);
}

/** Hard words with no matter in them; a matter said in hard words is a matter. */
function isOnlyAbuse({ meaning }: Crossing): boolean {
  if (!meaning.isAbusive || meaning.intent === 'emergency') return false;
  return meaning.intent !== 'report' || (meaning.category.confidence < 0.75 && !saysWhere(meaning));
}

/** Words that name no matter belong to the case somebody is waiting for, where there is one. */
function routeVague(crossing: Crossing): Route | undefined {
  const { meaning, hasUnfinishedCase } = crossing;
  if (meaning.command || namesPlace(meaning.place)) return undefined;
  if (hasUnfinishedCase) return routeWaiting(crossing);
  const isBlank = meaning.intent === 'ask' && isGuessed(meaning);
  return when(isBlank && meaning.intentConfidence <= 0.6, 'unclear');
}

/** Of somebody who waits for something. */
function routeWaiting({ meaning, text }: Crossing): Route | undefined {
  const { intent } = meaning;
  if (intent === 'ask') return when(isGuessed(meaning), 'ask-progress');
  if (intent === 'report' && THREAT.test(text)) return 'urge-open';
  const isDim = isGuessed(meaning) && meaning.intentConfidence <= 0.6;
  const isWeak = intent === 'report' && isDim && !meaning.place.isHome;
  const isWorth = intent === 'other' && [...text].length >= WORTH_PASSING_ON;
  return when(isWeak || isWorth, 'add-open');
}

function isGuessed(meaning: Meaning): boolean {
  return meaning.category.confidence < GUESSED;
}

/** 「又坏了」 of somebody who never reported it is a report; 「不用了」 with nothing open needs no act. */
function routeBack(crossing: Crossing): Route | undefined {
  const { meaning, hasOpenCase, hasRecentCase, isElsewhere } = crossing;
  if (meaning.intent === 'withdraw')
    return hasOpenCase || hasNumber(meaning) ? undefined : 'no-need';
  const comesBack = meaning.intent === 'reopen' || meaning.intent === 'urge';
  const isNew = !hasRecentCase || (meaning.intent === 'reopen' && isElsewhere);
  return comesBack && isNew && namesMatter(meaning) ? 'report' : undefined;
}

function hasNumber(meaning: Crossing['meaning']): boolean {
  return meaning.caseNumbers.length > 0;
}

function saysWhere({ place }: Crossing['meaning']): boolean {
  return hasPlace(place) || place.isHome === true;
}
