import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { DomainError } from '../../kernel/errors.js';
import { readTerritory } from '../../roster/workbook-territory.js';
import type { Territory } from '../../territory/territory.types.js';
import type { CategoryTable } from '../../understanding/category.rules.js';
import { teach } from '../../understanding/category-learning.rules.js';
import type { LabelledText, LearnedModel } from '../../understanding/category-model.rules.js';
import { loadModel, saveModel } from '../../understanding/category-model-file.js';
import { loadCategoryTable } from '../../understanding/category-table.js';
import { RuleReader } from '../../understanding/rule-reader.js';
import { ProgressLine } from '../progress-line.js';
import { answerLine } from '../understand/answer-line.rules.js';
import { understandTexts as texts } from '../understand/understand.texts.js';

interface UnderstandOptions {
  readonly world?: string;
  readonly learn?: string;
  readonly model?: string;
}

/** `linli understand`: one JSON line in, one out, in the same order; no database. */
export function register(program: Command): void {
  program
    .command('understand')
    .description(texts.description)
    .option('--world <roster>', texts.world)
    .option('--learn <lines>', texts.learn)
    .option('--model <folder>', texts.model)
    .action((options: UnderstandOptions) => understand(options));
}

async function understand(options: UnderstandOptions): Promise<void> {
  const table = loadCategoryTable();
  const territory = options.world ? await readTerritory(resolve(options.world)) : undefined;
  const model = await modelOf(options, table);
  await answer(new RuleReader(table, model), territory);
}

async function modelOf(
  options: UnderstandOptions,
  table: CategoryTable,
): Promise<LearnedModel | undefined> {
  const folder = options.model === undefined ? undefined : resolve(options.model);
  const current = folder === undefined ? undefined : loadModel(folder, table);
  if (options.learn === undefined) return current;
  const lesson = teach(await examplesIn(resolve(options.learn)), table, current);
  if (lesson.isKept && lesson.model && folder !== undefined) saveModel(lesson.model, folder);
  if (!lesson.isKept) process.stderr.write(`${texts.notKept(lesson)}\n`);
  return lesson.model;
}

/** @throws DomainError with the line number when a line is no labelled text */
async function examplesIn(path: string): Promise<LabelledText[]> {
  if (!existsSync(path)) throw new DomainError('understand.no-file', texts.noFile(path));
  const examples: LabelledText[] = [];
  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    number++;
    if (line.trim() === '') continue;
    const { text, category } = parsed(line) as Partial<LabelledText>;
    if (typeof text !== 'string' || typeof category !== 'string')
      throw new DomainError('understand.bad-line', texts.badExample(path, number));
    examples.push({ text, category });
  }
  return examples;
}

function parsed(line: string): object {
  try {
    return Object(JSON.parse(line)) as object;
  } catch {
    return {};
  }
}

/** What came together is answered together; whoever waits for each answer gets it at once. */
async function answer(reader: RuleReader, territory: Territory | undefined): Promise<void> {
  const progress = new ProgressLine();
  let count = 0;
  let begun = '';
  const told = (line: string) =>
    line.trim() === '' ? '' : `${JSON.stringify(answerLine(line, reader, territory))}\n`;
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    const lines = `${begun}${chunk}`.split('\n');
    begun = lines.pop() ?? '';
    await write(lines.map(told).join(''));
    count += lines.length;
    progress.show(texts.progress(count));
  }
  await write(told(begun));
  progress.clear();
}

function write(block: string): Promise<void> {
  return new Promise((done) => {
    // Called back when it is out, or when the reader is gone.
    if (block === '') done();
    else process.stdout.write(block, () => done());
  });
}
