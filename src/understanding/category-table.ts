import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { OperationalError } from '../kernel/errors.js';
import type { CategoryTable, OwnerLevel, Subcategory, WeightedWord } from './category.rules.js';
import { fold } from './normalise.rules.js';

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

const DEFAULT_PATH = new URL('../../config/categories.yaml', import.meta.url);
const OWNERS: readonly string[] = ['on_spot', 'community', 'partners', 'district'];

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

function byHead(words: readonly WeightedWord[]): Map<string, WeightedWord[]> {
  const heads = new Map<string, WeightedWord[]>();
  for (const entry of words) {
    const head = entry.word.slice(0, 2);
    const list = heads.get(head);
    if (list) list.push(entry);
    else heads.set(head, [entry]);
  }
  for (const list of heads.values()) list.sort((a, b) => b.word.length - a.word.length);
  return heads;
}

/**
 * Reads and checks the category table.
 * @param path another table than the shipped one
 * @throws OperationalError when the file cannot be read or is not a table
 */
export function loadCategoryTable(path: string | URL = DEFAULT_PATH): CategoryTable {
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
  return { categories, subcategories, words: byHead(words), parents, fallback };
}
