import { cpus } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DomainError } from '../../../kernel/errors.js';
import type { CategoryTable } from '../../../understanding/category.rules.js';
import { readExampleFiles, unfoldExamples } from '../../../understanding/category-examples.js';
import { loadCategoryTable } from '../../../understanding/category-table.js';
import { asWhole } from '../../options.js';
import { ProgressLine } from '../../progress-line.js';
import {
  type CategoryMessage,
  measureShipped,
  measureTaught,
  withCategory,
} from './category-bench.js';
import { measureKinds } from './kind-bench.js';
import { type LabelledFile, readLabelledFile } from './labelled-file.js';
import { measureSpeed } from './speed-bench.js';
import { tablesOf } from './understand-bench.tables.js';
import { understandBenchTexts as texts } from './understand-bench.texts.js';

interface UnderstandBenchOptions {
  readonly json?: boolean;
  readonly folds: number;
}

const LESSONS = [200, 1000, 5000, 'all'] as const;

/** `linli bench understand`: how well categories and kinds are read, before and after learning, and how fast. */
export function registerUnderstand(bench: Command): void {
  bench
    .command('understand')
    .description(texts.description)
    .argument('[files...]', texts.files)
    .option('--json', '只打印一个 JSON 对象')
    .option('--folds <n>', texts.folds, asWhole(2), 5)
    .action((files: string[], options: UnderstandBenchOptions) => benchUnderstand(files, options));
}

function benchUnderstand(paths: readonly string[], { json, folds }: UnderstandBenchOptions): void {
  const table = loadCategoryTable();
  const progress = new ProgressLine();
  const files = paths.map((path) => readLabelledFile(resolve(path), folds));
  if (files.length > 0 && files.every(({ messages }) => messages.every(isUnlabelled)))
    throw new DomainError('bench.no-labels', texts.none);
  const everything = files.flatMap(({ messages }) => withCategory(messages));
  const measured = files.map((file) => {
    progress.show(texts.measuring(file.name));
    return { file: file.name, ...figuresOf(file, everything, folds, table) };
  });
  progress.clear();
  const lessons = files.map(({ messages }) => withCategory(messages)).find((rows) => rows.length);
  const own = ownExamples(table);
  const speedTexts = (lessons ?? own).map(({ text }) => text);
  const result = {
    bench: 'understand',
    folds,
    files: measured,
    speed: measureSpeed(speedTexts, lessons ?? own, table),
    machine: { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version },
  };
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : tablesOf(result));
}

const isUnlabelled = ({ category, kind }: { category?: string; kind?: string }) =>
  category === undefined && kind === undefined;

/** The shipped examples: for the speed alone; what was trained on them says nothing of how well they are read. */
function ownExamples(table: CategoryTable): CategoryMessage[] {
  return unfoldExamples(readExampleFiles()).flatMap(({ text, code }) => {
    const found = table.subcategories.find((subcategory) => subcategory.code === code);
    return found ? [{ text, body: text, category: found.category, fold: 0 }] : [];
  });
}

function figuresOf(
  { messages }: LabelledFile,
  everything: readonly CategoryMessage[],
  folds: number,
  table: CategoryTable,
): Record<string, unknown> {
  const rows = withCategory(messages);
  const kinds = measureKinds(messages, table);
  if (rows.length === 0) return { ...(kinds && { kinds }) };
  const hasTitles = rows.some(({ text, body }) => text !== body);
  const taught = LESSONS.map((count) => ({
    lessons: count,
    ...measureTaught(rows, rows, count, folds, table),
  }));
  return {
    shipped: measureShipped(rows, table),
    ...(hasTitles && { shippedWithoutTitle: measureShipped(rows, table, 'body') }),
    taught,
    ...(everything.length > rows.length && {
      taughtByAllFiles: measureTaught(rows, everything, 'all', folds, table),
    }),
    ...(kinds && { kinds }),
  };
}
