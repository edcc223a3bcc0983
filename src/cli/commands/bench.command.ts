import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { loadEnvironment } from '../../config/environment.js';
import { PROJECT_DIR } from '../../config/project-dir.js';
import { openScratchServer } from '../../persistence/scratch-database.js';
import { registerHot } from '../bench/hot/hot-bench.command.js';
import { round } from '../bench/measurement.js';
import { registerPlaces } from '../bench/places/places-bench.command.js';
import { measureReferenceTurn } from '../bench/reference-turn.read-model.js';
import { registerUnderstand } from '../bench/understand/understand-bench.command.js';

interface BenchOptions {
  readonly json?: boolean;
  readonly seconds: number;
  readonly clients: number;
}

/** The sample community: real doors, grids and workers. */
const WORLD = join(PROJECT_DIR, 'config/samples/guangming-street');
/** A service runs for weeks: what counts is how fast it is once the engine has compiled what it does all day. */
const WARM_UP_SECONDS = 30;

/** `linli bench turns`: how fast a message becomes a committed case, beside what the database itself can do. */
export function register(program: Command): void {
  const bench = new Command('bench').description('测速度；上限在同一次里一起测');
  bench
    .command('turns')
    .description('每秒能办几轮：听见一句话，到办件、经过、答复和通知都提交')
    .option('--json', '只打印一个 JSON 对象')
    .option('--seconds <n>', '各测多少秒', positive, 10)
    .option('--clients <n>', '同时说话的人数', positive, 8)
    .action((options: BenchOptions) => benchTurns(options));
  registerPlaces(bench);
  registerHot(bench);
  registerUnderstand(bench);
  program.addCommand(bench);
}

async function benchTurns({ json, seconds, clients }: BenchOptions): Promise<void> {
  // The whole service hangs on it: loaded by whoever measures, not by whoever asks for help.
  const { measureTurns } = await import('../bench/turns-bench.js');
  const environment = loadEnvironment();
  const server = await openScratchServer({
    ...(environment.DATABASE_URL && { databaseUrl: environment.DATABASE_URL }),
    dataDir: resolve(environment.LINLI_DATA_DIR || join(PROJECT_DIR, 'data')),
  });
  try {
    const reference = await server.createDatabase();
    const ours = await server.createMigrated();
    // Half before and half after ours: a machine that slows down meanwhile does not flatter either.
    const before = await measureReferenceTurn(reference.url, clients, seconds / 2);
    const turns = await measureTurns({
      databaseUrl: ours.url,
      clients,
      seconds,
      warmUpSeconds: WARM_UP_SECONDS,
      world: WORLD,
    });
    const again = await server.createDatabase();
    const after = await measureReferenceTurn(again.url, clients, seconds / 2);
    const limit = { before, after, perSecond: round((before.perSecond + after.perSecond) / 2, 1) };
    const ratio = round(turns.perSecond / limit.perSecond, 3);
    tell({ bench: 'turns', clients, turns, limit, ratio, machine: machine() }, json);
  } finally {
    await server.close();
  }
}

function tell(
  result: Record<string, unknown> & { readonly ratio: number },
  json: boolean | undefined,
): void {
  process.stdout.write(
    json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`,
  );
}

function machine(): Record<string, unknown> {
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError(`写的是“${text}”，应该是大于 0 的数`);
  return value;
}
