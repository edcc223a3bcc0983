import type { CategoryModel, CategoryTable, TextReading } from './category.rules.js';
import { BUCKETS, type Features, scoresOf } from './category-features.rules.js';
import { type Row, toShares } from './category-training.rules.js';

/** A text with the first-level label a person gave it: a correction in the ledger, a line of `--learn`. */
export interface LabelledText {
  readonly text: string;
  readonly category: string;
}

/** What is kept of a trained model. */
export interface SavedModel {
  /** First-level labels that examples were seen of; they alone have weights for runs of characters. */
  readonly labels: readonly string[];
  readonly buckets: number;
  /** Weights are `bytes × step`. */
  readonly step: number;
  readonly bytes: Int8Array;
  /** Weights of what the table says: first-level label → name of a score → weight. */
  readonly table: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Log odds are multiplied by this to come out as shares of right answers. */
  readonly calibration: number;
  /** How many examples went in. */
  readonly examples: number;
}

/** How much a score of the table counts beside a run of characters. */
const WORD_SHARE = 0.3;
const WORD_TOP = 6;
const WORD_UNIT = 4;
const MARGIN_SHARE = 0.3;
/** How much surer than sure words and examples must be that a text is of a label no example had. */
const SURELY = 6;
/** From so many examples on, those labels have to be lifted. */
const MANY = 600;
/** Name of the score that is always 1. */
export const ALWAYS = '*';

/** Names of the scores that a model sees of the table, in the order of their features behind the buckets. */
export function scoreNames(table: CategoryTable): string[] {
  return [
    ...table.categories.map((label) => `=${label}`),
    ...table.subcategories.map(({ code }) => code),
    ALWAYS,
  ];
}

/** What a reading says of the table, as features behind the buckets; only what is not nothing. */
function scoresSeen({ margins, words }: TextReading, table: CategoryTable): Features {
  const index = margins.map((_, i) => i);
  const value = margins.map((margin) => margin * MARGIN_SHARE);
  for (let i = 0; i < words.targets.length; i++) {
    index.push(margins.length + (words.targets[i] as number));
    value.push((Math.min(words.early[i] as number, WORD_TOP) * WORD_SHARE) / WORD_UNIT);
  }
  index.push(margins.length + table.subcategories.length);
  value.push(1);
  return { index, value };
}

/** A reading as a row to train on: its runs of characters, then what the table says. */
export function rowOf(reading: TextReading, label: number, table: CategoryTable): Row {
  const seen = scoresSeen(reading, table);
  const { features } = reading;
  return {
    index: Int32Array.from([...features.index, ...seen.index.map((i) => BUCKETS + i)]),
    value: Float32Array.from([...features.value, ...seen.value]),
    label,
  };
}

/** What corrections taught, added to what words and examples say; log-linear. */
export class LearnedModel implements CategoryModel {
  /** Position of each learned label among those of the table; -1 when the table has dropped it. */
  private readonly targets: readonly number[];
  /** `tableWeights[score × labels of the table + label]` */
  private readonly tableWeights: Float32Array;

  constructor(
    /** All there is to keep. */
    readonly saved: SavedModel,
    private readonly categoryTable: CategoryTable,
  ) {
    const { categories } = categoryTable;
    this.targets = saved.labels.map((label) => categories.indexOf(label));
    const names = scoreNames(categoryTable);
    this.tableWeights = new Float32Array(names.length * categories.length);
    names.forEach((name, i) => {
      categories.forEach((label, c) => {
        this.tableWeights[i * categories.length + c] = saved.table[label]?.[name] ?? 0;
      });
    });
  }

  /** The same model with its confidence evened out otherwise. */
  calibrated(calibration: number): LearnedModel {
    return new LearnedModel({ ...this.saved, calibration }, this.categoryTable);
  }

  scores(reading: TextReading): number[] {
    const { calibration } = this.saved;
    return this.uncalibrated(reading).map((odds) => odds * calibration);
  }

  /** Log odds before they are evened out. */
  uncalibrated(reading: TextReading): number[] {
    const scores = this.learnedOdds(reading);
    const rise = this.bestSeen(scores) - this.bestSeen(reading.odds);
    if (rise > 0 && this.saved.examples >= MANY) this.liftUnseen(scores, rise, reading.odds);
    return scores;
  }

  /** The same before the labels that no example had are lifted: what further learning starts from. */
  learnedOdds(reading: TextReading): number[] {
    const scores = [...reading.odds];
    const learned = scoresOf(reading.features, this.saved, this.saved.labels.length);
    for (let i = 0; i < learned.length; i++) {
      const target = this.targets[i] as number;
      if (target >= 0) scores[target] = (scores[target] as number) + (learned[i] as number);
    }
    this.addTable(reading, scores);
    return scores;
  }

  /** The best score among the labels that examples were seen of. */
  private bestSeen(scores: readonly number[]): number {
    let best = -Infinity;
    for (const target of this.targets)
      if (target >= 0 && (scores[target] as number) > best) best = scores[target] as number;
    return best;
  }

  /**
   * Many examples make the seen labels surer of everything, also of what none of them ever was. Whether a text is of
   * an unseen label stays with words and examples: where they are sure that it is, those labels rise with the best.
   */
  private liftUnseen(scores: number[], rise: number, odds: readonly number[]): void {
    const shares = toShares([...odds]);
    let seen = 0;
    for (const target of this.targets) if (target >= 0) seen += shares[target] as number;
    const lift = rise * Math.max(0, 1 - seen) ** SURELY;
    for (let c = 0; c < scores.length; c++)
      if (!this.targets.includes(c)) scores[c] = (scores[c] as number) + lift;
  }

  private addTable(reading: TextReading, scores: number[]): void {
    const { index, value } = scoresSeen(reading, this.categoryTable);
    const width = scores.length;
    for (let i = 0; i < index.length; i++) {
      const at = (index[i] as number) * width;
      for (let c = 0; c < width; c++)
        scores[c] =
          (scores[c] as number) + (this.tableWeights[at + c] as number) * (value[i] as number);
    }
  }
}
