import { hasPlace } from '../understanding/place.rules.js';
import type { Meaning, PlaceText } from '../understanding/understanding.types.js';
import type { MatterInHand } from './crossing.types.js';

/** From here a text is taken to name a matter of its own; below it may be a piece of what was said before. */
const NAMES_A_MATTER = 0.35;
/** From here the reader heard that something is wrong, not only a word of some category. */
const SURE = 0.6;
/** What a trouble did to somebody is part of the trouble: 「老人差点摔一跤」 after 「楼道灯坏了」. */
const CONSEQUENCE =
  /差点|险些|[摔滑绊]了?[一]?[跤倒下]|吓|担心|害怕|没法|不敢|睡不|出不[了去]|进不[了去]/u;

/** What a text is held against. */
type Known = Pick<MatterInHand, 'category' | 'subcategory' | 'about' | 'text'>;
/** 「就在菜市场旁边」: where it is, however much it sounds like a trade. */
const LOCATIVE = /(?:^|[,，。 ])(?:就|是)?在|(?:旁边|附近|对面|边上|路口|后面|前面|隔壁)的?$/u;

/** Whether the text names a matter, and another one than the known. Nothing known is the same as everything. */
export function isOtherMatter(meaning: Meaning, known: Known): boolean {
  if (meaning.intent === 'emergency') return true;
  if (meaning.intent !== 'report') return false;
  if (isAboutAnother(meaning, known.about)) return true;
  const { category, subcategory, confidence } = meaning.category;
  const least = meaning.wantsAnonymity ? NAMES_A_MATTER / 2 : NAMES_A_MATTER;
  if (confidence < least || isConsequence(meaning) || isLocative(meaning)) return false;
  // A place with hardly a word beside it is an answer, whatever its name sounds like.
  const isHardlyMore = meaning.intentConfidence < SURE && !meaning.wantsAnonymity;
  if (hasPlace(meaning.place) && isHardlyMore) return false;
  if (!known.subcategory) return category !== known.category;
  if (subcategory !== undefined && subcategory !== known.subcategory) return true;
  return isOtherSupply(meaning, known.text);
}

/** What comes into the house through pipes and wires; each has a firm of its own. */
const SUPPLIES = [/水/u, /电(?!梯|动|瓶|视|脑)/u, /燃气|煤气|天然气/u, /暖/u];
const SUPPLY_LOST = /停|断|没|无|不来|不热/u;

/** 「停水」 after 「家里停电了」 is another matter for another firm. */
function isOtherSupply({ problems }: Meaning, known: string | undefined): boolean {
  const said = problems.map((problem) => problem.text).join('');
  if (!known || !SUPPLY_LOST.test(said) || !SUPPLY_LOST.test(known)) return false;
  const named = SUPPLIES.filter((supply) => supply.test(said));
  const before = SUPPLIES.filter((supply) => supply.test(known));
  return named.length > 0 && before.length > 0 && !named.some((one) => before.includes(one));
}

/** Whether a place was named that the matter in hand does not have. */
export function isElsewhere(place: PlaceText, known: MatterInHand): boolean {
  return (['building', 'unit', 'estate'] as const).some(
    (part) => place[part] !== undefined && known[part] !== undefined && place[part] !== known[part],
  );
}

/** Whether a place is named, beyond 「我家」 and the like. */
export function namesPlace(place: PlaceText): boolean {
  return hasPlace({ ...place, isHome: false });
}

/** Whether the words say by themselves that something is wrong. */
export function namesMatter(meaning: Meaning): boolean {
  return (
    (meaning.category.subcategory !== undefined && meaning.category.confidence >= 0.15) ||
    meaning.place.isHome === true ||
    hasPlace(meaning.place)
  );
}

/** Whether it is about a person of the house whom the known matter is not about; the firm's people come with any matter. */
export function isAboutAnother(meaning: Meaning, about: string | undefined): boolean {
  return meaning.about !== undefined && meaning.about !== 'property' && meaning.about !== about;
}

function isLocative(meaning: Meaning): boolean {
  const said = meaning.problems.map((problem) => problem.text).join('');
  return said.length <= 14 && meaning.intentConfidence < SURE && LOCATIVE.test(said);
}

function isConsequence(meaning: Meaning): boolean {
  const said = meaning.problems.map((problem) => problem.text).join('');
  return CONSEQUENCE.test(said) && !namesPlace(meaning.place);
}
