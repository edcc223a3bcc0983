import { type IntentRead, type IntentSigns, readIntent } from './intent.rules.js';
import {
  ALARM_MARGIN,
  type BlendedIntent,
  blendIntent,
  isHarmless,
  LONGEST_PHRASE,
  soundsLikeDanger,
} from './intent-blend.rules.js';
import type { IntentModel } from './intent-model.rules.js';
import { anyOf } from './pattern.rules.js';

/** Shorter words answer a question or are read by rules: 「要」「催」. */
const SHORTEST_PHRASE = 3;

/** 「垃圾的」「3栋那个」 answers which of several: the talk knows what was asked. */
const POINTER = /^.{1,5}(?:的|那个|那件|的那个|的那件)$/;

/** How people speak of somebody they are angry with: the name alone tells whom, and only the talk knows the names. */
const BLAME = anyOf(
  /态度|恶劣|骂|凶(?!手)|从来不|收(?:钱|红包|好处)|一伙|贪|泄露|传出去|推来推去|不作为|上班(?:时间)?(?:打|玩|睡|喝|炒)|偷懒|敲诈|刁难|你们.{0,4}死/,
  /(?:网格员|网格长|书记|主任|保安|物业)[^,。?]{0,2}(?:拿|收|要|占|偷|吃|打|吵|砍|扔|赶|卖|锁|拆)(?!电话|联系)/,
);

/** What else was read before the intent. */
export interface ReadSigns extends IntentSigns {
  /** Letters and digits only. */
  readonly b: string;
  /** It is about somebody on duty, for somebody else, praise, or unnamed: never read by likeness. */
  readonly isPersonal: boolean;
}

/** A resident's plain fault and a verdict are read by rules: the examples have nothing to add. */
function isPlain({ intent, confidence }: IntentRead, { speaker, context, rating }: IntentSigns) {
  if (intent === 'rate') return rating?.verdict === 'clear';
  if (speaker !== 'resident') return false;
  return intent === 'report' && context === 'none' && confidence >= 0.85;
}

/** Whether the examples are asked at all. */
function isLikened({ s, b, speaker, isPersonal }: ReadSigns): boolean {
  const isPhrase = s.length <= LONGEST_PHRASE && b.length >= SHORTEST_PHRASE;
  return isPhrase && !isPersonal && !POINTER.test(s) && !(speaker === 'resident' && BLAME.test(s));
}

/** What a sentence wants and which danger it cries of: rules first, examples where rules are not sure. */
export function readIntentAndDanger(signs: ReadSigns, model: IntentModel): BlendedIntent {
  const first = readIntent(signs);
  if (!isLikened(signs)) return withDanger(first, signs.danger);
  const seen = model.see(signs.s, signs);
  const isCalm = signs.danger === undefined;
  if (isCalm && isPlain(first, signs) && model.emergencyMargin(seen) < ALARM_MARGIN) return first;
  const examples = model.judge(seen, signs);
  const danger = isHarmless(examples) ? undefined : signs.danger;
  const read = danger === signs.danger ? first : readIntent({ ...signs, danger });
  if (isCalm && soundsLikeDanger(read, examples))
    return { intent: 'emergency', confidence: 0.8, danger: examples.danger };
  if (isPlain(read, signs)) return withDanger(read, danger);
  return withDanger(blendIntent(read, examples, signs.speaker), danger);
}

function withDanger(read: IntentRead, danger: IntentSigns['danger']): BlendedIntent {
  return danger === undefined ? read : { ...read, danger };
}
