import { bestOf, type CategoryTable, labelShares, readForCategory } from './category.rules.js';
import { fold, plain } from './normalise.rules.js';

/** A class of the table: a first-level label, perhaps with one of its subcategories. */
export interface NamedCategory {
  readonly category: string;
  readonly subcategory?: string;
}

/** What somebody may have meant by the name of a class. */
export interface CategoryReading {
  /** The one class that is meant; undefined when none or several can be. */
  readonly meant?: NamedCategory;
  /** Classes that it may have meant, nearest first; empty when nothing is near. */
  readonly nearest: readonly NamedCategory[];
}

/** How many classes are offered to choose from. */
const MOST_OFFERED = 4;
/** What stands around a name and names nothing: 「环保类的问题」. */
const AROUND =
  /^(?:到|成|为|是|属于|归|第?[一二]级|类别?|:|：)+|(?:方面|这|那|一)?(?:个?类别?|类型|的?问题|的事情?|里|吧|了|啊|呀)+$/gu;
const BESIDE = /[，,。；;！!？?（(\s]/u;
/** 「城乡建设·园林绿化」 */
const BELOW = /[·/]/u;
/** A word that speaks as clearly as this for one subcategory, and for no other half as much, names it. */
const TELLING = 3;
const RIVAL_SHARE = 0.5;
/** So many characters of a name in common make it near. */
const LEAST_COMMON = 1;

const ofLabel = (category: string): NamedCategory => ({ category });

/** Name of a class as people read it: 「环境保护·噪声扰民」. */
export function categoryName({ category, subcategory }: NamedCategory): string {
  return subcategory === undefined ? category : `${category}·${subcategory}`;
}

/** The class that a code, a full name or nothing but a full name names; undefined when the words are anything else. */
export function categoryByName(words: string, table: CategoryTable): NamedCategory | undefined {
  const name = bare(words);
  if (table.categories.includes(name)) return ofLabel(name);
  const found = table.subcategories.find(
    (sub) => sub.name === name || sub.code === name.toUpperCase(),
  );
  return found && { category: found.category, subcategory: found.name };
}

/**
 * The class that somebody names in a few words: by code, by name, by part of a name or its abbreviation (环保), or by
 * a plain word that only one subcategory knows (路灯). What follows a comma is left out where it does not belong to it.
 */
export function readCategoryName(words: string, table: CategoryTable): CategoryReading {
  const head = (words.trim().split(BESIDE)[0] ?? '').split(BELOW).at(-1) ?? '';
  const known = categoryByName(words, table) ?? categoryByName(head, table);
  if (known) return { meant: known, nearest: [known] };
  const name = bare(head);
  if (name === '') return { nearest: [] };
  const named = namesLike(name, table);
  const meant = oneOf(named) ?? (named.length === 0 ? byTellingWord(name, table) : undefined);
  if (meant) return { meant, nearest: [meant] };
  const nearest =
    named.length > 0 ? named : [...byWords(name, table), ...byCharacters(name, table)];
  return { nearest: distinct(nearest).slice(0, MOST_OFFERED) };
}

/** Classes that a text may be about, likeliest first. */
export function likelyCategories(text: string, table: CategoryTable): NamedCategory[] {
  const shares = labelShares(readForCategory(plain(text), table));
  const found: NamedCategory[] = [];
  while (found.length < MOST_OFFERED) {
    const best = bestOf(shares);
    shares[best] = -1;
    found.push(ofLabel(table.categories[best] ?? ''));
  }
  return found;
}

/** Adds further classes to those that are near, each once, as many as are offered. */
export function offered(
  nearest: readonly NamedCategory[],
  further: readonly NamedCategory[],
): NamedCategory[] {
  return distinct([...nearest, ...further]).slice(0, MOST_OFFERED);
}

function bare(words: string): string {
  return fold(words).trim().replace(AROUND, '').trim();
}

/** Every class whose name holds the words, or is abbreviated by them. */
function namesLike(name: string, table: CategoryTable): NamedCategory[] {
  const labels = table.categories.filter((label) => isShort(name, label)).map(ofLabel);
  const subs = table.subcategories
    .filter((sub) => sub.name.includes(name))
    .map((sub) => ({ category: sub.category, subcategory: sub.name }));
  return name.length < 2 ? [] : [...labels, ...subs];
}

/** 「环保」 of 环境保护: the same characters in the same order, beginning with the first. */
function isShort(name: string, label: string): boolean {
  if (name.charAt(0) !== label.charAt(0) && !label.includes(name)) return false;
  let at = 0;
  for (const character of label) if (character === name.charAt(at)) at++;
  return at === name.length;
}

/** The only one; where several stand under one label and one of them is the label itself, the label. */
function oneOf(named: readonly NamedCategory[]): NamedCategory | undefined {
  const labels = new Set(named.map(({ category }) => category));
  if (labels.size !== 1) return undefined;
  return named.length === 1 ? named[0] : named.find(({ subcategory }) => subcategory === undefined);
}

/** Subcategories that the words of the table speak for, best first, with how much. */
function spokenFor(name: string, table: CategoryTable): { index: number; weight: number }[] {
  const { targets, all } = table.words.score(name);
  return Array.from(targets, (index, i) => ({ index, weight: all[i] ?? 0 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
}

function subcategoryAt(index: number, table: CategoryTable): NamedCategory[] {
  const sub = table.subcategories[index];
  return sub ? [{ category: sub.category, subcategory: sub.name }] : [];
}

function byTellingWord(name: string, table: CategoryTable): NamedCategory | undefined {
  const [best, next] = spokenFor(name, table);
  const isClear =
    best !== undefined &&
    best.weight >= TELLING &&
    (next === undefined || next.weight < best.weight * RIVAL_SHARE);
  return isClear ? subcategoryAt(best.index, table)[0] : undefined;
}

function byWords(name: string, table: CategoryTable): NamedCategory[] {
  return spokenFor(name, table).flatMap(({ index }) => subcategoryAt(index, table));
}

/** Names that share characters with the words, most first. */
function byCharacters(name: string, table: CategoryTable): NamedCategory[] {
  const own = new Set(name);
  const common = (other: string) => [...new Set(other)].filter((one) => own.has(one)).length;
  const labels = table.categories.map((label) => ({ named: ofLabel(label), near: common(label) }));
  const subs = table.subcategories.map((sub) => ({
    named: { category: sub.category, subcategory: sub.name },
    near: common(sub.name),
  }));
  return [...labels, ...subs]
    .filter(({ near }) => near > LEAST_COMMON)
    .sort((a, b) => b.near - a.near)
    .map(({ named }) => named);
}

function distinct(named: readonly NamedCategory[]): NamedCategory[] {
  return [...new Map(named.map((one) => [categoryName(one), one])).values()];
}
