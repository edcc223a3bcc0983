import { type Command, InvalidArgumentError } from 'commander';
import type { CivilDate } from '../../kernel/calendar.js';
import { SystemClock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/errors.js';
import { AdviceUses } from '../../understanding/advice/advice-uses.service.js';
import {
  CategoryVersions,
  NoEarlierModelError,
} from '../../understanding/category-versions.service.js';
import { modelTexts as texts, usageLines } from '../model.texts.js';
import { atModelDesk } from '../model-desk.js';
import { asDay } from '../options.js';

/** `linli model list|rollback|usage`: what was learned from corrections, the way back, what the large model took. */
export function register(program: Command): void {
  const model = program.command('model').description(texts.description);
  model.command('list').description(texts.list).action(list);
  model
    .command('rollback')
    .description(texts.rollback)
    .argument('[version]', texts.version, asVersion)
    .action((version: number | undefined) => rollBack(version));
  model
    .command('usage')
    .description(texts.usage)
    .option('--from <day>', texts.from, asDay)
    .option('--to <day>', texts.to, asDay)
    .action(usage);
}

async function list(): Promise<void> {
  const lessons = await atModelDesk(CategoryVersions, (versions, tx) => versions.list(tx));
  const inUse = lessons.find((one) => one.isInUse)?.version ?? 0;
  const head = lessons.length === 0 ? texts.noneYet : texts.inUse(inUse);
  process.stdout.write(`${[head, ...lessons.map(texts.line)].join('\n')}\n`);
}

async function usage({ from, to }: { from?: CivilDate; to?: CivilDate }): Promise<void> {
  const uses = await atModelDesk(AdviceUses, (all, tx) => all.list(tx, from, to));
  const lines = usageLines(uses);
  process.stdout.write(`${(lines.length === 0 ? [texts.neverAsked] : lines).join('\n')}\n`);
}

async function rollBack(version: number | undefined): Promise<void> {
  const now = new SystemClock().now();
  try {
    const done = await atModelDesk(CategoryVersions, (versions, tx) =>
      versions.rollBack(tx, now, version),
    );
    process.stdout.write(`${texts.rolledBack(done)}\n`);
  } catch (error) {
    if (!(error instanceof NoEarlierModelError)) throw error;
    throw new DomainError(error.code, texts.noEarlier);
  }
}

function asVersion(text: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw new InvalidArgumentError(texts.notVersion(text));
  return Number(text);
}
