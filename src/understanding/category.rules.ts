import type { Category } from './understanding.types.js';

/** Who usually solves it: the four levels of the design. */
export type OwnerLevel = 'on_spot' | 'community' | 'partners' | 'district';

/** Second level of the category table. */
export interface Subcategory {
  readonly code: string;
  readonly name: string;
  /** First-level label. */
  readonly category: string;
  readonly owner: OwnerLevel;
}

/** A word and how strongly it speaks for a subcategory. */
export interface WeightedWord {
  readonly word: string;
  readonly weight: number;
  /** Index into `subcategories`. */
  readonly target: number;
}

/** The table ready for reading: words found by their first characters. */
export interface CategoryTable {
  /** First-level labels, in the order of the table. */
  readonly categories: readonly string[];
  readonly subcategories: readonly Subcategory[];
  /** By the first two characters (words of one character: by that), longest words first. */
  readonly words: ReadonlyMap<string, readonly WeightedWord[]>;
  /** Index of the first-level label of each subcategory. */
  readonly parents: readonly number[];
  /** First-level label when nothing speaks for any: what communities mostly get. */
  readonly fallback: number;
}

/** A trained model that adds its own weights to the words of the table. */
export interface CategoryModel {
  /** Adds to one score (log odds) per first-level label. */
  addScores(text: string, scores: Float64Array): void;
}

/** Text beyond this is not read for its category: the matter stands at the beginning. */
export const CATEGORY_READ_LENGTH = 600;
/** A repeated word counts less each time. */
const REPEAT_DAMPING = 0.4;
/** Turns summed word weights into log odds; set so that the confidence comes out near the share of right answers. */
const SHARPNESS = 0.9;
/** What speaks for the fallback label before any word is read. */
const FALLBACK_HEADSTART = 0.3;
/** Confidence of an answer that no word speaks for. */
const BLIND_CONFIDENCE = 0.2;
const LEAST_ALTERNATIVE = 0.01;
const NO_WORDS: readonly WeightedWord[] = [];

function bucketAt(text: string, i: number, table: CategoryTable): readonly WeightedWord[] {
  const bucket = table.words.get(text.slice(i, i + 2));
  if (bucket) for (const { word } of bucket) if (text.startsWith(word, i)) return bucket;
  return table.words.get(text.charAt(i)) ?? NO_WORDS;
}

interface Scan {
  readonly text: string;
  readonly i: number;
  readonly seen: Map<string, number>;
  readonly scores: Float64Array;
}

/** Adds the longest words of a bucket that stand here. @returns their length, 0 for none */
function addWords(bucket: readonly WeightedWord[], { text, i, seen, scores }: Scan): number {
  let length = 0;
  for (const { word, weight, target } of bucket) {
    if (word.length < length) break;
    if (!text.startsWith(word, i)) continue;
    length = word.length;
    const times = seen.get(word) ?? 0;
    seen.set(word, times + 1);
    scores[target] = (scores[target] ?? 0) + weight * REPEAT_DAMPING ** times;
  }
  return length;
}

/** Scores of the subcategories from the words of the table; longest match first, a repeated word damped. Linear. */
export function wordScores(text: string, table: CategoryTable): Float64Array {
  const scores = new Float64Array(table.subcategories.length);
  const seen = new Map<string, number>();
  const end = Math.min(text.length, CATEGORY_READ_LENGTH);
  for (let i = 0; i < end; ) {
    const length = addWords(bucketAt(text, i, table), { text, i, seen, scores });
    // The last character of a word may begin the next one; more overlap would count 停车位 and 车位 both.
    i += length > 1 ? length - 1 : 1;
  }
  return scores;
}

/** Log odds of the first-level labels as the words alone see them. */
export function priorScores(subScores: Float64Array, table: CategoryTable): Float64Array {
  const sums = new Float64Array(table.categories.length);
  for (let i = 0; i < subScores.length; i++) {
    const parent = table.parents[i] ?? 0;
    sums[parent] = (sums[parent] ?? 0) + (subScores[i] ?? 0) * SHARPNESS;
  }
  sums[table.fallback] = (sums[table.fallback] ?? 0) + FALLBACK_HEADSTART;
  return sums;
}

/** Log odds → shares that add up to 1, in place. */
export function toShares(scores: Float64Array): Float64Array {
  let top = -Infinity;
  for (const score of scores) if (score > top) top = score;
  let total = 0;
  for (let i = 0; i < scores.length; i++) {
    const power = Math.exp((scores[i] ?? 0) - top);
    scores[i] = power;
    total += power;
  }
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] ?? 0) / total;
  return scores;
}

function bestOf(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}

function bestSubcategory(
  subScores: Float64Array,
  parent: number,
  table: CategoryTable,
): string | undefined {
  let best = -1;
  for (let i = 0; i < subScores.length; i++) {
    if (table.parents[i] !== parent || (subScores[i] ?? 0) <= 0) continue;
    if (best < 0 || (subScores[i] ?? 0) > (subScores[best] ?? 0)) best = i;
  }
  return table.subcategories[best]?.name;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function others(
  shares: Float64Array,
  best: number,
  table: CategoryTable,
): Category['alternatives'] {
  const found: { category: string; confidence: number }[] = [];
  shares.forEach((share, i) => {
    if (i !== best && share >= LEAST_ALTERNATIVE)
      found.push({ category: table.categories[i] ?? '', confidence: round(share) });
  });
  return found.sort((a, b) => b.confidence - a.confidence).slice(0, 3);
}

/**
 * First- and second-level category of a text, with what else it could be.
 * @param text plain text
 * @param subScores the text's word scores, when they are known already
 */
export function classify(
  text: string,
  table: CategoryTable,
  model?: CategoryModel,
  subScores = wordScores(text, table),
): Category {
  const scores = priorScores(subScores, table);
  model?.addScores(text, scores);
  const shares = toShares(scores);
  const best = bestOf(shares);
  const isBlind = model === undefined && matterScore(subScores) <= 0;
  const subcategory = bestSubcategory(subScores, best, table);
  const share = shares[best] ?? 0;
  return {
    category: table.categories[best] ?? '',
    ...(subcategory !== undefined && { subcategory }),
    confidence: round(isBlind ? Math.min(share, BLIND_CONFIDENCE) : share),
    alternatives: others(shares, best, table),
  };
}

/** How much speaks for a matter of any kind: the best score of a subcategory, 0 for small talk. */
export function matterScore(subScores: Float64Array): number {
  let best = 0;
  for (const score of subScores) if (score > best) best = score;
  return best;
}

/** Who usually solves matters of a subcategory; undefined when the table does not know it. */
export function ownerLevelOf(table: CategoryTable, subcategory: string): OwnerLevel | undefined {
  return table.subcategories.find((sub) => sub.name === subcategory || sub.code === subcategory)
    ?.owner;
}
