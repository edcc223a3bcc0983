import { FOR_EVERYBODY } from './advert.rules.js';
import { hasFault, isQuestion, refersBack } from './fault.rules.js';
import { readStaffIntent } from './intent-staff.rules.js';
import {
  ACKNOWLEDGED,
  ADDRESS,
  ASK,
  CHATTER,
  CONTACT,
  GREET,
  HUMAN,
  KEEP,
  PROGRESS,
  REOPEN,
  STATION,
  SUGGEST,
  THANKS,
  URGE,
  WITHDRAW,
} from './intent-words.rules.js';
import { bare } from './normalise.rules.js';
import { anyOf, type Matcher } from './pattern.rules.js';
import { type RatingRead } from './rating.rules.js';
import type { Danger, Intent, SpeakerRole, TalkContext } from './understanding.types.js';

/** All that was read before the intent is decided. */
export interface IntentSigns {
  /** Plain text, lower case. */
  readonly s: string;
  readonly speaker: SpeakerRole;
  readonly context: TalkContext;
  readonly danger?: Danger;
  readonly rating?: RatingRead;
  /** How strongly the words of the category table speak for a matter of the community. */
  readonly matterScore: number;
  readonly namesPlace: boolean;
  readonly namesDoor: boolean;
  /** Nothing but a door: 「灵西小区3栋2单元501」. */
  readonly isOnlyDoor: boolean;
}

export interface IntentRead {
  readonly intent: Intent;
  readonly confidence: number;
}

/** What the rules look at, worked out once. */
interface Circumstances extends IntentSigns {
  /** Letters and digits only. */
  readonly b: string;
  readonly fault: boolean;
  /** Something is wrong and the category table knows with what. */
  readonly isMatter: boolean;
  /** Something said earlier is meant. */
  readonly back: boolean;
  readonly hasCase: boolean;
}

interface Rule {
  readonly intent: Intent;
  readonly words: Matcher;
  /** Read without punctuation. */
  readonly isBare?: boolean;
  /** 0 = does not apply here. */
  readonly confidence: (c: Circumstances) => number;
}

/** Longer than this is a story: follow-up sentences are short. */
const FOLLOW_UP_LENGTH = 40;
/** A word weight from which a text is surely about a matter of the community. */
const STRONG_MATTER = 4;

const first = (rules: readonly Rule[], c: Circumstances): IntentRead | undefined => {
  for (const { intent, words, isBare, confidence } of rules) {
    if (!words.test(isBare ? c.b : c.s)) continue;
    const sure = confidence(c);
    if (sure > 0) return { intent, confidence: sure };
  }
  return undefined;
};

const when = (isSo: boolean, confidence: number) => (isSo ? confidence : 0);
/** Follow-ups are surer where something stands open or is named. */
const followUp = (c: Circumstances) => (c.hasCase || c.back ? 0.85 : 0.65);

/** Whom to turn to and when: read before follow-ups, which ask 「什么时候来」 as well. */
const WHOM: readonly Rule[] = [
  {
    intent: 'human',
    words: HUMAN,
    confidence: ({ s, b, fault }) => when(!GREET.test(b) && (!fault || s.length <= 25), 0.85),
  },
  {
    intent: 'station',
    words: STATION,
    confidence: ({ s }) => when(s.length <= FOLLOW_UP_LENGTH, 0.85),
  },
  {
    intent: 'contact',
    words: CONTACT,
    confidence: ({ s, fault }) => when(!fault || s.length <= 16, 0.85),
  },
];

const URGENT_TONE = /催|摧|怎么还|咋还|赶紧|快点/;
const STARTS_AGAIN = /^(?:白修|修了|没修好|还是|又坏)/;

/** Follow-ups to an open or finished matter. */
const FOLLOW_UPS: readonly Rule[] = [
  {
    intent: 'reopen',
    words: REOPEN,
    confidence: ({ context }) => when(context === 'resolved' || context === 'rating', 0.85),
  },
  {
    intent: 'withdraw',
    words: WITHDRAW,
    confidence: (c) =>
      when(
        (c.hasCase || !c.isMatter || c.back) && !/能不能|为什么|建议/.test(c.s) && !KEEP.test(c.s),
        followUp(c),
      ),
  },
  {
    intent: 'progress',
    words: PROGRESS,
    confidence: (c) =>
      when(
        (!c.isMatter || c.hasCase || c.back || c.s.length <= 12) &&
          !(URGENT_TONE.test(c.s) && URGE.test(c.s)),
        followUp(c),
      ),
  },
  {
    intent: 'urge',
    words: URGE,
    confidence: (c) => when(!c.isMatter || c.hasCase || c.back || /^[催摧]/.test(c.s), followUp(c)),
  },
  {
    intent: 'reopen',
    words: REOPEN,
    confidence: (c) =>
      when(
        c.s.length <= FOLLOW_UP_LENGTH &&
          (c.back || (!c.isMatter && c.s.length <= 10) || STARTS_AGAIN.test(c.s)),
        0.6,
      ),
  },
];

const PLAIN_BREAKAGE = /坏|漏|堵|臭|吵|没[水电气人]|停[水电气]了/;

/** Questions and wishes that open no case of the ordinary kind. */
const WISHES: readonly Rule[] = [
  {
    intent: 'address',
    words: ADDRESS,
    confidence: ({ s, fault, namesDoor }) =>
      when((!fault || /绑定/.test(s)) && !isQuestion(s) && (namesDoor || s.length <= 30), 0.8),
  },
  {
    intent: 'suggest',
    words: SUGGEST,
    confidence: ({ s, fault }) =>
      when(!/投诉|强烈|坏了|漏水|堵了|停水|停电/.test(s), fault ? 0.6 : 0.8),
  },
  {
    intent: 'ask',
    words: ASK,
    confidence: ({ s, fault, matterScore }) =>
      when(!(fault && matterScore > 2 && PLAIN_BREAKAGE.test(s)), fault ? 0.6 : 0.8),
  },
];

