import {
  CATEGORY_READ_LENGTH,
  type CategoryModel,
  type CategoryTable,
  priorScores,
  toShares,
  wordScores,
} from './category.rules.js';
import { plain } from './normalise.rules.js';

/** A text with the first-level label a person gave it: a correction in the ledger, a line of `--learn`. */
export interface LabelledText {
  readonly text: string;
  readonly category: string;
}

/** What is kept of a trained model. */
export interface SavedModel {
  readonly labels: readonly string[];
  readonly buckets: number;
  /** Weights are `bytes × step`. */
  readonly step: number;
  readonly bytes: Int8Array;
}

/** Buckets for runs of one to three characters; more do not help on a few thousand short texts. */
const BUCKETS = 1 << 15;
const EPOCHS = 12;
/** Step size of AdaGrad and how fast a run that errs often is slowed down; found by trying on development data. */
const RATE = 4.2;
const SLOWING = 40;
/** Shrinks weights that few texts speak for. */
const DECAY = 1e-5;
/** A label no word of which was learned yet starts even; the words of the table go in as they are. */
const EPSILON = 1e-6;

function mix(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** Buckets of the runs of one, two and three characters, each once. */
export function featuresOf(text: string): Int32Array {
  const s = plain(text.slice(0, CATEGORY_READ_LENGTH));
  const found = new Set<number>();
  for (let i = 0; i < s.length; i++) {
    let hash = 0x811c9dc5;
    for (let n = 0; n < 3 && i + n < s.length; n++) {
      hash = mix(hash, s.charCodeAt(i + n));
      found.add(((hash ^ (hash >>> 15)) >>> 0) & (BUCKETS - 1));
    }
  }
  return Int32Array.from(found);
}

/** Adds what was learned from corrections to what the words of the table say: log-linear, one weight per run and label. */
export class LearnedModel implements CategoryModel {
  /** Position of each learned label among the table's labels. */
  private readonly targets: readonly number[];

  constructor(
    private readonly labels: readonly string[],
    private readonly weights: Float32Array,
    table: CategoryTable,
  ) {
    this.targets = labels.map((label) => table.categories.indexOf(label));
  }

  addScores(text: string, scores: Float64Array): void {
    const features = featuresOf(text);
    if (features.length === 0) return;
    const width = this.labels.length;
    const scale = 1 / Math.sqrt(features.length);
    for (let label = 0; label < width; label++) {
      let sum = 0;
      for (const feature of features) sum += this.weights[feature * width + label] ?? 0;
      const target = this.targets[label] ?? -1;
      if (target >= 0) scores[target] = (scores[target] ?? 0) + sum * scale;
    }
  }

  /** Small enough to keep: one byte a weight. */
  save(): SavedModel {
    let top = EPSILON;
    for (const weight of this.weights) top = Math.max(top, Math.abs(weight));
    const step = top / 127;
    return {
      labels: this.labels,
      buckets: BUCKETS,
      step,
      bytes: Int8Array.from(this.weights, (weight) => Math.round(weight / step)),
    };
  }

  static restore(saved: SavedModel, table: CategoryTable): LearnedModel {
    return new LearnedModel(
      saved.labels,
      Float32Array.from(saved.bytes, (byte) => byte * saved.step),
      table,
    );
  }
}

interface Prepared {
  readonly features: Int32Array;
  readonly prior: Float64Array;
  readonly label: number;
}

function prepare(
  examples: readonly LabelledText[],
  labels: readonly string[],
  table: CategoryTable,
): Prepared[] {
  return examples.map(({ text, category }) => ({
    features: featuresOf(text),
    prior: priorScores(wordScores(plain(text), table), table),
    label: labels.indexOf(category),
  }));
}

/** The same order every time: a model is a function of its examples. */
function shuffle(order: Int32Array, seed: number): void {
  let state = seed;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
}

class Trainer {
  readonly weights: Float32Array;
  private readonly squares: Float32Array;
  private readonly width: number;

  constructor(private readonly categories: number) {
    this.width = categories;
    this.weights = new Float32Array(BUCKETS * categories);
    this.squares = new Float32Array(BUCKETS * categories).fill(1);
  }

  step({ features, prior, label }: Prepared): void {
    if (features.length === 0) return;
    const scale = 1 / Math.sqrt(features.length);
    const shares = Float64Array.from(prior);
    for (const feature of features) {
      const at = feature * this.width;
      for (let c = 0; c < this.categories; c++)
        shares[c] = (shares[c] ?? 0) + (this.weights[at + c] ?? 0) * scale;
    }
    toShares(shares);
    for (let c = 0; c < this.categories; c++) {
      const error = ((shares[c] ?? 0) - (c === label ? 1 : 0)) * scale;
      if (Math.abs(error) > 1e-4) this.descend(features, c, error);
    }
  }

  private descend(features: Int32Array, c: number, error: number): void {
    for (const feature of features) {
      const at = feature * this.width + c;
      const weight = this.weights[at] ?? 0;
      const gradient = error + DECAY * weight;
      const square = (this.squares[at] ?? 1) + SLOWING * gradient * gradient;
      this.squares[at] = square;
      this.weights[at] = weight - (RATE * gradient) / Math.sqrt(square);
    }
  }
}

/**
 * Learns from labelled texts on top of the table's words. Deterministic; about a second for 6,400 short texts.
 * Labels the table does not know are left out.
 */
export function learn(examples: readonly LabelledText[], table: CategoryTable): LearnedModel {
  const labels = table.categories;
  const prepared = prepare(
    examples.filter(({ category }) => labels.includes(category)),
    labels,
    table,
  );
  const trainer = new Trainer(labels.length);
  const order = Int32Array.from(prepared.keys());
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, epoch + 1);
    for (const i of order) {
      const example = prepared[i];
      if (example) trainer.step(example);
    }
  }
  return onlyUsed(labels, trainer.weights, new Set(prepared.map(({ label }) => label)), table);
}

/** Labels that no example had are left to the words of the table. */
function onlyUsed(
  labels: readonly string[],
  weights: Float32Array,
  used: ReadonlySet<number>,
  table: CategoryTable,
): LearnedModel {
  const kept = [...used].sort((a, b) => a - b);
  const dense = new Float32Array(BUCKETS * kept.length);
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    kept.forEach((label, i) => {
      dense[bucket * kept.length + i] = weights[bucket * labels.length + label] ?? 0;
    });
  }
  return new LearnedModel(
    kept.map((label) => labels[label] ?? ''),
    dense,
    table,
  );
}
