import {
  bestOf,
  type CategoryTable,
  labelShares,
  readForCategory,
  type TextReading,
} from './category.rules.js';
import { BUCKETS, toBytes } from './category-features.rules.js';
import {
  ALWAYS,
  type LabelledText,
  LearnedModel,
  rowOf,
  type SavedModel,
  scoreNames,
} from './category-model.rules.js';
import { packRows } from './category-rows.rules.js';
import {
  shuffle,
  toShares,
  trainMargins,
  trainRatios,
  trainShares,
  type Weights,
} from './category-training.rules.js';
import { plain } from './normalise.rules.js';

/** What came of a lesson. */
export interface Lesson {
  /** The new model; the one before when the new one was worse. Undefined when there was none and none was learned. */
  readonly model: LearnedModel | undefined;
  readonly isKept: boolean;
  /** How many examples were held back to compare; 0 when there were too few. */
  readonly heldOut: number;
  /** How many of them the new model and the one before (at first: the words and examples) got right. */
  readonly right: number;
  readonly rightBefore: number;
}

/** The three trainers agree better than each alone; shares and cost found by trying on development data. */
const MARGINS = 10;
const MARGIN_TRAINING = { cost: 1, epochs: 5 };
const RATIOS = 1.2;
/** What speaks against a label that no example had; less than a margin, so that its own words still reach it. */
const UNSEEN = 7;
/** From about so many examples on, margins and ratios are trusted; below, what was believed before counts more. */
const ENOUGH = 600;
/** From so many examples on, a run of characters that only one of them has teaches nothing but that one. */
const MANY = 500;
/** One example in so many is held back to compare and to calibrate. */
const HELD_OUT_PART = 5;
const LEAST_HELD_OUT = 10;
const MOST_HELD_OUT = 1000;
/** For the trial no more are trained on: it costs time, and tells the same. */
const MOST_TRIED = 3000;
/** The factor before anything was held out to find a better one. */
export const CALIBRATION_UNKNOWN = 0.4;
/** So many held-out answers weigh as much as what is usual. */
const USUAL_WEIGHT = 30;

/** Texts as the models read them, with their labels. */
export interface Lines {
  readonly readings: readonly TextReading[];
  /** Index into the table's labels. */
  readonly labels: readonly number[];
}

/** Reads labelled texts; those of labels that the table does not know are left out. */
export function linesOf(examples: readonly LabelledText[], table: CategoryTable): Lines {
  const known = examples.filter(({ category }) => table.categories.includes(category));
  return {
    readings: known.map(({ text }) => readForCategory(plain(text), table)),
    labels: known.map(({ category }) => table.categories.indexOf(category)),
  };
}

function part({ readings, labels }: Lines, order: Int32Array): Lines {
  return {
    readings: Array.from(order, (i) => readings[i] as TextReading),
    labels: Array.from(order, (i) => labels[i] as number),
  };
}

function addTo(sum: Float32Array, { values }: Weights, share: number): void {
  for (let i = 0; i < values.length; i++)
    sum[i] = (sum[i] as number) + (values[i] as number) * share;
}

/** What was learned of the runs of characters that count, and behind them of the table's scores. */
interface Learned extends Weights {
  readonly buckets: Int32Array;
  readonly trust: number;
}

/** Trains on lines on top of what was believed. @param used labels with examples, as indexes into the table's */
function weightsOf(
  { readings, labels }: Lines,
  used: readonly number[],
  table: CategoryTable,
  base: LearnedModel | undefined,
): Learned {
  const width = used.length;
  const scores = scoreNames(table).length;
  const { rows, buckets } = packRows(
    readings.map((reading, i) => rowOf(reading, used.indexOf(labels[i] as number), table)),
    BUCKETS,
    scores,
    readings.length < MANY ? 1 : 2,
  );
  const size = buckets.length + scores;
  const order = [...used, ...[...table.categories.keys()].filter((label) => !used.includes(label))];
  const offsets = readings.map((reading) => {
    const odds = base?.learnedOdds(reading) ?? reading.odds;
    return Float64Array.from(order, (label) => odds[label] as number);
  });
  const values = trainShares(rows, size, width, offsets).values;
  // A model that goes on has its margins and ratios already; a few new lines must not outvote them.
  const trust = base ? 0 : rows.length / (rows.length + ENOUGH);
  if (!base) {
    const ratios = trainRatios(rows, size, width);
    const scales = ratios.values.map(Math.abs);
    addTo(values, trainMargins(rows, size, width, { ...MARGIN_TRAINING, scales }), MARGINS * trust);
    // Runs of characters alone: naive Bayes has no use for scores.
    addTo(
      values,
      { width, values: ratios.values.subarray(0, buckets.length * width) },
      RATIOS * trust,
    );
  }
  return { width, values, buckets, trust };
}

