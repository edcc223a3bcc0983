import { hasFault } from '../understanding/fault.rules.js';
import type { Meaning } from '../understanding/understanding.types.js';
import { isAboutConduct } from './conduct.rules.js';
import type { Crossing, MatterInHand } from './crossing.types.js';
import { declaresHome } from './home-words.rules.js';
import { goesOnPraising, isPraise } from './praise.rules.js';
import { isAboutAnother, isElsewhere, isOtherMatter } from './same-matter.rules.js';

const OFFICE = /书记|主任|网格员|干部|社区的人/u;
/** Weather, meals, greetings of the day: said to somebody, not of anything. */
const SMALL_TALK =
  /天气|笑话|唱.{0,2}歌|吃(?:了吗|饭了|早饭|晚饭)|早安|晚安|(?:祝|愿)(?:你|您|大家)|节日?快乐|https?:|加(?:我)?微信|砍一刀|集赞|投票/u;
const WRITING = /\p{Script=Han}|\d/u;

/** Talk for its own sake, and keys that were pressed by chance: no piece of any matter. */
export function isSmallTalk({ meaning, text }: Crossing): boolean {
  return meaning.intent === 'other' && (SMALL_TALK.test(text) || !WRITING.test(text));
}

/** Pieces of one report: more words, a place for it; not another matter, not another place. */
export function joinsGathering(crossing: Crossing): boolean {
  const { gathering, meaning } = crossing;
  if (!gathering || meaning.command || standsAlone(crossing, gathering)) return false;
  if (meaning.intent === 'other') return !isSmallTalk(crossing);
  if (meaning.intent === 'address') return !declaresHome(crossing);
  const isReport = meaning.intent === 'report' || meaning.intent === 'emergency';
  return isReport && meaning.problems.length <= 1 && isSameTrouble(meaning, gathering);
}

/** Praise, about somebody of the house, or a danger of its own: never a piece of something else. */
function standsAlone({ meaning, text }: Crossing, gathering: MatterInHand): boolean {
  const isMorePraise = gathering.kind === '表扬' && goesOnPraising(text);
  const isConduct =
    isAboutConduct(text) && !isMorePraise && (!gathering.about || OFFICE.test(text));
  const isThing = isAboutStaff(gathering) && !isAboutConduct(text) && namesThing(meaning);
  const isOwnPraise = gathering.kind !== '表扬' && isPraise(meaning, text);
  const isAfterPraise = gathering.kind === '表扬' && hasFault(text) && !isMorePraise;
  return (
    isConduct ||
    isOwnPraise ||
    isAfterPraise ||
    isThing ||
    isAboutAnother(meaning, gathering.about) ||
    isOtherDanger(meaning, gathering)
  );
}

function isAboutStaff({ about }: MatterInHand): boolean {
  return about === 'worker' || about === 'secretary';
}

/** 「楼道灯坏了」 after 「李明态度恶劣」: something is broken, whoever was spoken of. */
function namesThing(meaning: Meaning): boolean {
  const isThing = meaning.category.subcategory !== undefined && meaning.about === undefined;
  return isThing && isOtherMatter({ ...meaning, intent: 'report' }, { category: '' });
}

function isSameTrouble(meaning: Meaning, gathering: MatterInHand): boolean {
  const isGraver = meaning.urgency === 'emergency' && gathering.urgency !== 'emergency';
  if (isGraver || isElsewhere(meaning.place, gathering)) return false;
  if (meaning.danger !== undefined && meaning.danger === gathering.danger) return true;
  return !isOtherMatter({ ...meaning, intent: 'report' }, gathering);
}

/** A new danger wants its own number to call, whatever is being looked after already. */
function isOtherDanger(meaning: Meaning, gathering: MatterInHand): boolean {
  return meaning.intent === 'emergency' && meaning.danger !== gathering.danger;
}
