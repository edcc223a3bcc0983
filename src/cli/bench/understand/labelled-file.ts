import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DomainError } from '../../../kernel/errors.js';
import { bare, plain } from '../../../understanding/normalise.rules.js';
import { understandBenchTexts as texts } from './understand-bench.texts.js';

/** A message with what a person said of it. */
export interface LabelledMessage {
  /** Title, where there is one, and text. */
  readonly text: string;
  /** Without the title. */
  readonly body: string;
  readonly category?: string;
  readonly kind?: string;
  /** The same message has the same fold in every file. */
  readonly fold: number;
}

export interface LabelledFile {
  readonly name: string;
  readonly messages: readonly LabelledMessage[];
}

/** Messages are told apart by so many characters of their title or text. */
const KEY_LENGTH = 40;

function foldOf(text: string, folds: number): number {
  let hash = 0x811c9dc5;
  for (const char of bare(text).slice(0, KEY_LENGTH))
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return ((hash ^ (hash >>> 13)) >>> 0) % folds;
}

function messageOf(line: string, folds: number): LabelledMessage | undefined {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { title, text, category, kind } = Object(row) as Record<string, unknown>;
  if (typeof text !== 'string') return undefined;
  const head = typeof title === 'string' ? title : '';
  return {
    text: plain(head ? `${head}。${text}` : text),
    body: plain(text),
    ...(typeof category === 'string' && { category }),
    ...(typeof kind === 'string' && { kind }),
    fold: foldOf(head || text, folds),
  };
}

/**
 * Reads `{"text", "title"?, "category"?, "kind"?}` lines.
 * @throws DomainError when there is no such file or a line is none
 */
export function readLabelledFile(path: string, folds: number): LabelledFile {
  if (!existsSync(path)) throw new DomainError('bench.no-file', texts.noFile(path));
  const lines = readFileSync(path, 'utf8').split('\n');
  const messages = lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const message = messageOf(line, folds);
    if (!message) throw new DomainError('bench.bad-line', texts.badLine(path, i + 1));
    return [message];
  });
  return { name: basename(path), messages };
}
