import { type Command, InvalidArgumentError } from 'commander';
import { SystemClock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/errors.js';
import { NoEarlierModelError } from '../../understanding/category-versions.service.js';
import { modelTexts as texts } from '../model.texts.js';
import { atModelDesk } from '../model-desk.js';

/** `linli model list|rollback`: what was learned from corrections, and the way back. */
export function register(program: Command): void {
  const model = program.command('model').description(texts.description);
  model.command('list').description(texts.list).action(list);
  model
    .command('rollback')
    .description(texts.rollback)
    .argument('[version]', texts.version, asVersion)
    .action((version: number | undefined) => rollBack(version));
}

async function list(): Promise<void> {
  const lessons = await atModelDesk((versions, tx) => versions.list(tx));
  const inUse = lessons.find((one) => one.isInUse)?.version ?? 0;
  const head = lessons.length === 0 ? texts.noneYet : texts.inUse(inUse);
  process.stdout.write(`${[head, ...lessons.map(texts.line)].join('\n')}\n`);
}

async function rollBack(version: number | undefined): Promise<void> {
  const now = new SystemClock().now();
  try {
    const done = await atModelDesk((versions, tx) => versions.rollBack(tx, now, version));
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
