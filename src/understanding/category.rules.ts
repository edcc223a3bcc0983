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
  /** First-level label when nothing speaks for any: what communities mostly get. */
  readonly fallback: number;
}

/** A trained model that adds its own weights to the words of the table. */
export interface CategoryModel {
  /** Adds to one score per first-level label. */
  addScores(text: string, scores: Float64Array): void;
}

/** Text beyond this is not read for its category: the matter stands at the beginning. */
const READ_LENGTH = 600;
/** A repeated word counts less each time. */
const REPEAT_DAMPING = 0.4;
const SHARPNESS = 1.1;

function wordsAt(text: string, i: number, table: CategoryTable): readonly WeightedWord[] {
  const found = table.words.get(text.slice(i, i + 2))?.filter(({ word }) => text.startsWith(word, i));
  return found && found.length > 0 ? found : (table.words.get(text.charAt(i)) ?? []);
}

/** Scores of the subcategories from the words of the table; longest match first, nothing counted twice. */
export function wordScores(text: string, table: CategoryTable): Float64Array {
  const scores = new Float64Array(table.subcategories.length);
  const seen = new Map<string, number>();
  const end = Math.min(text.length, READ_LENGTH);
  for (let i = 0; i < end; ) {
    let length = 0;
    for (const { word, weight, target } of wordsAt(text, i, table)) {
      if (word.length < length) break;
      length = word.length;
      const times = seen.get(word) ?? 0;
      seen.set(word, times + 1);
      scores[target] = (scores[target] ?? 0) + weight * REPEAT_DAMPING ** times;
    }
    // One character on where a word was found: 「小区物业」 and 「区物」 overlap, 「停车位」 and 「车位」 must not count twice.
    i += length > 0 ? Math.max(1, length - 1) : 1;
  }
  return scores;
}

function firstLevel(scores: Float64Array, table: CategoryTable): Float64Array {
  const sums = new Float64Array(table.categories.length);
  table.subcategories.forEach((sub, i) => {
    const c = table.categories.indexOf(sub.category);
    sums[c] = (sums[c] ?? 0) + (scores[i] ?? 0);
  });
  return sums;
}

function softmax(scores: Float64Array): Float64Array {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - top) * SHARPNESS));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function argmax(values: Float64Array, allowed: (i: number) => boolean = () => true): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (allowed(i) && (best < 0 || (values[i] ?? 0) > (values[best] ?? 0))) best = i;
  }
  return best;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

/**
 * First- and second-level category of a text, with what else it could be.
 * @param text folded text, upper or lower case as written
 */
export function classify(text: string, table: CategoryTable, model?: CategoryModel): Category {
  const subScores = wordScores(text, table);
  const scores = firstLevel(subScores, table);
  const isKnown = scores.some((score) => score > 0);
  scores[table.fallback] = (scores[table.fallback] ?? 0) + 0.3;
  model?.addScores(text, scores);
  const shares = softmax(scores);
  const best = argmax(shares);
  const category = table.categories[best] ?? '';
  const subcategory = argmax(subScores, (i) => table.subcategories[i]?.category === category);
  const alternatives = [...shares.keys()]
    .filter((i) => i !== best && (shares[i] ?? 0) >= 0.01)
    .sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0))
    .slice(0, 3)
    .map((i) => ({ category: table.categories[i] ?? '', confidence: round(shares[i] ?? 0) }));
  const sub = subcategory >= 0 && (subScores[subcategory] ?? 0) > 0 ? table.subcategories[subcategory] : undefined;
  const confidence = isKnown || model ? (shares[best] ?? 0) : Math.min(shares[best] ?? 0, 0.2);
  return { category, ...(sub && { subcategory: sub.name }), confidence: round(confidence), alternatives };
}

/** Who usually solves matters of a subcategory; undefined when the table does not know it. */
export function ownerLevelOf(table: CategoryTable, subcategory: string): OwnerLevel | undefined {
  return table.subcategories.find((sub) => sub.name === subcategory || sub.code === subcategory)?.owner;
}

/** How much in a text speaks for a matter of any kind: the best score of a subcategory, 0 for small talk. */
export function matterScore(text: string, table: CategoryTable): number {
  return Math.max(0, ...wordScores(text, table));
}
