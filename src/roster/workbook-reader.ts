import { stat } from 'node:fs/promises';
import { OpenQuoteError, readCsvFolder } from './csv-source.js';
import { checkDoors } from './doors.rules.js';
import { checkReferences } from './references.rules.js';
import { WorkbookUnreadableError } from './roster.errors.js';
import { EXPECTED, FOUND } from './roster.texts.js';
import {
  type CellFault,
  type OnProgress,
  type RawRow,
  type RawSheet,
  type RosterWorkbook,
  SHEETS,
  type SheetName,
  type WorkbookRead,
} from './roster.types.js';
import { type FaultList, RowReader } from './row-reader.js';
import {
  HEADINGS,
  normaliseHeading,
  readCoverage,
  readPartner,
  readResident,
  readStaff,
  readStation,
  readUnit,
} from './sheets.rules.js';
import { readXlsx } from './xlsx-source.js';

/** Rows between two reports of progress. */
const PROGRESS_EVERY = 5_000;

const READERS = {
  组织: readUnit,
  地址: readCoverage,
  人员: readStaff,
  居民: readResident,
  共建单位: readPartner,
  驻点: readStation,
} as const;

type Tables = { [S in SheetName]?: ReturnType<(typeof READERS)[S]>[] };

/** How a workbook is to be read. */
export interface ReadOptions {
  readonly onProgress?: OnProgress;
  /** Levels that the method profile names besides those the house knows. */
  readonly levels?: readonly string[];
}

/**
 * Reads and checks a whole workbook: an `.xlsx`, or a folder with a `.csv` for each sheet.
 * @throws WorkbookUnreadableError when the file as a whole cannot be read; faults of cells are in the result
 */
export async function readWorkbook(path: string, options: ReadOptions = {}): Promise<WorkbookRead> {
  const faults: FaultList = { errors: [], warnings: [] };
  const tables = await readTables(await sourceOf(path), faults, options.onProgress);
  const workbook = assemble(tables);
  const isTold = faults.errors.some((fault) => fault.sheet === '组织');
  if (!tables.组织) faults.errors.push(missing('组织', FOUND.noSheet, EXPECTED.sheet));
  else if (tables.组织.length === 0 && !isTold)
    faults.errors.push(missing('组织', FOUND.noRows, EXPECTED.rows));
  const references = checkReferences(workbook, options.levels);
  const errors = [...faults.errors, ...references.errors].sort(bySheetAndRow);
  const doors = errors.length > 0 ? [] : checkDoors(workbook);
  return { workbook, errors, warnings: [...faults.warnings, ...references.warnings, ...doors] };
}

async function sourceOf(path: string): Promise<AsyncIterable<RawSheet>> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new WorkbookUnreadableError('missing');
  if (found.isDirectory()) return readCsvFolder(path);
  if (/\.xls$/i.test(path)) throw new WorkbookUnreadableError('old-xls');
  if (!/\.(?:xlsx|xlsm)$/i.test(path)) throw new WorkbookUnreadableError('kind');
  return readXlsx(path);
}

async function readTables(
  source: AsyncIterable<RawSheet>,
  faults: FaultList,
  onProgress: OnProgress | undefined,
): Promise<Tables> {
  const tables: Tables = {};
  for await (const { name, rows } of source) {
    const sheet = SHEETS.find((known) => known === normaliseHeading(name));
    if (sheet && !tables[sheet]) {
      Object.assign(tables, { [sheet]: await readTable(sheet, rows, faults, onProgress) });
    } else faults.warnings.push(missing(name, name, EXPECTED.knownSheet));
  }
  return tables;
}

async function readTable(
  sheet: SheetName,
  rows: AsyncIterable<RawRow>,
  faults: FaultList,
  onProgress: OnProgress | undefined,
): Promise<unknown[]> {
  const table: unknown[] = [];
  let columns: ReadonlyMap<string, number> | undefined;
  try {
    for await (const row of rows) {
      if (!row.cells.some((cell) => cell && cell.text !== '')) continue;
      if (!columns) columns = readHeadings(sheet, row, faults);
      else table.push(READERS[sheet](new RowReader(sheet, columns, row, faults)));
      if (table.length % PROGRESS_EVERY === 0) onProgress?.(sheet, table.length);
    }
  } catch (error) {
    if (!(error instanceof OpenQuoteError)) throw error;
    const { row } = error;
    faults.errors.push({
      sheet,
      row,
      column: '',
      found: FOUND.openQuote,
      expected: EXPECTED.quotes,
    });
  }
  onProgress?.(sheet, table.length);
  return table;
}

function readHeadings(sheet: SheetName, row: RawRow, faults: FaultList): Map<string, number> {
  const columns = new Map<string, number>();
  const { required, optional } = HEADINGS[sheet];
  row.cells.forEach((cell, column) => {
    const heading = normaliseHeading(cell?.text ?? '');
    if (heading === '') return;
    const isKnown = required.includes(heading) || optional.includes(heading);
    if (isKnown && !columns.has(heading)) columns.set(heading, column);
    else faults.warnings.push({ ...missing(sheet, heading, EXPECTED.knownHeading), row: row.row });
  });
  for (const heading of required) {
    if (columns.has(heading)) continue;
    const at = { sheet, row: row.row, column: heading };
    faults.errors.push({ ...at, found: FOUND.noHeading, expected: EXPECTED.heading });
  }
  return columns;
}

function assemble(tables: Tables): RosterWorkbook {
  return {
    units: tables.组织 ?? [],
    ...(tables.地址 ? { coverages: tables.地址 } : {}),
    ...(tables.人员 ? { staff: tables.人员 } : {}),
    ...(tables.居民 ? { residents: tables.居民 } : {}),
    ...(tables.共建单位 ? { partners: tables.共建单位 } : {}),
    ...(tables.驻点 ? { stations: tables.驻点 } : {}),
  };
}

function missing(sheet: string, found: string, expected: string): CellFault {
  return { sheet, row: 1, column: '', found, expected };
}

function bySheetAndRow(a: CellFault, b: CellFault): number {
  const place = (fault: CellFault) => SHEETS.indexOf(fault.sheet as SheetName);
  return place(a) - place(b) || a.row - b.row;
}
