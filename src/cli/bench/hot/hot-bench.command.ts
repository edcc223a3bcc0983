import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { loadEnvironment } from '../../../config/environment.js';
import { PROJECT_DIR } from '../../../config/project-dir.js';
import { Settings } from '../../../config/settings.js';
import { stopwatch } from '../../../kernel/clock.js';
import { dataSourceOptions, openDataSource } from '../../../persistence/data-source.js';
import { openScratchServer } from '../../../persistence/scratch-database.js';
import { TypeOrmUnitOfWork } from '../../../persistence/typeorm-unit-of-work.js';
import { hotIssuesOf } from '../../../understanding/hot-issues.rules.js';
import { ledgerMessages } from '../../hot/ledger-messages.js';
import { asCount } from '../../options.js';
import { round } from '../measurement.js';
import { fillWithCases } from './hot-volume.read-model.js';

interface HotBenchOptions {
  readonly json?: boolean;
  readonly cases: number;
}

/** `linli bench hot`: how long it takes to find what many people raise in a big ledger, in a database of its own. */
export function registerHot(bench: Command): void {
  bench
    .command('hot')
    .description('台账里找热点要多久：现造一年的办件，在自己的库里')
    .option('--json', '只打印一个 JSON 对象')
    .option('--cases <n>', '造多少件', asCount, 100_000)
    .action((options: HotBenchOptions) => benchHot(options));
}

async function benchHot({ json, cases }: HotBenchOptions): Promise<void> {
  const environment = loadEnvironment();
  const server = await openScratchServer({
    ...(environment.DATABASE_URL && { databaseUrl: environment.DATABASE_URL }),
    dataDir: resolve(environment.LINLI_DATA_DIR || join(PROJECT_DIR, 'data')),
  });
  try {
    const { url } = await server.createMigrated();
    await fill(url, cases);
    const settings = Object.assign(new Settings(), {
      databaseUrl: url,
      secretKeys: ['bench'],
      method: 'hefei-luyang',
    });
    const elapsed = stopwatch();
    const messages = await ledgerMessages(settings, undefined);
    const readMs = elapsed();
    const issues = hotIssuesOf(messages, 10);
    const totalMs = elapsed();
    const result = {
      bench: 'hot',
      cases: messages.length,
      readSeconds: round(readMs / 1_000, 1),
      totalSeconds: round(totalMs / 1_000, 1),
      memoryMb: Math.round(process.memoryUsage().rss / 1024 / 1024),
      mostPeople: issues[0]?.people ?? 0,
    };
    process.stdout.write(`${JSON.stringify(result, null, json ? 0 : 2)}\n`);
  } finally {
    await server.close();
  }
}

async function fill(url: string, cases: number): Promise<void> {
  const dataSource = await openDataSource(dataSourceOptions(url, 1));
  try {
    await new TypeOrmUnitOfWork(dataSource).run((tx) => fillWithCases(tx, cases));
  } finally {
    await dataSource.destroy();
  }
}
