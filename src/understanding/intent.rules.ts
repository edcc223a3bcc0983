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
  PROGRESS,
  REOPEN,
  STATION,
  SUGGEST,
  THANKS,
  URGE,
  WITHDRAW,
} from './intent-words.rules.js';
import { bare } from './normalise.rules.js';
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
}

export interface IntentRead {
  readonly intent: Intent;
  readonly confidence: number;
}

/** Longer than this is a story: follow-up sentences are short. */
const FOLLOW_UP_LENGTH = 40;

const is = (intent: Intent, confidence: number): IntentRead => ({ intent, confidence });

/** Follow-ups to an open or finished matter. */
function readFollowUp({ s, context }: IntentSigns, fault: boolean): IntentRead | undefined {
  const hasCase = context !== 'none';
  const back = refersBack(s);
  const isShort = s.length <= FOLLOW_UP_LENGTH;
  if (!isShort && !back && !hasCase) return undefined;
  if ((context === 'resolved' || context === 'rating') && REOPEN.test(s)) return is('reopen', 0.85);
  if (WITHDRAW.test(s) && (hasCase || !fault || back) && !/能不能|为什么|建议/.test(s)) return is('withdraw', hasCase ? 0.85 : 0.65);
  const urges = URGE.test(s);
  const asks = PROGRESS.test(s);
  if (asks && (!fault || hasCase || back || s.length <= 12) && !(urges && /催|摧|怎么还|咋还|赶紧|快点/.test(s))) return is('progress', hasCase || back ? 0.85 : 0.65);
  if (urges && (!fault || hasCase || back || /^[催摧]/.test(s))) return is('urge', hasCase || back ? 0.85 : 0.65);
  if (context === 'none' && isShort && REOPEN.test(s) && (back || (!fault && s.length <= 10) || /^(?:白修|修了|没修好|还是|又坏)/.test(s))) return is('reopen', 0.6);
  return undefined;
}

/** Whom to turn to and when: read before follow-ups, which ask 「什么时候来」 as well. */
function readWhom({ s }: IntentSigns, fault: boolean): IntentRead | undefined {
  if (HUMAN.test(s) && !GREET.test(bare(s)) && (!fault || s.length <= 25)) return is('human', 0.85);
  if (STATION.test(s) && s.length <= FOLLOW_UP_LENGTH) return is('station', 0.85);
  return CONTACT.test(s) && (!fault || s.length <= 16) ? is('contact', 0.85) : undefined;
}

/** Questions and wishes that open no case of the ordinary kind. */
function readWish({ s, namesDoor, matterScore }: IntentSigns, fault: boolean): IntentRead | undefined {
  if (ADDRESS.test(s) && (!fault || /绑定/.test(s)) && !isQuestion(s) && (namesDoor || s.length <= 30)) return is('address', 0.8);
  if (SUGGEST.test(s) && !/投诉|强烈|坏了|漏水|堵了|停水|停电/.test(s)) return is('suggest', fault ? 0.6 : 0.8);
  if (ASK.test(s) && !(fault && matterScore > 2 && /坏|漏|堵|臭|吵|没[水电气人]|停[水电气]了/.test(s))) return is('ask', fault ? 0.6 : 0.8);
  return undefined;
}

/** Courtesy and chatter; never when something is wrong. */
function readCourtesy({ s, matterScore, context }: IntentSigns, fault: boolean): IntentRead | undefined {
  const b = bare(s);
  if (GREET.test(b)) return is('greet', 0.95);
  if (THANKS.test(s) && !fault && s.length <= 30) return is('thanks', 0.9);
  if (ACKNOWLEDGED.test(b)) return is(context === 'none' && /哈哈|呵呵|嘿嘿|嘻嘻|666/.test(b) ? 'other' : 'thanks', 0.7);
  if (CHATTER.test(s) && (matterScore < 4 || /https?:|刷单|转发|贷款|优惠券|加微信|点击|扫码|红包/.test(s))) return is('other', 0.75);
  return undefined;
}

function readRate({ s, context, rating }: IntentSigns): IntentRead | undefined {
  if (!rating) return undefined;
  if (context === 'rating') {
    const isStory = s.length > 60 && rating.score === undefined;
    return isStory ? undefined : is('rate', rating.verdict === 'unclear' ? 0.6 : 0.9);
  }
  return is('rate', 0.8);
}

/** In a rating question these ask for the matter to be taken up again rather than grade it. */
const AGAIN = /还是(?:没|不|漏|坏|堵|黑|老样子|那样)|又(?:坏|漏|堵|不亮|断|停|臭|黑)|白修|没修好|没弄好|重新|返工|再来|再派|(?:修|弄)了(?:跟|和)?没|还(?:漏|堵|坏|臭)/;

/** Sentences with a wish of their own; where a case is open, follow-ups come before courtesy (「没事了」). */
function readKnown(signs: IntentSigns, fault: boolean): IntentRead | undefined {
  const isMatter = fault && signs.matterScore > 0;
  const whom = readWhom(signs, fault);
  if (whom) return whom;
  const courtesy = readCourtesy(signs, isMatter);
  const followUp = readFollowUp(signs, isMatter);
  const first = signs.context === 'none' ? (courtesy ?? followUp) : (followUp ?? courtesy);
  return first ?? readWish(signs, fault);
}

function readResident(signs: IntentSigns): IntentRead {
  const { s, context, matterScore, namesPlace, namesDoor } = signs;
  const fault = hasFault(s);
  if (context === 'rating' && AGAIN.test(s) && !/[1-5]分|满意/.test(s)) return is('reopen', 0.8);
  const rate = readRate(signs);
  if (rate) return rate;
  const known = readKnown(signs, fault);
  if (known) return known;
  if (fault) return is('report', matterScore > 0 || namesPlace ? 0.85 : 0.6);
  if (namesDoor && bare(s).length <= 20 && matterScore < 3) return is('address', 0.6);
  if (isQuestion(s) && s.length >= 6) return is('ask', 0.5);
  if (matterScore >= 2) return is('report', 0.55);
  return s.length >= 12 && matterScore > 0 ? is('report', 0.45) : is('other', 0.4);
}

/**
 * What a sentence wants. Danger first, then what the speaker's office and the open question make likely.
 * Below 0.5 the caller should ask rather than act.
 */
export function readIntent(signs: IntentSigns): IntentRead {
  const { s, speaker, danger } = signs;
  const isStaff = speaker !== 'resident';
  if (danger !== undefined && !(isStaff && s.length <= 30 && /已|了$|处理|到场|现场/.test(s) && readStaffIntent(s, false))) return is('emergency', 0.9);
  if (isStaff) {
    const staff = readStaffIntent(s, speaker === 'secretary');
    if (staff && !(s.length > 80 && staff.intent !== 'register' && staff.intent !== 'notice')) return staff;
  }
  return readResident(signs);
}
