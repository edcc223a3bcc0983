import { KEEP } from '../understanding/intent-words.rules.js';
import { hasPlace } from '../understanding/place.rules.js';
import type { Intent, Meaning } from '../understanding/understanding.types.js';
import type { DialogState } from './conversation.types.js';
import type { Crossing, Route } from './crossing.types.js';
import { namesOtherThing } from './neighbours.rules.js';
import { isOtherMatter } from './same-matter.rules.js';
import { meansAll } from './several.rules.js';
import { STAFF_ACTS } from './staff-act.rules.js';

/** What is answered in between while a question stands open. */
const INTERRUPTIONS: ReadonlySet<Intent> = new Set<Intent>([
  'progress',
  'urge',
  'contact',
  'station',
  'human',
  'greet',
  'thanks',
]);

/** 「灯要修的」「留着灯那件」 */
const WANTED = /^(?:不|别|不是|不对|等等|先别)[，,。 ]|还?要(?:修|办|弄|留)|留着?|还没好/u;

/** What somebody may want of a case. */
const WISHES: ReadonlySet<Intent> = new Set<Intent>(['progress', 'urge', 'withdraw', 'reopen']);

type Open<N extends DialogState['name']> = Extract<DialogState, { name: N }>;

type Continue<N extends DialogState['name']> = (
  crossing: Crossing,
  dialog: Open<N>,
) => Route | undefined;

/** How each question is continued; undefined = the message starts something else. */
const CONTINUE: { readonly [N in DialogState['name']]: Continue<N> } = {
  'ask-place': continueAskPlace,
  'choose-place': continueChoosePlace,
  'offer-join': continueOfferJoin,
  'ask-matter': continueAskMatter,
  'place-of-case': ({ meaning }) => (hasPlace(meaning.place) ? 'place-of-case' : undefined),
  'choose-case': continueChooseCase,
  'choose-person': ({ meaning }) => (isChoice(meaning) ? 'choose-person' : undefined),
  'choose-category': ({ meaning }) =>
    meaning.choice === undefined ? undefined : 'choose-category',
  'confirm-withdraw': continueConfirmWithdraw,
  'ask-reason': continueAskReason,
  'confirm-home': ({ meaning }) =>
    meaning.answer && (meaning.answer === 'yes' ? 'home-yes' : 'home-no'),
  'ask-home': ({ meaning }) => (hasPlace(meaning.place) ? 'answer-home' : undefined),
};

/** How the open question is continued; undefined = the message starts something else. */
export function continueDialog(crossing: Crossing): Route | undefined {
  const { dialog, meaning } = crossing;
  if (!dialog || (crossing.isStaff && meaning.command)) return undefined;
  const go = CONTINUE[dialog.name] as Continue<DialogState['name']>;
  return go(crossing, dialog);
}

function continueAskPlace(crossing: Crossing, dialog: Open<'ask-place'>): Route | undefined {
  const { meaning } = crossing;
  if (isOtherMatter(meaning, dialog.report)) return 'beside';
  if (hasPlace(meaning.place)) return 'answer-place';
  if (meaning.intent === 'withdraw') return 'drop-report';
  if (crossing.isAskedToRate && meaning.rating) return undefined;
  if (isAside(meaning)) return 'aside';
  if (isImpatience(crossing)) return 'ask-again';
  return isInterruption(crossing) ? undefined : 'answer-place';
}

function continueChoosePlace(crossing: Crossing, dialog: Open<'choose-place'>): Route | undefined {
  const { meaning } = crossing;
  if (isOtherMatter(meaning, dialog.report)) return 'beside';
  if (meaning.choice !== undefined || hasPlace(meaning.place)) return 'choose-place';
  if (isAside(meaning)) return 'aside';
  if (isImpatience(crossing)) return 'ask-again';
  if (isInterruption(crossing)) return undefined;
  return meaning.intent === 'withdraw' ? 'drop-report' : 'leave-to-person';
}

/** 「一起跟进」「算我一个」 */
const JOINS =
  /^(?:好的?|嗯+|行|可以|要|是的?|对)?[,，。 ]*(?:那就?|我也?|也)?(?:要|想|愿意)?(?:一起|一块儿?|跟进|加入|跟着|算我|加我|加上我|合并|并一起)/u;
/** Told already by somebody else: that is enough for them. */
const ENOUGH =
  /(?:报过|有人报|邻居报)(?:了)?就(?:行|好|算了)|^(?:那就?)?(?:算了|不报了|不用记了|撤了吧|撤回)/u;

