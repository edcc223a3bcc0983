import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TRANSCRIPT_TEXTS } from './transcript.texts.js';

const ENDING = '.chat.txt';

/** A path on the command line that leads to no transcript. */
export class NoTranscriptError extends Error {}

/**
 * The transcripts that files and folders name, folders with everything below them in order of name, each once.
 * @throws NoTranscriptError one sentence about the first path that leads to none
 */
export async function findTranscripts(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) for (const file of await filesOf(path)) found.add(file);
  return [...found];
}

async function filesOf(path: string): Promise<string[]> {
  const entry = await stat(path).catch(() => undefined);
  if (!entry) throw new NoTranscriptError(TRANSCRIPT_TEXTS.noPath(path));
  if (!entry.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  const files = names
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => join(path, name));
  if (files.length === 0) throw new NoTranscriptError(TRANSCRIPT_TEXTS.noneIn(path, ENDING));
  return files;
}