/** Labels that no example had keep what the words say of them, less what being passed over so often says. */
function tableWeights(
  { values, buckets, trust }: Learned,
  used: readonly number[],
  table: CategoryTable,
  before: SavedModel | undefined,
): SavedModel['table'] {
  const names = scoreNames(table);
  return Object.fromEntries(
    table.categories.map((label, c) => {
      const column = used.indexOf(c);
      const weight = (name: string, i: number) => {
        if (column >= 0) return values[(buckets.length + i) * used.length + column] as number;
        return name === ALWAYS ? -UNSEEN * trust : 0;
      };
      return [
        label,
        Object.fromEntries(
          names.map((name, i) => [
            name,
            Math.fround(weight(name, i) + (before?.table[label]?.[name] ?? 0)),
          ]),
        ),
      ];
    }),
  );
}

/** Weights of the runs of characters, earlier ones added, one column a label. */
function runWeights(
  { width, values, buckets }: Learned,
  used: readonly number[],
  labels: readonly number[],
  before: { readonly saved: SavedModel; readonly columns: readonly number[] } | undefined,
): Float32Array {
  const dense = new Float32Array(BUCKETS * labels.length);
  labels.forEach((label, i) => {
    const old = before?.columns.indexOf(label) ?? -1;
    if (before && old >= 0)
      for (let bucket = 0; bucket < BUCKETS; bucket++)
        dense[bucket * labels.length + i] =
          (before.saved.bytes[bucket * before.columns.length + old] as number) * before.saved.step;
    const column = used.indexOf(label);
    if (column < 0) return;
    for (let k = 0; k < buckets.length; k++) {
      const at = (buckets[k] as number) * labels.length + i;
      dense[at] = (dense[at] as number) + (values[k * width + column] as number);
    }
  });
  return dense;
}

/** Trains a model; continues `base` where there is one. */
export function modelOf(
  lines: Lines,
  table: CategoryTable,
  base: LearnedModel | undefined,
  calibration: number,
): LearnedModel {
  const before = base?.saved;
  const columns = before?.labels.map((label) => table.categories.indexOf(label)) ?? [];
  const used = [...new Set(lines.labels)].sort((a, b) => a - b);
  const labels = [...new Set([...used, ...columns.filter((label) => label >= 0)])].sort(
    (a, b) => a - b,
  );
  const trained = weightsOf(lines, used, table, base);
  const dense = runWeights(trained, used, labels, before && { saved: before, columns });
  const saved: SavedModel = {
    labels: labels.map((label) => table.categories[label] ?? ''),
    buckets: BUCKETS,
    ...toBytes(dense),
    table: tableWeights(trained, used, table, before),
    calibration,
    examples: lines.labels.length + (before?.examples ?? 0),
  };
  return new LearnedModel(saved, table);
}

/** How many of the lines are read right; without a model by what is shipped. */
export function rightOf({ readings, labels }: Lines, model: LearnedModel | undefined): number {
  return readings.filter((reading, i) => bestOf(labelShares(reading, model)) === labels[i]).length;
}

/** The factor on the log odds with which the held-out answers are least surprising. */
export function calibrationFor({ readings, labels }: Lines, model: LearnedModel): number {
  const scores = readings.map((reading) => model.uncalibrated(reading));
  let best = CALIBRATION_UNKNOWN;
  let least = Infinity;
  for (let factor = 0.1; factor < 1.5; factor *= 1.08) {
    const unusual = USUAL_WEIGHT * Math.log(factor / CALIBRATION_UNKNOWN) ** 2;
    const surprise = scores.reduce((sum, odds, i) => {
      const shares = toShares(odds.map((value) => value * factor));
      return sum - Math.log(Math.max(shares[labels[i] as number] as number, 1e-9));
    }, unusual);
    if (surprise < least) {
      least = surprise;
      best = factor;
    }
  }
  return best;
}

/**
 * Learns from labelled texts on top of words, examples and, when given, an earlier model, which it continues.
 * A fifth is held back at first: the new model is kept only if it gets no fewer of those right than what was
 * there before, and its confidence is evened out on them; then it is trained on everything. Deterministic.
 * Labels the table does not know are left out. About a second for 6,400 short texts.
 */
export function teach(
  examples: readonly LabelledText[],
  table: CategoryTable,
  current?: LearnedModel,
): Lesson {
  const lines = linesOf(examples, table);
  const none = { model: current, isKept: false, heldOut: 0, right: 0, rightBefore: 0 };
  if (lines.labels.length === 0) return none;
  const order = Int32Array.from(lines.labels.keys());
  shuffle(order, 1);
  const heldOut = Math.min(MOST_HELD_OUT, Math.floor(order.length / HELD_OUT_PART));
  const calibration = current?.saved.calibration ?? CALIBRATION_UNKNOWN;
  if (heldOut < LEAST_HELD_OUT)
    return { ...none, model: modelOf(lines, table, current, calibration), isKept: true };
  const held = part(lines, order.subarray(0, heldOut));
  const rest = order.subarray(heldOut, heldOut + MOST_TRIED);
  const tried = modelOf(part(lines, rest), table, current, calibration);
  const right = rightOf(held, tried);
  const rightBefore = rightOf(held, current);
  if (right < rightBefore) return { ...none, heldOut, right, rightBefore };
  const model = modelOf(lines, table, current, calibrationFor(held, tried));
  return { model, isKept: true, heldOut, right, rightBefore };
}
