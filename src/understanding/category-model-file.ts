import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { OperationalError } from '../kernel/errors.js';
import type { CategoryTable } from './category.rules.js';
import { BUCKETS } from './category-features.rules.js';
import { LearnedModel, type SavedModel } from './category-model.rules.js';

const FILE = 'category-model.json.gz';
const EARLIER = /^category-model\.(\d+)\.json\.gz$/;
/** Earlier models that are kept to go back to. */
const MOST_EARLIER = 5;
const FORMAT = 2;

interface ModelFile extends Omit<SavedModel, 'bytes'> {
  readonly format: number;
  /** Base64 of one signed byte a weight. */
  readonly weights: string;
}

/** A model as bytes, for a file or a row: a quarter of a megabyte for thousands of titles, up to one for long texts. */
export function packModel({ saved }: LearnedModel): Buffer {
  const { bytes, ...rest } = saved;
  const file: ModelFile = {
    format: FORMAT,
    ...rest,
    weights: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'),
  };
  return gzipSync(JSON.stringify(file));
}

/**
 * The model that was packed.
 * @throws OperationalError when the bytes are damaged or of another format
 */
export function unpackModel(packed: Uint8Array, table: CategoryTable): LearnedModel {
  try {
    const file = JSON.parse(gunzipSync(packed).toString('utf8')) as ModelFile;
    const { format, weights, ...rest } = file;
    const buffer = Buffer.from(weights, 'base64');
    const bytes = new Int8Array(buffer.buffer, buffer.byteOffset, buffer.length);
    if (
      format !== FORMAT ||
      rest.buckets !== BUCKETS ||
      bytes.length !== BUCKETS * rest.labels.length
    )
      throw new Error('other format or size');
    return new LearnedModel({ ...rest, bytes }, table);
  } catch (error) {
    throw new OperationalError(
      'understanding.bad-model',
      'no category model of this version',
      {},
      { cause: error },
    );
  }
}

/** Numbers of the earlier models in a folder, oldest first. */
function earlierIn(folder: string): number[] {
  return readdirSync(folder)
    .flatMap((name) => EARLIER.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

const earlierPath = (folder: string, number: number) =>
  join(folder, `category-model.${number}.json.gz`);

/** Keeps a model in a folder and the ones before it beside it; a crash leaves the old one or the new one, never half. */
export function saveModel(model: LearnedModel, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  writeFileSync(`${path}.new`, packModel(model));
  if (existsSync(path)) {
    const earlier = earlierIn(folder);
    writeFileSync(earlierPath(folder, (earlier.at(-1) ?? 0) + 1), readFileSync(path));
    for (const number of earlier.slice(0, Math.max(0, earlier.length + 1 - MOST_EARLIER)))
      rmSync(earlierPath(folder, number));
  }
  renameSync(`${path}.new`, path);
}

/** Goes back to the model before the present one. @returns whether there was one */
export function rollBackModel(folder: string): boolean {
  const last = existsSync(folder) ? earlierIn(folder).at(-1) : undefined;
  if (last === undefined) return false;
  renameSync(earlierPath(folder, last), join(folder, FILE));
  return true;
}

/**
 * The model kept in a folder; undefined when there is none.
 * @throws OperationalError when the file is damaged or of another version
 */
export function loadModel(folder: string, table: CategoryTable): LearnedModel | undefined {
  const path = join(folder, FILE);
  return existsSync(path) ? unpackModel(readFileSync(path), table) : undefined;
}
