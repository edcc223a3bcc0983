import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { LedgerPeriod, LedgerTotal } from '../../cases/ledger.types.js';
import { Settings } from '../../config/settings.js';
import { addDays, type CivilDate, instantAt } from '../../kernel/calendar.js';
import { OperationalError } from '../../kernel/errors.js';
import { atServiceDatabase } from '../desk.js';
import { EXPORT_TEXTS } from '../ledger.texts.js';
import { asDay } from '../options.js';
import { ProgressLine } from '../progress-line.js';

interface ExportOptions {
  readonly out: string;
  readonly from?: CivilDate;
  readonly to?: CivilDate;
}

/** `linli export ledger`: the ledger as a workbook or CSV; exit 1 when it does not add up. */
export function register(program: Command): void {
  program
    .command('export')
    .description(EXPORT_TEXTS.description)
    .addArgument(new Argument('<ledger>', EXPORT_TEXTS.what).choices(['ledger']))
    .requiredOption('--out <文件>', EXPORT_TEXTS.out, asTable)
    .option('--from <日期>', EXPORT_TEXTS.from, asDay)
    .option('--to <日期>', EXPORT_TEXTS.to, asDay)
    .action((_what: string, options: ExportOptions, command: Command) => {
      const { from, to } = options;
      if (from && to && from > to) command.error(EXPORT_TEXTS.backwards, { code: 'linli.period' });
      return run(options);
    });
}

async function run({ out, from, to }: ExportOptions): Promise<void> {
  const path = resolve(out);
  await requireFolder(dirname(path));
  const period: LedgerPeriod = {
    ...(from && { start: instantAt(from) }),
    ...(to && { end: instantAt(addDays(to, 1)) }),
  };
  await atServiceDatabase(async (settings) => {
    const [all] = await write(settings, period, path);
    if (all) print(all, path);
  });
}

async function write(
  settings: Settings,
  period: LedgerPeriod,
  path: string,
): Promise<LedgerTotal[]> {
  // Loaded late: workbooks and the whole ledger are a second's work that help and bad usage need not wait for.
  const { openLedgerFile } = await import('../ledger-file.js');
  const { exportLedger } = await import('../ledger-export.js');
  const file = await openLedgerFile(path);
  const progress = new ProgressLine();
  let rows = 0;
  try {
    const totals = await exportLedger(settings, period, {
      row: (cells) => {
        rows += 1;
        progress.show(EXPORT_TEXTS.writing(rows));
        return file.row(cells);
      },
      totals: (lines) => file.totals(lines),
    });
    await file.keep();
    return totals;
  } catch (error) {
    await file.discard();
    throw error;
  } finally {
    progress.clear();
  }
}

/** Before the database is started for nothing. */
async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory())
    throw new OperationalError('export.no-folder', EXPORT_TEXTS.noFolder(folder));
}

function asTable(text: string): string {
  if (!/\.(xlsx|csv)$/.test(text)) throw new InvalidArgumentError(EXPORT_TEXTS.notFile(text));
  return text;
}

function print({ registered, merged, received, closed, open }: LedgerTotal, path: string): void {
  process.stdout.write(`${EXPORT_TEXTS.done(path, registered, merged, received, closed, open)}\n`);
}