/** 「要一起跟进吗？」: only a clear yes joins; whatever else is said, the matter is one of its own. */
function continueOfferJoin({ meaning, text }: Crossing, { report }: Open<'offer-join'>): Route {
  const isOther = isOtherMatter(meaning, report) || namesOtherThing(text, report.text);
  if (meaning.urgency === 'emergency' || isOther) return 'join-beside';
  if (meaning.answer === 'yes' || JOINS.test(text.trim())) return 'join-yes';
  return ENOUGH.test(text.trim()) ? 'drop-report' : 'join-no';
}

function continueAskMatter(crossing: Crossing): Route | undefined {
  const { meaning } = crossing;
  if (isInterruption(crossing)) return undefined;
  if (meaning.intent === 'withdraw') return 'drop-report';
  if (crossing.pointsAt === 'unfinished') return 'matter-of-case';
  const isOnlyPlace =
    hasPlace(meaning.place) && (meaning.intent === 'address' || meaning.intent === 'other');
  return isOnlyPlace ? 'matter-place' : 'report';
}

/** A number, a name or 「都」; another wish is no answer to 「哪一件？」. */
function continueChooseCase(
  { meaning, text }: Crossing,
  { act }: Open<'choose-case'>,
): Route | undefined {
  const isOtherWish =
    (WISHES.has(meaning.intent) || STAFF_ACTS.has(meaning.intent)) && meaning.intent !== act.intent;
  if (isOtherWish && meaning.choice === undefined) return undefined;
  return isChoice(meaning) || meansAll(text) ? 'choose-case' : undefined;
}

/** 「这几件都不办了吗？」: yes, which one, or no; whatever else names a matter that is still wanted. */
function continueConfirmWithdraw({ meaning, text }: Crossing): Route | undefined {
  const isSure = meaning.answer === 'yes' || /^(?:都|全)?(?:不用|不要|不办|撤|取消)/u.test(text);
  if (isSure || meaning.choice !== undefined) return 'withdraw-all';
  return meaning.answer === 'no' || KEEP.test(text) || WANTED.test(text) ? 'keep-all' : undefined;
}

/** 「不打分」「不说了」 */
const NO_REASON =
  /^(?:不打分|不评价?|不(?:想|愿意?)?说了?|没什么|没啥)(?:了|啦|吧|的)*[。！!~ ]*$/u;
/** What is said of those who came is a reason, whatever else broke. */
const ABOUT_THE_WORK =
  /还是|依然|仍|又|没(?:修|弄|清|换|通|扫|搞|处理|解决)|师傅|工人|来的人|他们?|修的|弄的|换的|做的/u;

/** 「哪儿没弄好？」: the reason, no wish to give one, or another matter. */
function continueAskReason(crossing: Crossing, { matter }: Open<'ask-reason'>): Route | undefined {
  const { meaning, text } = crossing;
  if (meaning.rating?.verdict === 'declined' || NO_REASON.test(text.trim())) return 'no-reason';
  const isNew = matter && isOtherMatter(meaning, matter) && !ABOUT_THE_WORK.test(text);
  return !isNew && isReason(crossing) ? 'reason' : undefined;
}

/** 「哪儿没弄好？」: anything but small talk, a change of mind or danger. */
function isReason(crossing: Crossing): boolean {
  const { intent } = crossing.meaning;
  return !isInterruption(crossing) && intent !== 'withdraw' && intent !== 'emergency';
}

/** 「别说是我」 or a number to call, said before the place: kept, and the question still stands. */
function isAside(meaning: Meaning): boolean {
  const saysMore = meaning.category.subcategory !== undefined && meaning.category.confidence >= 0.2;
  return (meaning.wantsAnonymity || meaning.phones.length > 0) && !saysMore;
}

/** 「快点啊」 of somebody whose only matter is the one being asked about. */
function isImpatience({ meaning, hasRecentCase }: Crossing): boolean {
  return !hasRecentCase && (meaning.intent === 'urge' || meaning.intent === 'progress');
}

function isInterruption({ meaning }: Crossing): boolean {
  return meaning.command !== undefined || INTERRUPTIONS.has(meaning.intent);
}

function isChoice(meaning: Meaning): boolean {
  return meaning.choice !== undefined || meaning.caseNumbers.length > 0;
}
