import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperationalError } from '../kernel/errors.js';
import type { Situation } from './intent-features.rules.js';
import { RESIDENT_INTENTS, STAFF_INTENTS } from './understanding.types.js';

/** Lines of one heading: `[urge resident/open_case resident/none]`, `[emergency.fire resident/none]`. */
export interface PhraseSection {
  /** An intent; for an emergency with its danger, for a verdict nobody should believe `rate.unclear`. */
  readonly label: string;
  /** Where it is said; the first is the usual one. */
  readonly situations: readonly Situation[];
  /** A line may leave choices open: `路灯(坏了|不亮)`, `{day}再来`. */
  readonly lines: readonly string[];
}

type WordLists = ReadonlyMap<string, readonly string[]>;

/** The example phrases as they stand in the files, before they are unfolded. */
export interface PhraseFiles {
  readonly sections: readonly PhraseSection[];
  /** Words by what they do in a sentence. */
  readonly groups: WordLists;
  /** Standard word → what dialects and the net say for it. */
  readonly dialect: WordLists;
  /** All of it as text: whether something changed. */
  readonly source: string;
}

const DEFAULT_FOLDER = new URL('../../config/phrases/', import.meta.url);
const WORDS = 'words.txt';
const DIALECT = 'dialect.txt';
const HEADING = /^\[(.+)\]$/;
const KNOWN: ReadonlySet<string> = new Set([...RESIDENT_INTENTS, ...STAFF_INTENTS]);
const SPEAKERS: ReadonlySet<string> = new Set(['resident', 'worker', 'secretary', 'cadre']);
const CONTEXTS: ReadonlySet<string> = new Set(['none', 'open_case', 'resolved', 'rating']);

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function fail(what: string): never {
  throw new OperationalError('understanding.bad-phrases', `example phrases: ${what}`);
}

/** `[name]`, then lines of words. */
function groupsIn(text: string): WordLists {
  const groups = new Map<string, string[]>();
  let name = '';
  for (const line of linesOf(text)) {
    const heading = HEADING.exec(line)?.[1];
    if (heading === undefined) groups.set(name, [...(groups.get(name) ?? []), ...line.split(/ +/)]);
    else name = heading;
  }
  return groups;
}

/** `standard word: said said`. */
function dialectIn(text: string): WordLists {
  return new Map(
    linesOf(text).map((line) => {
      const [standard = '', said = ''] = line.split(/: */);
      return [standard, said.split(/ +/).filter(Boolean)];
    }),
  );
}

function situationOf(place: string, heading: string): Situation {
  const [speaker = '', context = 'none'] = place.split('/');
  if (!SPEAKERS.has(speaker) || !CONTEXTS.has(context)) fail(heading);
  return { speaker, context } as Situation;
}

function sectionsIn(text: string): PhraseSection[] {
  const sections: (PhraseSection & { readonly lines: string[] })[] = [];
  for (const line of linesOf(text)) {
    const heading = HEADING.exec(line)?.[1];
    if (heading === undefined) {
      sections.at(-1)?.lines.push(line);
      continue;
    }
    const [label = '', ...places] = heading.split(' ');
    if (!KNOWN.has(label.split('.')[0] ?? '') || places.length === 0) fail(heading);
    const situations = places.map((place) => situationOf(place, heading));
    sections.push({ label, situations, lines: [] });
  }
  return sections;
}

/**
 * Reads a folder of example phrases, the groups of words and the words of the dialects beside them.
 * @throws OperationalError when a heading names no intent, speaker or context
 */
export function readPhraseFiles(folder: string | URL = DEFAULT_FOLDER): PhraseFiles {
  const path = folder instanceof URL ? fileURLToPath(folder) : folder;
  const names = readdirSync(path)
    .filter((name) => name.endsWith('.txt'))
    .sort();
  const texts = names.map((name) => readFileSync(join(path, name), 'utf8'));
  const named = (name: string) => texts[names.indexOf(name)] ?? '';
  return {
    sections: texts.flatMap((text, i) =>
      [WORDS, DIALECT].includes(names[i] ?? '') ? [] : sectionsIn(text),
    ),
    groups: groupsIn(named(WORDS)),
    dialect: dialectIn(named(DIALECT)),
    source: texts.join('\f'),
  };
}
