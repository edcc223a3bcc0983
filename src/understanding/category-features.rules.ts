import { CATEGORY_READ_LENGTH, positionWeight } from './category-words.rules.js';

/** Buckets into which runs of characters are hashed. */
export const BUCKETS = 1 << 16;
/** Longest run of characters that is a feature. */
const LONGEST_RUN = 3;

/** One text as the models see it: buckets of its runs of one to three characters, with weights of length 1. */
export interface Features {
  readonly index: Int32Array;
  readonly value: Float32Array;
}

/** Where the scan writes; as long as the longest text, used again for each one. */
const stamps = new Int32Array(BUCKETS);
const buckets = new Int32Array(CATEGORY_READ_LENGTH * LONGEST_RUN);
const weights = new Float32Array(CATEGORY_READ_LENGTH * LONGEST_RUN);
let stamp = 0;

function bucketOf(hash: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 12)) >>> 0) & (BUCKETS - 1);
}

/** Fills the buffers; a run counts once, with the weight of its first place. @returns how many */
function scan(text: string): number {
  if (stamp === 0x7fffffff) {
    stamps.fill(0);
    stamp = 0;
  }
  stamp++;
  const end = Math.min(text.length, CATEGORY_READ_LENGTH);
  let count = 0;
  for (let i = 0; i < end; i++) {
    let hash = 0x811c9dc5;
    for (let n = i; n < i + LONGEST_RUN && n < end; n++) {
      hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
      const bucket = bucketOf(hash);
      if (stamps[bucket] === stamp) continue;
      stamps[bucket] = stamp;
      buckets[count] = bucket;
      weights[count++] = positionWeight(i);
    }
  }
  return count;
}

/** Features of a plain text; empty for an empty one. */
export function featuresOf(text: string): Features {
  const count = scan(text);
  const value = weights.slice(0, count);
  let square = 0;
  for (let i = 0; i < count; i++) square += (value[i] ?? 0) ** 2;
  const norm = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (let i = 0; i < count; i++) value[i] = (value[i] ?? 0) * norm;
  return { index: buckets.slice(0, count), value };
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
  return { step, bytes: Int8Array.from(values, (value) => Math.round(value / step)) };
}

/** Scores of a text, one for each of so many labels. */
export function scoresOf(
  { index, value }: Features,
  { step, bytes }: ByteWeights,
  width: number,
): Float64Array {
  const scores = new Float64Array(width);
  for (let k = 0; k < index.length; k++) {
    const at = (index[k] as number) * width;
    const v = (value[k] as number) * step;
    for (let c = 0; c < width; c++)
      scores[c] = (scores[c] as number) + (bytes[at + c] as number) * v;
  }
  return scores;
}
