import { CATEGORY_READ_LENGTH, POSITION_WEIGHTS } from './category-words.rules.js';

/** Buckets into which runs of characters are hashed. */
export const BUCKETS = 1 << 18;

/** Which runs of characters of a text count, and how much. */
export interface RunShape {
  /** A power of two, at most `BUCKETS`. */
  readonly buckets: number;
  /** Characters of the longest run. */
  readonly longest: number;
  /** Of a run that begins at each position; further on nothing is read. */
  readonly weights: Float32Array;
}

/** What it is about stands at the beginning. */
const CATEGORY_RUNS: RunShape = { buckets: BUCKETS, longest: 3, weights: POSITION_WEIGHTS };
/** What is wanted may be said anywhere. */
export const KIND_RUNS: RunShape = {
  buckets: 1 << 14,
  longest: 3,
  weights: new Float32Array(CATEGORY_READ_LENGTH).fill(1),
};

/** One text as a model sees it: buckets of its runs of characters, with weights of length 1. */
export interface Features {
  readonly index: readonly number[];
  readonly value: readonly number[];
}

/** The text that a bucket was last met in, by number: a run counts once. */
const stamps = new Int32Array(BUCKETS);
let stamp = 0;

function bucketOf(hash: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 0;
}

function nextStamp(): number {
  if (stamp === 0x7fffffff) {
    stamps.fill(0);
    stamp = 0;
  }
  return ++stamp;
}

/** Features of a plain text; empty for an empty one. A run has the weight of its first place. */
export function featuresOf(text: string, shape: RunShape = CATEGORY_RUNS): Features {
  const { longest, weights } = shape;
  const mask = shape.buckets - 1;
  const now = nextStamp();
  const index: number[] = [];
  const value: number[] = [];
  const end = Math.min(text.length, weights.length);
  let square = 0;
  for (let i = 0; i < end; i++) {
    const weight = weights[i] as number;
    const last = Math.min(i + longest, end);
    let hash = 0x811c9dc5;
    for (let n = i; n < last; n++) {
      hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
      const bucket = bucketOf(hash) & mask;
      if (stamps[bucket] === now) continue;
      stamps[bucket] = now;
      index.push(bucket);
      value.push(weight);
      square += weight * weight;
    }
  }
  const norm = 1 / Math.sqrt(square || 1);
  for (let i = 0; i < value.length; i++) value[i] = (value[i] as number) * norm;
  return { index, value };
}

/** Weights as bytes: `bytes[bucket × labels + label] × step`. */
export interface ByteWeights {
  readonly step: number;
  readonly bytes: Int8Array;
}

/** Weights as bytes; the largest becomes 127. */
export function toBytes(values: Float32Array): ByteWeights {
  let top = 1e-6;
  for (const value of values) top = Math.max(top, Math.abs(value));
  const step = top / 127;
  const bytes = new Int8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== 0) bytes[i] = Math.round(value / step);
  }
  return { step, bytes };
}

/** So many zeros, ready for fractions; short lists are cheaper than typed arrays. */
export function zeros(count: number): number[] {
  const list: number[] = [];
  for (let i = 0; i < count; i++) list.push(0);
  return list;
}

/** Scores of a text, one for each of so many labels. */
export function scoresOf(
  { index, value }: Features,
  { step, bytes }: ByteWeights,
  width: number,
): number[] {
  const scores = zeros(width);
  for (let k = 0; k < index.length; k++) {
    const at = (index[k] as number) * width;
    const v = (value[k] as number) * step;
    for (let c = 0; c < width; c++)
      scores[c] = (scores[c] as number) + (bytes[at + c] as number) * v;
  }
  return scores;
}
