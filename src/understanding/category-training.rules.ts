/** The trainers of the category models: linear, deterministic, on sparse rows. They know nothing of Chinese. */

/** One example: its features and the number of its label. */
export interface Row {
  readonly index: Int32Array;
  readonly value: Float32Array;
  readonly label: number;
}

/** Weights of a linear model: `values[feature × width + label]`. */
export interface Weights {
  readonly width: number;
  readonly values: Float32Array;
}

/** The same order every time: a model is a function of its examples. */
export function shuffle(order: Int32Array, seed: number): void {
  let state = seed >>> 0;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
}

/** Adds the scores of a row to `scores`, one for each label. */
function addRow({ index, value }: Row, { width, values }: Weights, scores: Float64Array): void {
  for (let k = 0; k < index.length; k++) {
    const at = (index[k] as number) * width;
    const v = value[k] as number;
    for (let c = 0; c < width; c++)
      scores[c] = (scores[c] as number) + (values[at + c] as number) * v;
  }
}

/** Moves the weights of a row by `steps`, one for each label, each weight in step with the square of its scale. */
function moveRow(
  { index, value }: Row,
  { width, values }: Weights,
  steps: Float64Array,
  scales: Float32Array | undefined,
): void {
  for (let k = 0; k < index.length; k++) {
    const at = (index[k] as number) * width;
    const v = value[k] as number;
    for (let c = 0; c < width; c++) {
      const scale = scales ? (scales[at + c] as number) : 1;
      values[at + c] = (values[at + c] as number) + (steps[c] as number) * v * scale * scale;
    }
  }
}

/** How curved the loss of each row is for each label: the squared length of the scaled row, and the slack. */
function curvesOf(
  rows: readonly Row[],
  width: number,
  slack: number,
  scales: Float32Array | undefined,
): Float32Array {
  const curves = new Float32Array(rows.length * width).fill(slack);
  rows.forEach(({ index, value }, i) => {
    for (let k = 0; k < index.length; k++) {
      const at = (index[k] as number) * width;
      for (let c = 0; c < width; c++) {
        const v = (value[k] as number) * (scales ? (scales[at + c] as number) : 1);
        curves[i * width + c] = (curves[i * width + c] as number) + v * v;
      }
    }
  });
  return curves;
}

/** How the margins are trained. */
export interface MarginOptions {
  /** How dear an error is; larger fits closer. */
  readonly cost?: number;
  readonly epochs?: number;
  /**
   * How much each feature may say for each label, laid out as the weights; all alike when undefined. With
   * the size of the log ratios of naive Bayes this is NB-SVM (Wang and Manning, ACL 2012).
   */
  readonly scales?: Float32Array;
}

/**
 * Support vector machine, one label against the rest, squared hinge loss, by dual coordinate descent
 * (Hsieh and others, ICML 2008). Only additions, products, quotients: the same bits on every machine.
 */
export function trainMargins(
  rows: readonly Row[],
  size: number,
  width: number,
  { cost = 1, epochs = 8, scales }: MarginOptions = {},
): Weights {
  const weights: Weights = { width, values: new Float32Array(size * width) };
  const duals = new Float32Array(rows.length * width);
  const slack = 0.5 / cost;
  const curves = curvesOf(rows, width, slack, scales);
  const order = Int32Array.from(rows.keys());
  const steps = new Float64Array(width);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, epoch + 1);
    for (const i of order) {
      const row = rows[i] as Row;
      steps.fill(0);
      addRow(row, weights, steps);
      const own = duals.subarray(i * width, (i + 1) * width);
      const bends = curves.subarray(i * width, (i + 1) * width);
      if (scoresToSteps(steps, own, row.label, slack, bends)) moveRow(row, weights, steps, scales);
    }
  }
  return weights;
}

/** Turns the scores of a row, in place, into how far to move each label. @returns whether any moves */
function scoresToSteps(
  scores: Float64Array,
  duals: Float32Array,
  label: number,
  slack: number,
  curves: Float32Array,
): boolean {
  let moves = false;
  for (let c = 0; c < scores.length; c++) {
    const sign = c === label ? 1 : -1;
    const dual = duals[c] as number;
    const slope = sign * (scores[c] as number) - 1 + slack * dual;
    const next = Math.max(dual - slope / (curves[c] as number), 0);
    duals[c] = next;
    scores[c] = (next - dual) * sign;
    if (next !== dual) moves = true;
  }
  return moves;
}

