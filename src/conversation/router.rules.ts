import { hasPlace } from '../understanding/place.rules.js';
import type { Intent, Meaning, PlaceText } from '../understanding/understanding.types.js';
import type { DialogState } from './conversation.types.js';
import { STAFF_ACTS } from './staff-act.rules.js';

/** Where one text leads. */
export type Route =
  | 'answer-place'
  | 'choose-place'
  | 'leave-to-person'
  | 'drop-report'
  | 'report'
  | 'matter-place'
  | 'place-of-case'
  | 'choose-case'
  | 'choose-person'
  | 'reason'
  | 'home-yes'
  | 'home-no'
  | 'answer-home'
  | 'rate'
  | 'not-solved'
  | 'rate-late'
  | 'comment'
  | 'add'
  | 'correct'
  | 'hide'
  | 'follow-up'
  | 'bind-home'
  | 'confirm-home'
  | 'contact'
  | 'station'
  | 'person'
  | 'greet'
  | 'thanks'
  | 'help'
  | 'calm'
  | 'empty'
  | 'unclear'
  | 'work'
  | 'list'
  | 'invite'
  | 'revoke-invitation'
  | 'register'
  | 'not-yet';

/** What the router looks at; nothing else decides. */
export interface Crossing {
  readonly meaning: Meaning;
  readonly text: string;
  readonly isStaff: boolean;
  readonly hasHome: boolean;
  readonly dialog?: DialogState;
  /** A rating question stands open. */
  readonly isAskedToRate: boolean;
  /** The person has a case that is not over. */
  readonly hasOpenCase: boolean;
  /** The case that pieces may still join. */
  readonly gathering?: {
    readonly category: string;
    readonly urgency: string;
    readonly building?: string;
    readonly estate?: string;
  };
  /** Words may still be the comment of a rating just given. */
  readonly justRated: boolean;
  /** One of our messages about a case is quoted. */
  readonly quotesCase: boolean;
}

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
/** Commands of `DESIGN.md` that belong to station days, notices and supervision. */
const NOT_YET = new Set([
  '打卡',
  '日志',
  '请假',
  '通知',
  '督办',
  '延期',
  '改类别',
  '并案',
  '拆开',
  '不予受理',
]);

/** Continue the open question, interrupt it, or start something new. */
export function routeOf(crossing: Crossing): Route {
  if (crossing.meaning.isEmpty) return 'empty';
  const continued = continueDialog(crossing);
  if (continued) return continued;
  if (crossing.isStaff) {
    const asStaff = routeStaff(crossing);
    if (asStaff) return asStaff;
  }
  return routeResident(crossing);
}

type Continue = (crossing: Crossing) => Route | undefined;

/** How the open question is continued; undefined = the message starts something else. */
const CONTINUE: Readonly<Record<DialogState['name'], Continue>> = {
  'ask-place': continueAskPlace,
  'choose-place': continueChoosePlace,
  'ask-matter': continueAskMatter,
  'place-of-case': ({ meaning }) => (hasPlace(meaning.place) ? 'place-of-case' : undefined),
  'choose-case': ({ meaning }) => (isChoice(meaning) ? 'choose-case' : undefined),
  'choose-person': ({ meaning }) => (isChoice(meaning) ? 'choose-person' : undefined),
  'ask-reason': (crossing) =>
    isInterruption(crossing) || crossing.meaning.intent === 'withdraw' ? undefined : 'reason',
  'confirm-home': ({ meaning }) =>
    meaning.answer === undefined ? undefined : meaning.answer === 'yes' ? 'home-yes' : 'home-no',
  'ask-home': ({ meaning }) => (hasPlace(meaning.place) ? 'answer-home' : undefined),
};

function continueDialog(crossing: Crossing): Route | undefined {
  const { dialog, meaning } = crossing;
  if (!dialog || (crossing.isStaff && meaning.command)) return undefined;
  return CONTINUE[dialog.name](crossing);
}

function continueChoosePlace(crossing: Crossing): Route | undefined {
  const { meaning } = crossing;
  if (meaning.choice !== undefined || hasPlace(meaning.place)) return 'choose-place';
  if (isInterruption(crossing)) return undefined;
  return meaning.intent === 'withdraw' ? 'drop-report' : 'leave-to-person';
}

function continueAskPlace(crossing: Crossing): Route | undefined {
  const { meaning } = crossing;
  if (hasPlace(meaning.place)) return 'answer-place';
  if (meaning.intent === 'withdraw') return 'drop-report';
  if (crossing.isAskedToRate && meaning.rating) return undefined;
  return isInterruption(crossing) ? undefined : 'answer-place';
}

