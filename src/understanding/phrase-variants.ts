import { Draw, unfold } from './category-examples.js';
import type { Situation } from './intent-features.rules.js';
import type { PhraseFiles } from './phrase-files.js';
import { talkSoundOf } from './talk-sounds.rules.js';

/** A sentence that we wrote ourselves, with its label, as somebody may have said it. */
export interface Phrase extends Situation {
  readonly text: string;
  readonly label: string;
}

/** Variants of one line at most, and rounds through the choices of a line that has any. */
const MOST_VARIANTS = 24;
const LAPS = 4;
/** Of ten variants so many are said where it is usual. */
const USUAL = 6;
/** Of ten phrases so many are typed once more by a hurried hand. */
const HURRIED = 4;
const PARTICLES = '啊 呀 嘛 哈 吧 呢 哦 咯 撒 噻 呗 哎 诶 咧 …… 。 ！ ！！ ?? ~ 谢谢'.split(' ');
const OPENINGS = '那个 诶 你好 您好, 喂 麻烦 哎 嗯 请问 唉 小邻 不好意思 师傅 急, 话说'.split(' ');

/** Characters that sound alike, among those that the phrases use. */
function homophonesIn(texts: readonly string[]): Map<number, string[]> {
  const bySound = new Map<number, Set<string>>();
  for (const char of new Set(texts.join(''))) {
    const sound = talkSoundOf(char);
    if (sound > 0) bySound.set(sound, (bySound.get(sound) ?? new Set()).add(char));
  }
  return new Map([...bySound].map(([sound, chars]) => [sound, [...chars]]));
}

/** A slip of the hand: a character of the same sound, one too few, one twice, a particle more, no signs. */
function slipped(text: string, homophones: Map<number, string[]>, draw: Draw): string {
  const at = draw.below(text.length);
  const char = text.charAt(at);
  switch (draw.below(7)) {
    case 0:
    case 1:
    case 2: {
      const alike = homophones.get(talkSoundOf(char)) ?? [char];
      return text.slice(0, at) + draw.of(alike) + text.slice(at + 1);
    }
    case 3:
      return text.length > 4 ? text.slice(0, at) + text.slice(at + 1) : text;
    case 4:
      return text.replace(/[,，。!！?？ 、]/g, '');
    case 5:
      return text + draw.of(PARTICLES);
    default:
      return draw.of(OPENINGS) + text;
  }
}

/** Unfolds the phrases; the same ones every time. */
export function unfoldPhrases({ sections, groups }: PhraseFiles): Phrase[] {
  const draw = new Draw();
  const homophones = homophonesIn(sections.flatMap(({ lines }) => lines));
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const words = groups.get(name);
      return words ? draw.of(words).replace('0', () => String(2 + draw.below(8))) : whole;
    });
  return sections.flatMap(({ label, situations, lines }) =>
    lines.flatMap((line) => {
      const variants = new Set<string>();
      const laps = /[({]/.test(line) ? LAPS : 1;
      for (let lap = 0; lap < laps && variants.size < MOST_VARIANTS; lap++)
        for (const variant of unfold(line, draw)) variants.add(filled(variant));
      return [...variants].slice(0, MOST_VARIANTS).flatMap((text) => {
        const usual = situations[0] as Situation;
        const place = draw.below(10) < USUAL ? usual : draw.of(situations);
        const said = [{ text, label, ...place }];
        if (draw.below(10) >= HURRIED) return said;
        return [...said, { text: slipped(text, homophones, draw), label, ...draw.of(situations) }];
      });
    }),
  );
}
