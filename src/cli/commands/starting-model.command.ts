import type { Command } from 'commander';
import { rebuildIntentModel, rebuildStartingModel } from '../../understanding/category-table.js';
import { understandTexts as texts } from '../understand/understand.texts.js';

/** `linli starting-model`: after words or examples under `config/` have changed; without it each start trains anew. */
export function register(program: Command): void {
  program
    .command('starting-model')
    .description(texts.startingModel)
    .action(() => {
      process.stdout.write(`${texts.startingModelWritten(rebuildStartingModel())}\n`);
      process.stdout.write(`${texts.intentModelWritten(rebuildIntentModel())}\n`);
    });
}
