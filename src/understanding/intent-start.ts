import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type ExampleFiles, unfoldExamples } from './category-examples.js';
import { toBytes } from './category-features.rules.js';
import { type Row, trainMargins } from './category-training.rules.js';
import { Dialect } from './dialect.rules.js';
import { INTENT_BUCKETS, intentFeatures, WordGroups } from './intent-features.rules.js';
import { IntentModel, type IntentWeights } from './intent-model.rules.js';
import { plain } from './normalise.rules.js';
import type { PhraseFiles } from './phrase-files.js';
import { type Phrase, unfoldPhrases } from './phrase-variants.js';

interface IntentFile {
  /** Of what it was trained on; another one means that it must be trained anew. */
  readonly fingerprint: string;
  readonly labels: readonly string[];
  readonly step: number;
  /** Base64 of one signed byte a weight. */
  readonly bytes: string;
}

const MODEL_FILE = new URL('../../config/intent-model.json.gz', import.meta.url);
/** Counts up when the training changes, or what is seen of a phrase. */
const TRAINING_VERSION = 1;
/** Of so many phrases one is also heard only: the way those who write pinyin are read. */
const HEARD = 4;
/** How dear an error is. */
const COST = 1;
const EPOCHS = 7;
/** Weights below this share of a byte say nothing and are dropped; the file is a third of the size. */
const LEAST_WEIGHT = 2;

/** Of the example messages for categories every so many-th tells of a matter here. */
const MATTER_STEP = 8;
/** A matter is told in a line; letters are no phrases. */
const LONGEST_MATTER = 36;
/** In these somebody may ask or wish rather than report. */
const ASKS = /怎么|如何|请问|什么|吗|建议|希望|能不能|咨询|多少|哪|是否|有没有|何时|可以|？/;

/** All that the model is trained on. */
export interface IntentSources {
  readonly phrases: PhraseFiles;
  /** Messages about matters of every category: whoever says only that reports it. */
  readonly matters: ExampleFiles;
}

function fingerprintOf({ phrases, matters }: IntentSources): string {
  const known = JSON.stringify([TRAINING_VERSION, INTENT_BUCKETS]);
  return createHash('sha256')
    .update(known)
    .update(phrases.source)
    .update(matters.source)
    .digest('hex');
}

function reportsOf(matters: ExampleFiles): Phrase[] {
  return unfoldExamples({ ...matters, frames: ['{}'], fillers: [] })
    .filter(({ text }, i) => i % MATTER_STEP === 0 && text.length <= LONGEST_MATTER)
    .filter(({ text }) => !ASKS.test(text))
    .map(({ text }) => ({ text, label: 'report', speaker: 'resident', context: 'none' }));
}

/** Trains on the example phrases; some seconds. */
export function trainIntents({ phrases, matters }: IntentSources): IntentWeights {
  const examples = [...unfoldPhrases(phrases), ...reportsOf(matters)];
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const groups = new WordGroups(phrases.groups);
  const dialect = new Dialect(phrases.dialect);
  const rows = examples.flatMap((example, i): Row[] => {
    const text = dialect.standard(plain(example.text).toLowerCase());
    const label = labels.indexOf(example.label);
    return (i % HEARD === 0 ? [false, true] : [false]).map((isHeard) => {
      const { index, value } = intentFeatures(text, example, groups, isHeard);
      return { index: Int32Array.from(index), value: Float32Array.from(value), label };
    });
  });
  const options = { cost: COST, epochs: EPOCHS };
  const trained = trainMargins(rows, INTENT_BUCKETS, labels.length, options);
  const { step, bytes } = toBytes(trained.values);
  return { labels, step, bytes: bytes.map((byte) => (Math.abs(byte) < LEAST_WEIGHT ? 0 : byte)) };
}

/** The model of these phrases, with these weights. */
export function intentModelOf(
  { groups, dialect }: PhraseFiles,
  weights: IntentWeights,
): IntentModel {
  return new IntentModel(weights, new WordGroups(groups), new Dialect(dialect));
}

/** The shipped weights; trained on the spot when the phrases are not those they were trained on. */
export function intentModel(sources: IntentSources): IntentModel {
  const kept = existsSync(MODEL_FILE) ? readIntentFile() : undefined;
  if (kept?.fingerprint !== fingerprintOf(sources))
    return intentModelOf(sources.phrases, trainIntents(sources));
  const buffer = Buffer.from(kept.bytes, 'base64');
  const bytes = new Int8Array(buffer.buffer, buffer.byteOffset, buffer.length);
  return intentModelOf(sources.phrases, { labels: kept.labels, step: kept.step, bytes });
}

function readIntentFile(): IntentFile {
  return JSON.parse(gunzipSync(readFileSync(MODEL_FILE)).toString('utf8')) as IntentFile;
}

/** Trains anew and keeps it beside the phrases, to be shipped. @returns bytes written */
export function writeIntentModel(sources: IntentSources): number {
  const { labels, step, bytes } = trainIntents(sources);
  const file: IntentFile = {
    fingerprint: fingerprintOf(sources),
    labels,
    step,
    bytes: Buffer.from(bytes.buffer).toString('base64'),
  };
  const packed = gzipSync(JSON.stringify(file), { level: 9 });
  writeFileSync(MODEL_FILE, packed);
  return packed.length;
}
