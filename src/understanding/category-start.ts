import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type ExampleFiles, unfoldExamples, unfoldRequests } from './category-examples.js';
import {
  BUCKETS,
  type ByteWeights,
  featuresOf,
  KIND_RUNS,
  toBytes,
} from './category-features.rules.js';
import { packRows } from './category-rows.rules.js';
import { type Row, trainMargins } from './category-training.rules.js';
import { plain } from './normalise.rules.js';
import { KINDS } from './understanding.types.js';

/** What the starting model is trained for: the labels, and the label of each code. */
export interface StartingLabels {
  readonly categories: readonly string[];
  readonly labelOfCode: ReadonlyMap<string, number>;
}

/** What the shipped examples taught. */
export interface StartingModels {
  /** One column a first-level label. */
  readonly start: ByteWeights;
  /** One column a kind, in the order of `KINDS`. */
  readonly kinds: ByteWeights;
}

interface KeptWeights {
  readonly step: number;
  /** Base64 of one signed byte a weight. */
  readonly bytes: string;
}

interface StartingFile {
  /** Of what it was trained on; another one means that it must be trained anew. */
  readonly fingerprint: string;
  readonly start: KeptWeights;
  readonly kinds: KeptWeights;
}

const STARTING_FILE = new URL('../../config/starting-model.json.gz', import.meta.url);
/** Counts up when the training changes. */
const TRAINING_VERSION = 3;

function fingerprintOf(files: ExampleFiles, { categories, labelOfCode }: StartingLabels): string {
  const known = JSON.stringify([TRAINING_VERSION, BUCKETS, categories, [...labelOfCode], KINDS]);
  return createHash('sha256').update(known).update(files.source).digest('hex');
}

function rowOf(text: string, label: number, shape?: typeof KIND_RUNS): Row {
  const { index, value } = featuresOf(plain(text), shape);
  return { index: Int32Array.from(index), value: Float32Array.from(value), label };
}

function marginsOf(examples: readonly Row[], size: number, width: number): Float32Array {
  const { rows, buckets } = packRows(examples, size, 0, 2);
  const { values } = trainMargins(rows, buckets.length, width);
  const dense = new Float32Array(size * width);
  buckets.forEach((bucket, k) => {
    dense.set(values.subarray(k * width, (k + 1) * width), bucket * width);
  });
  return dense;
}

/** Trains on the example messages; lines of codes that the table does not have are left out. About a second. */
export function trainStartingModels(files: ExampleFiles, labels: StartingLabels): StartingModels {
  const rows = unfoldExamples(files).flatMap(({ text, code }) => {
    const label = labels.labelOfCode.get(code);
    return label === undefined ? [] : [rowOf(text, label)];
  });
  const requests = unfoldRequests(files).flatMap(({ text, code }) => {
    const label = (KINDS as readonly string[]).indexOf(code);
    return label < 0 ? [] : [rowOf(text, label, KIND_RUNS)];
  });
  return {
    start: toBytes(marginsOf(rows, BUCKETS, labels.categories.length)),
    kinds: toBytes(marginsOf(requests, KIND_RUNS.buckets, KINDS.length)),
  };
}

function pack({ step, bytes }: ByteWeights): KeptWeights {
  return { step, bytes: Buffer.from(bytes.buffer).toString('base64') };
}

function unpack({ step, bytes }: KeptWeights): ByteWeights {
  const buffer = Buffer.from(bytes, 'base64');
  return { step, bytes: new Int8Array(buffer.buffer, buffer.byteOffset, buffer.length) };
}

/** The shipped models; trained on the spot when words, labels or examples are not those they were trained on. */
export function startingModels(files: ExampleFiles, labels: StartingLabels): StartingModels {
  const kept = existsSync(STARTING_FILE) ? readStartingFile() : undefined;
  if (kept?.fingerprint !== fingerprintOf(files, labels)) return trainStartingModels(files, labels);
  return { start: unpack(kept.start), kinds: unpack(kept.kinds) };
}

function readStartingFile(): StartingFile {
  return JSON.parse(gunzipSync(readFileSync(STARTING_FILE)).toString('utf8')) as StartingFile;
}

/** Trains anew and keeps it beside the table, to be shipped. @returns bytes written */
export function writeStartingModels(files: ExampleFiles, labels: StartingLabels): number {
  const { start, kinds } = trainStartingModels(files, labels);
  const file: StartingFile = {
    fingerprint: fingerprintOf(files, labels),
    start: pack(start),
    kinds: pack(kinds),
  };
  const packed = gzipSync(JSON.stringify(file), { level: 9 });
  writeFileSync(STARTING_FILE, packed);
  return packed.length;
}
