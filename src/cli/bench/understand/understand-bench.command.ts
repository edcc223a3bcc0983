import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { DomainError } from '../../../kernel/errors.js';
import type { CategoryTable } from '../../../understanding/category.rules.js';
import { readExampleFiles, unfoldExamples } from '../../../understanding/category-examples.js';
import { loadCategoryTable } from '../../../understanding/category-table.js';
import { asCount, asWhole } from '../../options.js';
import { ProgressLine } from '../../progress-line.js';
import {
  type CategoryMessage,
  type Lessons,
  measureShipped,
  measureTaught,
  withCategory,
} from './category-bench.js';
import { measureKinds } from './kind-bench.js';
import { type LabelledFile, type LabelledMessage, readLabelledFile } from './labelled-file.js';
import { measureSpeed } from './speed-bench.js';
import { tablesOf } from './understand-bench.tables.js';
import { understandBenchTexts as texts } from './understand-bench.texts.js';

interface UnderstandBenchOptions {
  readonly json?: boolean;
  readonly folds: number;
  readonly half?: Half;
  readonly corrections: readonly Lessons[];
}

/** Folds with even or odd numbers: constants may be chosen on one half, and are told honestly on the other. */
type Half = 'even' | 'odd';

const LESSONS: readonly Lessons[] = [200, 1000, 5000, 'all'];

function asHalf(text: string): Half {
  if (text !== 'even' && text !== 'odd') throw new InvalidArgumentError(texts.notHalf(text));
  return text;
}

function asLessons(text: string): Lessons[] {
  return text.split(',').map((part) => (part === 'all' ? part : asCount(part)));
}

/** `linli bench understand`: how well categories and kinds are read, before and after learning, and how fast. */
export function registerUnderstand(bench: Command): void {
  bench
    .command('understand')
    .description(texts.description)
    .argument('[files...]', texts.files)
    .option('--json', '只打印一个 JSON 对象')
    .option('--folds <n>', texts.folds, asWhole(2), 5)
    .option('--half <even|odd>', texts.half, asHalf)
    .option('--corrections <counts>', texts.corrections, asLessons, LESSONS)
    .action((files: string[], options: UnderstandBenchOptions) => benchUnderstand(files, options));
}

function benchUnderstand(paths: readonly string[], options: UnderstandBenchOptions): void {
  const { json, folds, half } = options;
  const table = loadCategoryTable();
  const progress = new ProgressLine();
  const files = paths.map((path) => readLabelledFile(resolve(path), folds));
  if (files.length > 0 && files.every(({ messages }) => messages.every(isUnlabelled)))
    throw new DomainError('bench.no-labels', texts.none);
  const everything = files.flatMap(({ messages }) => withCategory(messages));
  const measured = files.map((file) => {
    progress.show(texts.measuring(file.name));
    return { file: file.name, ...figuresOf(file, everything, options, table) };
  });
  progress.clear();
  const lessons = files.map(({ messages }) => withCategory(messages)).find((rows) => rows.length);
  const own = ownExamples(table);
  const speedTexts = (lessons ?? own).map(({ text }) => text);
  const result = {
    bench: 'understand',
    folds,
    ...(half && { half }),
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

/** What is answered; what is taught may come from both halves. */
function measuredOf(messages: readonly LabelledMessage[], half: Half | undefined) {
  if (half === undefined) return messages;
  return messages.filter(({ fold }) => fold % 2 === (half === 'even' ? 0 : 1));
}

function figuresOf(
  file: LabelledFile,
  everything: readonly CategoryMessage[],
  { folds, half, corrections }: UnderstandBenchOptions,
  table: CategoryTable,
): Record<string, unknown> {
  const messages = measuredOf(file.messages, half);
  const rows = withCategory(messages);
  const kinds = measureKinds(messages, table);
  if (rows.length === 0) return { ...(kinds && { kinds }) };
  const own = withCategory(file.messages);
  const hasTitles = rows.some(({ text, body }) => text !== body);
  const taught = corrections.map((count) => ({
    lessons: count,
    ...measureTaught(rows, own, count, folds, table),
  }));
  return {
    shipped: measureShipped(rows, table),
    ...(hasTitles && { shippedWithoutTitle: measureShipped(rows, table, 'body') }),
    taught,
    ...(everything.length > own.length && {
      taughtByAllFiles: measureTaught(rows, everything, 'all', folds, table),
    }),
    ...(kinds && { kinds }),
  };
}
