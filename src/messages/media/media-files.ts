import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { readableCode } from '../../kernel/random.js';
import { HEAD_BYTES } from './media.rules.js';
import { MediaRefusedError } from './media.types.js';

/** How long a gateway may take to hand a file over. */
const HANDOVER_MS = 180_000;

/** A file that is on disk, safely, but not in its place yet. */
export interface DraftFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly head: Buffer;
}

/**
 * Writes a stream into a draft file, chunk by chunk; what is over the limit is neither kept nor read further.
 * @throws MediaRefusedError `too-large`, or `unavailable` when the stream breaks off or stands still
 */
export async function writeDraft(
  folder: string,
  source: Readable,
  limit: number,
): Promise<DraftFile> {
  // It may break off before anybody reads; whoever reads is told again.
  source.on('error', () => undefined);
  const path = join(folder, `${process.pid}-${readableCode(16)}`);
  try {
    await mkdir(folder, { recursive: true });
    return { path, ...(await write(path, source, limit)) };
  } catch (error) {
    source.destroy();
    await rm(path, { force: true });
    if (error instanceof MediaRefusedError) throw error;
    throw new MediaRefusedError('unavailable', { cause: error });
  }
}

async function write(path: string, source: Readable, limit: number) {
  const file = await open(path, 'wx');
  try {
    const draft = await copy(addAbortSignal(AbortSignal.timeout(HANDOVER_MS), source), file, limit);
    await file.sync();
    return draft;
  } finally {
    await file.close();
  }
}

async function copy(source: Readable, file: FileHandle, limit: number) {
  const hash = createHash('sha256');
  const heads: Buffer[] = [];
  let bytes = 0;
  for await (const piece of source) {
    const chunk: Buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
    if (bytes < HEAD_BYTES) heads.push(chunk.subarray(0, HEAD_BYTES));
    bytes += chunk.length;
    if (bytes > limit) throw new MediaRefusedError('too-large');
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  return { sha256: hash.digest('hex'), bytes, head: Buffer.concat(heads).subarray(0, HEAD_BYTES) };
}

/** A draft that was changed on disk, named by what it holds now. */
export async function hashed(draft: DraftFile): Promise<DraftFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(draft.path)) hash.update(chunk);
  return { ...draft, sha256: hash.digest('hex') };
}

/** Gives a draft its place; where the same content is there already, the draft is dropped. */
export async function settleDraft(draft: DraftFile, target: string): Promise<void> {
  if (await exists(target)) return rm(draft.path, { force: true });
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  await rename(draft.path, target);
  // The name itself has to reach the disk too.
  const directory = await open(folder, 'r').catch(() => undefined);
  await directory?.sync().catch(() => undefined);
  await directory?.close();
}

/** Removes drafts of processes that are gone. */
export async function removeAbandonedDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = Number(name.split('-')[0]);
    if (pid !== process.pid && !isAlive(pid)) await rm(join(folder, name), { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
