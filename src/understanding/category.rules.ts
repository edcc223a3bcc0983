import {
  type ByteWeights,
  type Features,
  featuresOf,
  scoresOf,
} from './category-features.rules.js';
import { toShares } from './category-training.rules.js';
import type { WordScores, WordTree } from './category-words.rules.js';
import type { IntentModel } from './intent-model.rules.js';
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

/** The table ready for reading. */
export interface CategoryTable {
  /** First-level labels, in the order of the table. */
  readonly categories: readonly string[];
  readonly subcategories: readonly Subcategory[];
  readonly words: WordTree;
  /** Index of the first-level label of each subcategory. */
  readonly parents: readonly number[];
  /** First-level label when nothing speaks for any: what communities mostly get. */
  readonly fallback: number;
  /** What the example messages taught. */
  readonly start: ByteWeights;
  /** What the example requests taught of kinds, one column a kind. */
  readonly kinds: ByteWeights;
  /** What the example phrases taught of intents. */
  readonly intents: IntentModel;
}

/** All that the models look at in one text. */
export interface TextReading {
  readonly features: Features;
  readonly words: WordScores;
  /** What the example messages say, one margin a first-level label. */
  readonly margins: readonly number[];
  /** Log odds of the first-level labels before any correction was learned. */
  readonly odds: readonly number[];
}

/** A model trained on corrections. */
export interface CategoryModel {
  /** Log odds, one for each first-level label; calibrated. */
  scores(reading: TextReading): number[];
}

/** Turns summed word weights into log odds. */
const WORD_SHARPNESS = 0.9;
/** Of words that together weigh more than this, each counts less: a long story is not surer than a short one. */
const ENOUGH_WORDS = 8;
/** How much the example messages say beside the words. */
const MARGIN_SHARPNESS = 5;
/** A letter is longer than this; its beginning, about a title long, says what it is about and is asked once more. */
const LONG_TEXT = 60;
const TITLE_LENGTH = 30;
/** How much the example messages say of the beginning alone. */
const TITLE_SHARPNESS = 2;
/** Evens out log odds so that the confidence comes out near the share of right answers. */
const START_CALIBRATION = 0.62;
/** What speaks for the fallback label before any word is read. */
const FALLBACK_HEADSTART = 0.3;
/** Confidence of an answer that no word speaks for, or in few characters only a faint one: 「就在路上」. */
const BLIND_CONFIDENCE = 0.15;
const FAINT_WORD = 1;
const FEW_CHARACTERS = 10;
const LEAST_ALTERNATIVE = 0.01;

/** Scores of the subcategories from the words of the table. Linear. */
export function wordScores(text: string, table: CategoryTable): WordScores {
  return table.words.score(text);
}

/** Reads a plain text for the models. */
export function readForCategory(
  text: string,
  table: CategoryTable,
  words = wordScores(text, table),
): TextReading {
  const width = table.categories.length;
  const features = featuresOf(text);
  const margins = scoresOf(features, table.start, width);
  const odds = margins.map((margin) => margin * MARGIN_SHARPNESS);
  if (text.length > LONG_TEXT) addTitle(text, table, odds);
  let total = 0;
  for (const weight of words.early) total += weight;
  const sharpness = WORD_SHARPNESS * Math.min(1, ENOUGH_WORDS / Math.max(total, 1));
  for (let i = 0; i < words.targets.length; i++) {
    const parent = table.parents[words.targets[i] as number] as number;
    odds[parent] = (odds[parent] as number) + (words.early[i] as number) * sharpness;
  }
  odds[table.fallback] = (odds[table.fallback] as number) + FALLBACK_HEADSTART;
  return { features, words, margins, odds };
}

function addTitle(text: string, table: CategoryTable, odds: number[]): void {
  const title = featuresOf(text.slice(0, TITLE_LENGTH));
  scoresOf(title, table.start, odds.length).forEach((margin, c) => {
    odds[c] = (odds[c] as number) + margin * TITLE_SHARPNESS;
  });
}

/** Position of the largest. */
export function bestOf(values: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}

function bestSubcategory(
  { targets, all }: WordScores,
  parent: number,
  table: CategoryTable,
): string | undefined {
  let best = -1;
  let most = 0;
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i] as number;
    const score = all[i] as number;
    if (table.parents[target] !== parent || score < most || score <= 0) continue;
    // Of equals the one that stands first in the table.
    if (score === most && best < target) continue;
    best = target;
    most = score;
  }
  return table.subcategories[best]?.name;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function others(
  shares: readonly number[],
  best: number,
  table: CategoryTable,
): Category['alternatives'] {
  const found: { category: string; confidence: number }[] = [];
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i] ?? 0;
    if (i !== best && share >= LEAST_ALTERNATIVE)
      found.push({ category: table.categories[i] ?? '', confidence: round(share) });
  }
  return found.sort((a, b) => b.confidence - a.confidence).slice(0, 3);
}

/** Shares of the first-level labels, adding up to 1. */
export function labelShares(reading: TextReading, model?: CategoryModel): number[] {
  return toShares(model?.scores(reading) ?? reading.odds.map((odds) => odds * START_CALIBRATION));
}

/**
 * First- and second-level category of a text, with what else it could be.
 * @param text plain text
 * @param words the text's word scores, when they are known already
 */
export function classify(
  text: string,
  table: CategoryTable,
  model?: CategoryModel,
  words?: WordScores,
): Category {
  const reading = readForCategory(text, table, words);
  const shares = labelShares(reading, model);
  const best = bestOf(shares);
  const isBlind =
    model === undefined &&
    matterScore(reading.words) <= (text.length <= FEW_CHARACTERS ? FAINT_WORD : 0);
  const subcategory = bestSubcategory(reading.words, best, table);
  const share = shares[best] ?? 0;
  return {
    category: table.categories[best] ?? '',
    ...(subcategory !== undefined && { subcategory }),
    confidence: round(isBlind ? Math.min(share, BLIND_CONFIDENCE) : share),
    alternatives: others(shares, best, table),
  };
}

/** How much speaks for a matter of any kind: the best score of a subcategory, 0 for small talk. */
export function matterScore({ all }: WordScores): number {
  let best = 0;
  for (const score of all) if (score > best) best = score;
  return best;
}

/** Who usually solves matters of a subcategory; undefined when the table does not know it. */
export function ownerLevelOf(table: CategoryTable, subcategory: string): OwnerLevel | undefined {
  return table.subcategories.find((sub) => sub.name === subcategory || sub.code === subcategory)
    ?.owner;
}