const LAUGHTER = /哈哈|呵呵|嘿嘿|嘻嘻|666/;
const SURE_ADVERT = /https?:|刷单|转发|贷款|优惠券|加微信|点击|扫码|红包/;

/** Courtesy and chatter; never when something is wrong. */
const COURTESIES: readonly Rule[] = [
  {
    intent: 'other',
    words: FOR_EVERYBODY,
    confidence: ({ context }) => when(context !== 'rating', 0.96),
  },
  { intent: 'greet', words: GREET, isBare: true, confidence: () => 0.95 },
  {
    intent: 'thanks',
    words: THANKS,
    confidence: ({ s, isMatter }) => when(!isMatter && s.length <= 30, 0.9),
  },
  {
    intent: 'other',
    words: ACKNOWLEDGED,
    isBare: true,
    confidence: ({ b, context }) => when(context === 'none' && LAUGHTER.test(b), 0.7),
  },
  { intent: 'thanks', words: ACKNOWLEDGED, isBare: true, confidence: () => 0.7 },
  {
    intent: 'other',
    words: CHATTER,
    confidence: ({ s, fault, namesDoor, matterScore }) =>
      when(
        !(fault && (namesDoor || matterScore > 0)) &&
          (matterScore < STRONG_MATTER || SURE_ADVERT.test(s)),
        0.75,
      ),
  },
];

function readRate({ s, context, rating }: IntentSigns): IntentRead | undefined {
  if (!rating) return undefined;
  const isStory = context === 'rating' && s.length > 60 && rating.score === undefined;
  if (isStory) return undefined;
  return { intent: 'rate', confidence: rating.verdict === 'unclear' ? 0.6 : 0.85 };
}

/** In a rating question these ask for the matter to be taken up again rather than grade it. */
const AGAIN = anyOf(
  /还是(?:没|不|漏|坏|堵|黑|老样子|那样)|又(?:坏|漏|堵|不亮|断|停|臭|黑)|白修|没修好|没弄好/,
  /重新|返工|再来|再派|(?:修|弄)了(?:跟|和)?没|还(?:漏|堵|坏|臭)/,
);

/** Sentences with a wish of their own; where a case is open, follow-ups come before courtesy (「没事了」). */
function readKnown(c: Circumstances): IntentRead | undefined {
  const isFollowing = c.s.length <= FOLLOW_UP_LENGTH || c.back || c.hasCase;
  const courtesy = () => first(COURTESIES, c);
  const following = () => (isFollowing ? first(FOLLOW_UPS, c) : undefined);
  const talk = c.hasCase ? (following() ?? courtesy()) : (courtesy() ?? following());
  return first(WHOM, c) ?? talk ?? first(WISHES, c);
}

/** No wish was recognised: what the words are about decides. */
function readMatter({
  s,
  b,
  fault,
  matterScore,
  namesPlace,
  namesDoor,
  isOnlyDoor,
}: Circumstances): IntentRead {
  if (fault) return { intent: 'report', confidence: matterScore > 0 || namesPlace ? 0.85 : 0.6 };
  if (isOnlyDoor) return { intent: 'address', confidence: 0.95 };
  if (namesDoor && b.length <= 20 && matterScore < STRONG_MATTER - 1)
    return { intent: 'address', confidence: 0.6 };
  if (isQuestion(s) && s.length >= 6) return { intent: 'ask', confidence: 0.5 };
  if (matterScore >= 2) return { intent: 'report', confidence: 0.55 };
  const isStory = s.length >= 12 && matterScore > 0;
  return isStory ? { intent: 'report', confidence: 0.45 } : { intent: 'other', confidence: 0.4 };
}

function readResident(signs: IntentSigns): IntentRead {
  const { s, context, matterScore } = signs;
  const fault = hasFault(s);
  const circumstances: Circumstances = {
    ...signs,
    b: bare(s),
    fault,
    isMatter: fault && matterScore > 0,
    back: refersBack(s),
    hasCase: context !== 'none',
  };
  if (context === 'rating' && AGAIN.test(s) && !/[1-5]分|满意/.test(s))
    return { intent: 'reopen', confidence: 0.8 };
  return readRate(signs) ?? readKnown(circumstances) ?? readMatter(circumstances);
}

/** A worker who tells of a danger dealt with is not crying for help. */
const DEALT_WITH = /已|了$|处理|到场|现场/;

/** Longer than this a worker tells a story of his own; only what he passes on for others is still a command. */
const STAFF_STORY_LENGTH = 80;

function readStaff({ s, speaker }: IntentSigns): IntentRead | undefined {
  if (speaker === 'resident') return undefined;
  const staff = readStaffIntent(s, speaker === 'secretary');
  const isStory =
    s.length > STAFF_STORY_LENGTH && staff?.intent !== 'register' && staff?.intent !== 'notice';
  return isStory ? undefined : staff;
}

/**
 * What a sentence wants. Danger first, then what the speaker's office and the open question make likely.
 * Below 0.5 the caller should ask rather than act.
 */
export function readIntent(signs: IntentSigns): IntentRead {
  const { s, danger } = signs;
  const staff = readStaff(signs);
  const isDealtWith = staff !== undefined && s.length <= 30 && DEALT_WITH.test(s);
  if (danger !== undefined && !isDealtWith) return { intent: 'emergency', confidence: 0.9 };
  return staff ?? readResident(signs);
}
