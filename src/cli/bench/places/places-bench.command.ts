import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { DomainError } from '../../../kernel/errors.js';
import { loadCategoryTable } from '../../../understanding/category-table.js';
import { RuleReader } from '../../../understanding/rule-reader.js';
import { measurePlaces } from './places-bench.js';
import { placesTexts as texts } from './places-bench.texts.js';
import { measurePlacesSpeed } from './places-speed.js';

interface PlacesOptions {
  readonly json?: boolean;
  readonly names?: string;
  readonly seed: number;
  readonly worlds: number;
  readonly messages: number;
  readonly misses: number;
}

/** Of each made-up world; small enough that a stranger's 3栋 can be asked back with a choice. */
const SIZE = { communities: 3, grids: 6 };

/** `linli bench places`: how often the right grid is found in communities that nobody has seen. */
export function registerPlaces(bench: Command): void {
  bench
    .command('places')
    .description(texts.description)
    .option('--json', '只打印一个 JSON 对象')
    .option('--names <file>', texts.names)
    .option('--seed <n>', texts.seed, whole, 1)
    .option('--worlds <n>', texts.worlds, whole, 10)
    .option('--messages <n>', texts.messages, whole, 2_000)
    .option('--misses <n>', texts.misses, whole, 0)
    .action((options: PlacesOptions) => benchPlaces(options));
}

function benchPlaces({ json, names, seed, worlds, messages, misses }: PlacesOptions): void {
  const reader = new RuleReader(loadCategoryTable());
  const outside = names === undefined ? {} : { names: namesIn(resolve(names)) };
  const result = measurePlaces({ seed, worlds, messages, size: SIZE, ...outside }, reader);
  const answer = {
    bench: 'places',
    seed,
    worlds,
    ...result.all,
    ways: result.ways,
    district: measurePlacesSpeed(seed),
    ...(misses > 0 && { misses: result.misses.slice(0, misses) }),
    machine: { node: process.version, platform: `${process.platform} ${process.arch}` },
  };
  process.stdout.write(`${json ? JSON.stringify(answer) : JSON.stringify(answer, null, 2)}\n`);
}

/** Names as estates have them: two to ten Chinese characters. */
function namesIn(path: string): string[] {
  if (!existsSync(path)) throw new DomainError('bench.no-file', texts.noFile(path));
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.map((line) => line.trim()).filter((name) => /^\p{Script=Han}{2,10}$/u.test(name));
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new InvalidArgumentError(`写的是“${text}”，应该是不小于 0 的整数`);
  return value;
}
