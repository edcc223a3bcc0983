import type { Features } from './category-features.rules.js';
import { type Sounded, soundedOut } from './talk-sounds.rules.js';
import type { SpeakerRole, TalkContext } from './understanding.types.js';

/** Buckets into which what is seen of a sentence is hashed; a power of two. */
export const INTENT_BUCKETS = 1 << 15;
/** More of a text is not looked at: what somebody wants is said in few words. */
const READ_LENGTH = 60;
/** Groups of words stand for themselves beyond all characters. */
const GROUP_CODE = 0x10000;
/** Begin and end of a sentence. */
const EDGE = 1;

/** Who says it, and where the talk stands. */
export interface Situation {
  readonly speaker: SpeakerRole;
  readonly context: TalkContext;
}

/** Words by what they do in a sentence: 修 弄 搞 整 are one thing here. */
export class WordGroups {
  private readonly groupOf = new Map<string, number>();
  private readonly longestOf = new Map<string, number>();

  constructor(groups: ReadonlyMap<string, readonly string[]>) {
    let group = GROUP_CODE;
    for (const words of groups.values()) {
      for (const word of words) this.put(word, group);
      group += 1;
    }
  }

  /** The codes of a text: of the group for each word that is in one, else of the character. */
  read(text: string): number[] {
    const codes: number[] = [EDGE];
    for (let i = 0; i < text.length; ) {
      const length = this.lengthAt(text, i);
      const group = length > 0 ? this.groupOf.get(text.slice(i, i + length)) : undefined;
      codes.push(group ?? text.charCodeAt(i));
      i += Math.max(1, length);
    }
    codes.push(EDGE);
    return codes;
  }

  private lengthAt(text: string, at: number): number {
    let length = Math.min(this.longestOf.get(text.charAt(at)) ?? 0, text.length - at);
    while (length > 0 && !this.groupOf.has(text.slice(at, at + length))) length--;
    return length;
  }

  private put(word: string, group: number): void {
    if (this.groupOf.has(word) || word.includes('0')) return;
    this.groupOf.set(word, group);
    const first = word.charAt(0);
    this.longestOf.set(first, Math.max(this.longestOf.get(first) ?? 0, word.length));
  }
}

/** How much each way of looking at a sentence counts: as written, its words in groups, as it sounds, its circumstances. */
const SHARES = { written: 1, grouped: 1, sounded: 0.7, spelt: 1.5, situation: 0.35, length: 0.15 };
const SEEDS = { written: 0x811c9dc5, grouped: 0x1f123bb5, sounded: 0x2e1b2138, single: 0x3b9aca07 };
const LONGEST_RUN = 3;
/** Characters for each step of the length. */
const LENGTH_STEP = 6;
const LENGTH_STEPS = 8;

/** The sentence that a bucket was last met in, by number: a run counts once. */
const stamps = new Int32Array(INTENT_BUCKETS);
let stamp = 0;

function bucketOf(hash: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 12)) >>> 0) & (INTENT_BUCKETS - 1);
}

/** Gathers the buckets of one sentence. */
class Sight {
  readonly index: number[] = [];
  readonly value: number[] = [];

  constructor() {
    stamp = stamp === 0x7fffffff ? 1 : stamp + 1;
  }

  /** Runs of codes; a 0 stands between runs. Together they weigh `share`. */
  runs(codes: readonly number[], seed: number, share: number, shortest: number): void {
    const from = this.index.length;
    for (let i = 0; i < codes.length; i++) {
      let hash = seed;
      const last = Math.min(i + LONGEST_RUN, codes.length);
      for (let n = i; n < last && codes[n] !== 0; n++) {
        hash = Math.imul(hash ^ (codes[n] as number), 0x01000193);
        if (n - i + 1 >= shortest) this.put(bucketOf(hash));
      }
    }
    const weight = share / Math.sqrt(this.index.length - from || 1);
    for (let k = from; k < this.index.length; k++) this.value.push(weight);
  }

  single(name: string, share: number): void {
    let hash = SEEDS.single;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    this.index.push(bucketOf(hash));
    this.value.push(share);
  }

  private put(bucket: number): void {
    if (stamps[bucket] === stamp) return;
    stamps[bucket] = stamp;
    this.index.push(bucket);
  }
}

const FIGURES = /\d+/g;
const SIGNS = /[^\p{L}\p{N}\p{Extended_Pictographic}?]+/gu;

const soundOf = ({ sound }: Sounded) => sound;
const isSounded = ({ sound }: Sounded) => sound > 0;

/**
 * Features of a plain text in standard words, lower case.
 * @param isHeard look only at how it sounds, as if it were written in pinyin
 */
export function intentFeatures(
  text: string,
  { speaker, context }: Situation,
  groups: WordGroups,
  isHeard = false,
): Features {
  const s = text.slice(0, READ_LENGTH).replace(FIGURES, '0').replace(SIGNS, ',');
  const sounds = soundedOut(s);
  const sight = new Sight();
  const isSpelt = isHeard || sounds.every(({ char, sound }) => char === 0 || sound === 0);
  if (!isSpelt) {
    const written = sounds.map(({ char }) => char);
    sight.runs([EDGE, ...written, EDGE], SEEDS.written, SHARES.written, 1);
    sight.runs(groups.read(s), SEEDS.grouped, SHARES.grouped, 1);
  }
  const heard = [EDGE, ...sounds.filter(isSounded).map((one) => soundOf(one) + EDGE), EDGE];
  sight.runs(heard, SEEDS.sounded, isSpelt ? SHARES.spelt : SHARES.sounded, 2);
  sight.single(speaker, SHARES.situation);
  sight.single(context, SHARES.situation);
  sight.single(`${speaker} ${context}`, SHARES.situation);
  const steps = Math.min(LENGTH_STEPS, Math.floor(s.length / LENGTH_STEP));
  sight.single(`length ${steps}`, SHARES.length);
  return { index: sight.index, value: sight.value };
}
