import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { OperationalError } from '../kernel/errors.js';
import type { CategoryTable, OwnerLevel, Subcategory } from './category.rules.js';
import { readExampleFiles } from './category-examples.js';
import { type StartingLabels, startingModels, writeStartingModels } from './category-start.js';
import { type WeightedWord, WordTree } from './category-words.rules.js';
import { intentModel, writeIntentModel } from './intent-start.js';
import { fold } from './normalise.rules.js';
import { readPhraseFiles } from './phrase-files.js';

/** Token of the category table, for whoever offers categories to choose from. */
export const CATEGORY_TABLE = Symbol('CATEGORY_TABLE');

/** `config/categories.yaml`, as it is written. */
interface CategoryFile {
  readonly fallback: string;
  readonly categories: readonly {
    readonly name: string;
    readonly kinds: readonly {
      readonly code: string;
      readonly name: string;
      readonly owner: OwnerLevel;
      /** Weight → words, separated by spaces. */
      readonly words: Readonly<Record<string, string>>;
    }[];
  }[];
}

/** Where a table stands: its words, and its example messages. */
export interface TablePaths {
  readonly words?: string | URL;
  readonly examples?: string | URL;
}

const DEFAULT_PATH = new URL('../../config/categories.yaml', import.meta.url);
const OWNERS: readonly string[] = ['on_spot', 'community', 'partners', 'district'];

/** The words alone, before the examples. */
type Unfinished = Omit<CategoryTable, 'start' | 'kinds' | 'intents'>;

function fail(what: string): never {
  throw new OperationalError('understanding.bad-category-table', `category table: ${what}`);
}

function wordsOf(
  words: Readonly<Record<string, string>>,
  target: number,
  code: string,
): WeightedWord[] {
  return Object.entries(words).flatMap(([weight, list]) => {
    const value = Number(weight);
    if (!Number.isFinite(value)) fail(`weight ${weight} of ${code} is no number`);
    return String(list)
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => ({ word: fold(word), weight: value, target }));
  });
}

function readWords(path: string | URL): Unfinished {
  const file = parse(readFileSync(path, 'utf8')) as CategoryFile;
  if (!Array.isArray(file?.categories)) fail('no categories');
  const subcategories: Subcategory[] = [];
  const words: WeightedWord[] = [];
  for (const { name: category, kinds } of file.categories) {
    for (const { code, name, owner, words: list } of kinds ?? []) {
      if (!code || !name || !OWNERS.includes(owner))
        fail(`${category} has an entry without code, name or owner`);
      words.push(...wordsOf(list ?? {}, subcategories.length, code));
      subcategories.push({ code, name, category, owner });
    }
  }
  const categories = file.categories.map((category) => category.name);
  const parents = subcategories.map((sub) => categories.indexOf(sub.category));
  const fallback = categories.indexOf(file.fallback);
  if (fallback < 0) fail('fallback names no category');
  return { categories, subcategories, words: new WordTree(words), parents, fallback };
}

function labelsOf({ categories, subcategories, parents }: Unfinished): StartingLabels {
  return {
    categories,
    labelOfCode: new Map(subcategories.map(({ code }, i) => [code, parents[i] ?? 0])),
  };
}

/**
 * Reads and checks the category table and the model of its example messages.
 * @param paths another table or other examples than the shipped ones; other than shipped costs half a second of training
 * @throws OperationalError when the file cannot be read or is not a table
 */
export function loadCategoryTable(paths: TablePaths = {}): CategoryTable {
  const table = readWords(paths.words ?? DEFAULT_PATH);
  const matters = readExampleFiles(paths.examples);
  const intents = intentModel({
    phrases: readPhraseFiles(),
    matters: paths.examples ? readExampleFiles() : matters,
  });
  return { ...table, ...startingModels(matters, labelsOf(table)), intents };
}

/** Trains the shipped starting model anew from the shipped table and examples. @returns its bytes on disk */
export function rebuildStartingModel(): number {
  return writeStartingModels(readExampleFiles(), labelsOf(readWords(DEFAULT_PATH)));
}

/** Trains the shipped model of example phrases anew. @returns its bytes on disk */
export function rebuildIntentModel(): number {
  return writeIntentModel({ phrases: readPhraseFiles(), matters: readExampleFiles() });
}
