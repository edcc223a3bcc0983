import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DomainError } from '../../../kernel/errors.js';
import { loadCategoryTable } from '../../../understanding/category-table.js';
import { RuleReader } from '../../../understanding/rule-reader.js';
import { asWhole } from '../../options.js';
import { measureAddresses, readAddressFile } from './address-bench.js';
import { measurePlaces } from './places-bench.js';
import { placesTexts as texts } from './places-bench.texts.js';
import { measurePlacesSpeed } from './places-speed.js';

interface PlacesOptions {
  readonly json?: boolean;
  readonly names?: string;
  readonly addresses?: string;
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
    .option('--addresses <file>', texts.addresses)
    .option('--seed <n>', texts.seed, asWhole(0), 1)
    .option('--worlds <n>', texts.worlds, asWhole(0), 10)
    .option('--messages <n>', texts.messages, asWhole(0), 2_000)
    .option('--misses <n>', texts.misses, asWhole(0), 0)
    .action((options: PlacesOptions) =>
      options.addresses === undefined
        ? benchPlaces(options)
        : benchAddresses(resolve(options.addresses), options),
    );
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

/** No made-up world: addresses as strangers wrote them, with what a person read in them. */
function benchAddresses(path: string, { json, misses }: PlacesOptions): void {
  const figures = measureAddresses(readAddressFile(path), misses);
  const answer = { bench: 'addresses', ...figures };
  process.stdout.write(`${json ? JSON.stringify(answer) : JSON.stringify(answer, null, 2)}\n`);
}

/** Names as estates have them: two to ten Chinese characters. */
function namesIn(path: string): string[] {
  if (!existsSync(path)) throw new DomainError('bench.no-file', texts.noFile(path));
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.map((line) => line.trim()).filter((name) => /^\p{Script=Han}{2,10}$/u.test(name));
}