function continueAskMatter(crossing: Crossing): Route | undefined {
  const { meaning } = crossing;
  if (isInterruption(crossing)) return undefined;
  if (meaning.intent === 'withdraw') return 'drop-report';
  const isOnlyPlace =
    hasPlace(meaning.place) && (meaning.intent === 'address' || meaning.intent === 'other');
  return isOnlyPlace ? 'matter-place' : 'report';
}

function isInterruption({ meaning }: Crossing): boolean {
  return meaning.command !== undefined || INTERRUPTIONS.has(meaning.intent);
}

function isChoice(meaning: Meaning): boolean {
  return meaning.choice !== undefined || meaning.caseNumbers.length > 0;
}

function routeStaff(crossing: Crossing): Route | undefined {
  const { meaning } = crossing;
  const word = meaning.command?.word;
  if (word === '帮助') return 'help';
  if (word === '邀请') return 'invite';
  if (word === '撤销邀请') return 'revoke-invitation';
  if (word === '登记') return 'register';
  if (word && NOT_YET.has(word)) return 'not-yet';
  if (meaning.intent === 'todo') return 'list';
  if (STAFF_ACTS.has(meaning.intent)) return 'work';
  return crossing.quotesCase && meaning.intent === 'other' ? 'work' : undefined;
}

function routeResident(crossing: Crossing): Route {
  const { meaning } = crossing;
  if (meaning.command?.word === '帮助') return 'help';
  const rated = routeRating(crossing);
  if (rated) return rated;
  if (meaning.correction && crossing.hasOpenCase) return 'correct';
  if (meaning.wantsAnonymity && crossing.hasOpenCase && meaning.intent !== 'report') return 'hide';
  if (joinsGathering(crossing)) return 'add';
  if (
    crossing.justRated &&
    (meaning.intent === 'other' || meaning.intent === 'thanks') &&
    crossing.text.length > 4
  )
    return 'comment';
  return routeByIntent(crossing);
}

function routeRating(crossing: Crossing): Route | undefined {
  const { meaning } = crossing;
  if (crossing.isStaff) return undefined;
  if (crossing.isAskedToRate && meaning.intent === 'reopen') return 'not-solved';
  if (
    crossing.isAskedToRate &&
    (meaning.rating || (meaning.intent === 'other' && !meaning.wantsAnonymity))
  )
    return 'rate';
  return meaning.intent === 'rate' ? 'rate-late' : undefined;
}

/** Pieces of one report: more words, a place for it; not another matter, not another place. */
function joinsGathering(crossing: Crossing): boolean {
  const { gathering, meaning } = crossing;
  if (!gathering || meaning.command) return false;
  const { intent, place } = meaning;
  if (intent === 'other' || (intent === 'address' && !declaresHome(crossing))) return true;
  if (intent !== 'report' && intent !== 'emergency') return false;
  const isSameMatter =
    meaning.category.category === gathering.category || meaning.category.confidence < 0.4;
  const isGraver = meaning.urgency === 'emergency' && gathering.urgency !== 'emergency';
  return (
    isSameMatter && !isGraver && !isElsewhere(place, gathering) && meaning.problems.length <= 1
  );
}

/** Whether a place was named that the gathering case does not have. */
function isElsewhere(place: PlaceText, gathering: NonNullable<Crossing['gathering']>): boolean {
  const differs = (said: string | undefined, known: string | undefined) =>
    said !== undefined && known !== undefined && said !== known;
  return differs(place.building, gathering.building) || differs(place.estate, gathering.estate);
}

/** 「我住…」「我家在…」「绑定 …」: said to be home, not only a place. */
function declaresHome({ meaning, text }: Crossing): boolean {
  return (
    meaning.command?.word === '绑定' ||
    /我(?:们)?家?(?:就|现在|搬)?(?:住|在|是|到)|(?:^|，)家?(?:住|在)/u.test(text)
  );
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
  const { meaning, hasHome } = crossing;
  // A vague question that names no matter is asked back before anybody is sent anywhere.
  if (
    meaning.intent === 'ask' &&
    meaning.intentConfidence <= 0.5 &&
    meaning.category.confidence < 0.2
  )
    return 'unclear';
  if (meaning.intent === 'address')
    return hasHome || declaresHome(crossing) ? 'bind-home' : 'confirm-home';
  if (meaning.isAbusive && meaning.intent !== 'report' && meaning.intent !== 'emergency')
    return 'calm';
  return BY_INTENT[meaning.intent] ?? 'unclear';
}
