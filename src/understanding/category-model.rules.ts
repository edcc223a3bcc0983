import type { CategoryModel, CategoryTable, TextReading } from './category.rules.js';
import { BUCKETS, scoresOf } from './category-features.rules.js';
import type { Row } from './category-training.rules.js';

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

function scoreValues({ margins, words }: TextReading): Float64Array {
  const values = new Float64Array(margins.length + words.early.length + 1);
  for (let i = 0; i < margins.length; i++) values[i] = (margins[i] as number) * MARGIN_SHARE;
  for (let i = 0; i < words.early.length; i++)
    values[margins.length + i] =
      (Math.min(words.early[i] as number, WORD_TOP) * WORD_SHARE) / WORD_UNIT;
  values[values.length - 1] = 1;
  return values;
}

/** A reading as a row to train on: its runs of characters, then what the table says. */
export function rowOf(reading: TextReading, label: number): Row {
  const { features } = reading;
  const scores = scoreValues(reading);
  const used = [...scores.keys()].filter((i) => scores[i] !== 0);
  const index = new Int32Array(features.index.length + used.length);
  const value = new Float32Array(index.length);
  index.set(features.index);
  value.set(features.value);
  used.forEach((i, k) => {
    index[features.index.length + k] = BUCKETS + i;
    value[features.index.length + k] = scores[i] as number;
  });
  return { index, value, label };
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

  scores(reading: TextReading): Float64Array {
    const scores = this.uncalibrated(reading);
    for (let c = 0; c < scores.length; c++)
      scores[c] = (scores[c] as number) * this.saved.calibration;
    return scores;
  }

  /** Log odds before they are evened out: what further learning starts from. */
  uncalibrated(reading: TextReading): Float64Array {
    const scores = Float64Array.from(reading.odds);
    const learned = scoresOf(reading.features, this.saved, this.saved.labels.length);
    for (let i = 0; i < learned.length; i++) {
      const target = this.targets[i] as number;
      if (target >= 0) scores[target] = (scores[target] as number) + (learned[i] as number);
    }
    this.addTable(reading, scores);
    return scores;
  }

  private addTable(reading: TextReading, scores: Float64Array): void {
    const values = scoreValues(reading);
    const width = scores.length;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value === 0) continue;
      for (let c = 0; c < width; c++)
        scores[c] = (scores[c] as number) + (this.tableWeights[i * width + c] as number) * value;
    }
  }
}
