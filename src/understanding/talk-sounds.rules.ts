import { blurred, SYLLABLE_NAMES, syllableOf } from './sound.rules.js';

/**
 * How sentences sound. Whoever dictates or types by ear writes 「摧一哈」 for 催一下 and "jia li mei shui" for 家里没水:
 * both are read by their syllables, without tones and without what many speakers do not tell apart.
 */

/** A character as it is written, with its sound; 0 stands for none: Latin syllables have no character, digits no sound. */
export interface Sounded {
  readonly char: number;
  /** The same number for the same sound on every machine; from 1 on. */
  readonly sound: number;
}

/** As they are said in talk, where names of places or the order of sounds have another reading. */
const IN_TALK: Readonly<Record<string, string>> = {
  都: 'dou',
  咯: 'lo',
  喏: 'nuo',
  冇: 'mao',
  呣: 'mu',
};

const SOUNDS = [...new Set(SYLLABLE_NAMES.map(blurred))];
const CODE_OF_SYLLABLE = new Map(
  SYLLABLE_NAMES.map((syllable) => [syllable, SOUNDS.indexOf(blurred(syllable)) + 1]),
);
const LONGEST_SYLLABLE = 6;
/** Longer words of Latin letters are not tried as pinyin. */
const LONGEST_SPELT = 40;
/** Sound of each character met so far, one more than the code; 0 = not met yet. */
const soundOfChar = new Uint16Array(1 << 16);

/** The sound of a character; 0 for anything but Chinese. */
export function talkSoundOf(char: string): number {
  const at = char.charCodeAt(0);
  const known = soundOfChar[at] as number;
  if (known > 0) return known - 1;
  const syllable = IN_TALK[char] ?? syllableOf(char);
  const code = (syllable === undefined ? 0 : CODE_OF_SYLLABLE.get(syllable)) ?? 0;
  soundOfChar[at] = code + 1;
  return code;
}

/** A word of Latin letters as sounds, longest syllables first; undefined when it is no pinyin. */
function spelt(word: string): number[] | undefined {
  if (word === '') return [];
  for (let length = Math.min(LONGEST_SYLLABLE, word.length); length > 0; length--) {
    const code = CODE_OF_SYLLABLE.get(word.slice(0, length));
    if (code === undefined) continue;
    const rest = spelt(word.slice(length));
    if (rest) return [code, ...rest];
  }
  return undefined;
}

/** The Latin letters of a text from a place on; empty where there are none. */
function latinAt(text: string, from: number): string {
  let end = from;
  while (end < text.length && text.charCodeAt(end) >= 97 && text.charCodeAt(end) <= 122) end++;
  return text.slice(from, end);
}

function sounded(char: string): Sounded {
  return { char: char.charCodeAt(0), sound: talkSoundOf(char) };
}

function spoken(word: string): Sounded[] {
  const sounds = word.length > 1 && word.length <= LONGEST_SPELT ? spelt(word) : undefined;
  return sounds?.map((sound) => ({ char: 0, sound })) ?? [...word].map(sounded);
}

/** Reads a lower-case text character by character, Latin words syllable by syllable where they are pinyin. */
export function soundedOut(text: string): Sounded[] {
  const list: Sounded[] = [];
  for (let i = 0; i < text.length; ) {
    const word = latinAt(text, i);
    if (word === '') list.push(sounded(text.charAt(i)));
    else list.push(...spoken(word));
    i += Math.max(1, word.length);
  }
  return list;
}
