import type { Row } from './category-training.rules.js';

/** Rows whose features are numbered without gaps: what is trained lies close together in memory. */
export interface PackedRows {
  readonly rows: readonly Row[];
  /** Bucket of each of the first features; behind them come the scores of the table, as many as before. */
  readonly buckets: Int32Array;
}

/** In how many rows each feature occurs. */
function countsOf(rows: readonly Row[], size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const { index } of rows)
    for (const feature of index) counts[feature] = (counts[feature] as number) + 1;
  return counts;
}

/**
 * Numbers the features anew and leaves out the buckets that too few rows have; scores behind the buckets all stay.
 * @param buckets where the scores begin
 * @param scores how many there are
 * @param least rows that must have a bucket
 */
export function packRows(
  rows: readonly Row[],
  buckets: number,
  scores: number,
  least: number,
): PackedRows {
  const counts = countsOf(rows, buckets + scores);
  const places = new Int32Array(buckets + scores).fill(-1);
  const kept: number[] = [];
  for (let bucket = 0; bucket < buckets; bucket++)
    if ((counts[bucket] as number) >= least) places[bucket] = kept.push(bucket) - 1;
  for (let i = 0; i < scores; i++) places[buckets + i] = kept.length + i;
  return { rows: rows.map((row) => renumbered(row, places)), buckets: Int32Array.from(kept) };
}

function renumbered({ index, value, label }: Row, places: Int32Array): Row {
  const features = new Int32Array(index.length);
  const weights = new Float32Array(index.length);
  let count = 0;
  for (let k = 0; k < index.length; k++) {
    const place = places[index[k] as number] as number;
    if (place < 0) continue;
    features[count] = place;
    weights[count++] = value[k] as number;
  }
  return { index: features.subarray(0, count), value: weights.subarray(0, count), label };
}
