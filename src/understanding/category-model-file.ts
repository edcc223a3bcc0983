import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { OperationalError } from '../kernel/errors.js';
import type { CategoryTable } from './category.rules.js';
import { LearnedModel, type SavedModel } from './category-model.rules.js';

const FILE = 'category-model.json.gz';
const VERSION = 1;

interface ModelFile extends Omit<SavedModel, 'bytes'> {
  readonly version: number;
  /** Base64 of one signed byte a weight. */
  readonly weights: string;
}

/** Keeps a model in a folder; a crash leaves the old one or the new one, never half. */
export function saveModel(model: LearnedModel, folder: string): void {
  const { bytes, ...rest } = model.save();
  const file: ModelFile = {
    version: VERSION,
    ...rest,
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  writeFileSync(`${path}.new`, gzipSync(JSON.stringify(file)));
  renameSync(`${path}.new`, path);
}

/**
 * The model kept in a folder; undefined when there is none.
 * @throws OperationalError when the file is damaged or of another version
 */
export function loadModel(folder: string, table: CategoryTable): LearnedModel | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  try {
    const file = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as ModelFile;
    const { version, weights, ...rest } = file;
    const buffer = Buffer.from(weights, 'base64');
    const bytes = new Int8Array(buffer.buffer, buffer.byteOffset, buffer.length);
    if (version !== VERSION || bytes.length !== rest.buckets * rest.labels.length)
      throw new Error('other version or size');
    return LearnedModel.restore({ ...rest, bytes }, table);
  } catch (error) {
    throw new OperationalError(
      'understanding.bad-model',
      `${path} is no category model of this version`,
      {},
      { cause: error },
    );
  }
}