/** Log odds → shares that add up to 1, in place. */
export function toShares<T extends number[] | Float64Array>(scores: T): T {
  let top = -Infinity;
  for (let i = 0; i < scores.length; i++)
    if ((scores[i] as number) > top) top = scores[i] as number;
  let total = 0;
  for (let i = 0; i < scores.length; i++) {
    const power = Math.exp((scores[i] as number) - top);
    scores[i] = power;
    total += power;
  }
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) / total;
  return scores;
}

/** Times that the rows are gone through: many of few, few of many. */
const MOST_EPOCHS = 7;
const LEAST_EPOCHS = 3;
const ROWS_READ = 10_000;
const RATE = 2;
/** How fast a feature that errs often is slowed down (AdaGrad). */
const SLOWING = 15;
/** Shrinks weights that few examples speak for. */
const DECAY = 1e-5;
const LEAST_ERROR = 1e-4;

/**
 * Logistic regression on top of what is believed already, by AdaGrad.
 * @param width labels to learn, the first of those that have offsets; the others stay rivals as they are
 * @param offsets log odds of each row before anything is learned
 */
export function trainShares(
  rows: readonly Row[],
  size: number,
  width: number,
  offsets: readonly Float64Array[],
): Weights {
  const weights: Weights = { width, values: new Float32Array(size * width) };
  const squares = new Float32Array(size * width).fill(1);
  const order = Int32Array.from(rows.keys());
  const errors = new Float64Array(offsets[0]?.length ?? width);
  const wanted = Math.round(ROWS_READ / Math.max(1, rows.length));
  const epochs = Math.min(MOST_EPOCHS, Math.max(LEAST_EPOCHS, wanted));
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, epoch + 1);
    for (const i of order) {
      const row = rows[i] as Row;
      errors.set(offsets[i] as Float64Array);
      addRow(row, weights, errors);
      toShares(errors);
      errors[row.label] = (errors[row.label] as number) - 1;
      descend(row, weights, squares, errors);
    }
  }
  return weights;
}

function descend(
  { index, value }: Row,
  { width, values }: Weights,
  squares: Float32Array,
  errors: Float64Array,
): void {
  for (let k = 0; k < index.length; k++) {
    const at = (index[k] as number) * width;
    const v = value[k] as number;
    for (let c = 0; c < width; c++) {
      const error = errors[c] as number;
      if (error < LEAST_ERROR && error > -LEAST_ERROR) continue;
      const weight = values[at + c] as number;
      const gradient = error * v + DECAY * weight;
      const square = (squares[at + c] as number) + SLOWING * gradient * gradient;
      squares[at + c] = square;
      values[at + c] = weight - (RATE * gradient) / Math.sqrt(square);
    }
  }
}

/** Added to the counts of a feature. */
const SMOOTHING = 1;
/** Added to the counts of all features, so much for each feature that occurs: long texts have more of them. */
const SMOOTHING_SHARE = 0.5;

/** Naive Bayes, one label against the rest: log ratio of how often a feature occurs. */
export function trainRatios(rows: readonly Row[], size: number, width: number): Weights {
  const counts = new Float64Array(size * width);
  const byLabel = new Float64Array(width);
  const byFeature = new Float64Array(size);
  let total = 0;
  for (const { index, label } of rows) {
    for (const feature of index) {
      const at = feature * width + label;
      counts[at] = (counts[at] as number) + 1;
      byFeature[feature] = (byFeature[feature] as number) + 1;
    }
    byLabel[label] = (byLabel[label] as number) + index.length;
    total += index.length;
  }
  const values = new Float32Array(size * width);
  const vocabulary = byFeature.filter((seen) => seen > 0).length * SMOOTHING_SHARE;
  for (let feature = 0; feature < size; feature++) {
    const seen = byFeature[feature] as number;
    if (seen === 0) continue;
    for (let c = 0; c < width; c++) {
      const inside = byLabel[c] as number;
      if (inside === 0) continue;
      const count = counts[feature * width + c] as number;
      values[feature * width + c] =
        Math.log((count + SMOOTHING) / (inside + vocabulary)) -
        Math.log((seen - count + SMOOTHING) / (total - inside + vocabulary));
    }
  }
  return { width, values };
}
