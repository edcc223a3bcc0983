import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { formatMinute } from '../../kernel/calendar.js';
import { SystemClock } from '../../kernel/clock.js';
import { neutraliseCell } from '../../kernel/spreadsheet.rules.js';
import { WorkbookUnreadableError } from '../../roster/roster.errors.js';
import type { NewInvitation, RosterReport } from '../../roster/roster.service.js';
import {
  changeLine,
  faultLine,
  IMPORT_TEXTS,
  UNREADABLE,
  warningLine,
} from '../../roster/roster.texts.js';
import type { RosterWorkbook, WorkbookRead } from '../../roster/roster.types.js';
import { readWorkbook } from '../../roster/workbook-reader.js';
import { atServiceDatabase } from '../desk.js';
import { ProgressLine } from '../progress-line.js';
import { importRoster } from '../roster-import.js';

/** More codes than these are written to a file instead of the screen. */
const CODES_ON_SCREEN = 50;

interface ImportOptions {
  readonly check?: boolean;
  readonly codes?: string;
}

/** `linli import`: loads a roster workbook, or only checks it; exit 1 when anything in it is wrong. */
export function register(program: Command): void {
  program
    .command('import')
    .description('导入名册：一个 .xlsx，或一个每张表一个 .csv 的文件夹；重复导入不会有变化')
    .argument('<名册>', '.xlsx 文件或文件夹')
    .option('--check', '只检查，什么都不写')
    .option('--codes <文件>', '把新人员的邀请码写到这个 .csv 文件')
    .action((path: string, options: ImportOptions) => run(path, options));
}

async function run(path: string, options: ImportOptions): Promise<void> {
  const progress = new ProgressLine();
  const read = await readOrTell(path, progress);
  progress.clear();
  if (!read) return;
  if (read.errors.length > 0) {
    print([IMPORT_TEXTS.refused(read.errors.length), ...read.errors.map(faultLine)]);
    process.exitCode = 1;
    return;
  }
  const warnings = read.warnings.map(warningLine);
  if (options.check) {
    print([IMPORT_TEXTS.fine(rowsIn(read.workbook)), ...warnings]);
    return;
  }
  await load(read.workbook, options, progress, warnings);
}

/** The workbook; undefined when the file cannot be read at all, which has been told. */
async function readOrTell(path: string, progress: ProgressLine): Promise<WorkbookRead | undefined> {
  try {
    return await readWorkbook(resolve(path), {
      onProgress: (sheet, rows) => progress.show(IMPORT_TEXTS.reading(sheet, rows)),
    });
  } catch (error) {
    if (!(error instanceof WorkbookUnreadableError)) throw error;
    progress.clear();
    process.stderr.write(`linli: ${path}：${UNREADABLE[error.reason]}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

async function load(
  workbook: RosterWorkbook,
  options: ImportOptions,
  progress: ProgressLine,
  warnings: readonly string[],
): Promise<void> {
  await atServiceDatabase(async (settings) => {
    const report = await importRoster(settings, workbook, (sheet, rows) =>
      progress.show(IMPORT_TEXTS.writing(sheet, rows)),
    );
    progress.clear();
    print([...reportLines(report), ...warnings]);
    await handOut(report.invitations, options.codes, settings.dataDir);
  });
}

function reportLines(report: RosterReport): string[] {
  if (!report.changed) return [IMPORT_TEXTS.unchanged];
  const sheets = report.sheets.map(({ sheet, rows, change }) => changeLine(sheet, rows, change));
  return [IMPORT_TEXTS.done(report.version), ...sheets];
}

/** Shows the codes, or writes them to a file that only the operator can read. */
async function handOut(
  invitations: readonly NewInvitation[],
  file: string | undefined,
  dataDir: string,
): Promise<void> {
  if (invitations.length === 0) return;
  const rows = invitations.map(({ staffNo, name, unitId, role, code }) =>
    [staffNo, name, unitId, role, code].map(neutraliseCell),
  );
  if (!file && rows.length <= CODES_ON_SCREEN) {
    print([IMPORT_TEXTS.codes(rows.length), ...rows.map((row) => row.join('  '))]);
    return;
  }
  const stamp = formatMinute(new SystemClock().now()).replace(/\D/g, '');
  const path = file ? resolve(file) : join(dataDir, `invitations-${stamp}.csv`);
  // The mark makes spreadsheets read it as UTF-8.
  const table = `\ufeff${stringify([[...IMPORT_TEXTS.codeHeadings], ...rows])}`;
  await writeFile(path, table, { mode: 0o600 });
  print([IMPORT_TEXTS.codes(rows.length), IMPORT_TEXTS.codesFile(path)]);
}

function rowsIn(workbook: RosterWorkbook): number {
  const { units, coverages, staff, residents, partners, stations } = workbook;
  const sheets = [units, coverages, staff, residents, partners, stations];
  return sheets.reduce((sum, rows) => sum + (rows?.length ?? 0), 0);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
