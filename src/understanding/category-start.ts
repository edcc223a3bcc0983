import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type ExampleFiles, unfoldExamples } from './category-examples.js';
import { BUCKETS, type ByteWeights, featuresOf, toBytes } from './category-features.rules.js';
import { type Row, trainMargins } from './category-training.rules.js';
import { plain } from './normalise.rules.js';

/** What the starting model is trained for: the labels, and the label of each code. */
export interface StartingLabels {
  readonly categories: readonly string[];
  readonly labelOfCode: ReadonlyMap<string, number>;
}

interface StartingFile {
  /** Of what it was trained on; another one means that it must be trained anew. */
  readonly fingerprint: string;
  readonly step: number;
  /** Base64 of one signed byte a weight. */
  readonly weights: string;
}

const STARTING_FILE = new URL('../../config/starting-model.json.gz', import.meta.url);
/** Counts up when the training changes. */
const TRAINING_VERSION = 1;

function fingerprintOf(files: ExampleFiles, { categories, labelOfCode }: StartingLabels): string {
  const known = JSON.stringify([TRAINING_VERSION, BUCKETS, categories, [...labelOfCode]]);
  return createHash('sha256').update(known).update(files.source).digest('hex');
}

/** Trains the starting model on the example messages; lines of codes that the table does not have are left out. Half a second. */
export function trainStartingModel(files: ExampleFiles, labels: StartingLabels): ByteWeights {
  const rows: Row[] = unfoldExamples(files).flatMap(({ text, code }) => {
    const label = labels.labelOfCode.get(code);
    if (label === undefined) return [];
    const { index, value } = featuresOf(plain(text));
    return [{ index: Int32Array.from(index), value: Float32Array.from(value), label }];
  });
  return toBytes(trainMargins(rows, BUCKETS, labels.categories.length).values);
}

/** The shipped starting model; trained on the spot when words, labels or examples are not those it was trained on. */
export function startingModel(files: ExampleFiles, labels: StartingLabels): ByteWeights {
  const kept = existsSync(STARTING_FILE) ? readStartingFile() : undefined;
  if (kept?.fingerprint !== fingerprintOf(files, labels)) return trainStartingModel(files, labels);
  const buffer = Buffer.from(kept.weights, 'base64');
  return { step: kept.step, bytes: new Int8Array(buffer.buffer, buffer.byteOffset, buffer.length) };
}

function readStartingFile(): StartingFile {
  return JSON.parse(gunzipSync(readFileSync(STARTING_FILE)).toString('utf8')) as StartingFile;
}

/** Trains anew and keeps it beside the table, to be shipped. @returns bytes written */
export function writeStartingModel(files: ExampleFiles, labels: StartingLabels): number {
  const { step, bytes } = trainStartingModel(files, labels);
  const file: StartingFile = {
    fingerprint: fingerprintOf(files, labels),
    step,
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
  const packed = gzipSync(JSON.stringify(file), { level: 9 });
  writeFileSync(STARTING_FILE, packed);
  return packed.length;
}
