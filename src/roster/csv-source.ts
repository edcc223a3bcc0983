import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { WorkbookUnreadableError } from './roster.errors.js';
import type { RawRow, RawSheet } from './roster.types.js';

/** Largest table read into memory at once; about three million residents. */
const LARGEST_FILE_BYTES = 300_000_000;

/** A quote in a table was never closed; the table cannot be read past it. */
export class OpenQuoteError extends Error {
  /** @param row where the broken record begins, as the spreadsheet counts */
  constructor(
    readonly sheet: string,
    readonly row: number,
  ) {
    super('a quote is not closed');
  }
}

/**
 * The tables of a folder, each named after its file: `组织.csv` is the sheet 组织.
 * @throws WorkbookUnreadableError when the folder holds no tables; OpenQuoteError while rows are read
 */
export async function* readCsvFolder(folder: string): AsyncGenerator<RawSheet> {
  const files = (await readdir(folder)).filter((name) => /^[^.~].*\.csv$/i.test(name)).sort();
  if (files.length === 0) throw new WorkbookUnreadableError('no-sheets');
  for (const file of files) {
    // macOS hands out decomposed names
    const name = file
      .normalize('NFC')
      .replace(/\.csv$/i, '')
      .trim();
    yield { name, rows: readRows(join(folder, file), name) };
  }
}

/** The text of a table: UTF-8 with or without mark, UTF-16 as spreadsheets export it, else GBK. */
export function decodeTable(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function* readRows(path: string, sheet: string): AsyncGenerator<RawRow> {
  if ((await stat(path)).size > LARGEST_FILE_BYTES) throw new WorkbookUnreadableError('too-large');
  const text = decodeTable(await readFile(path));
  const records = parse(text, {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  });
  let row = 0;
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      row += 1;
      if (row === 1 && /^sep=/i.test(record[0] ?? '')) continue;
      yield { row, cells: record.map((cell) => ({ text: cell.trim() })) };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new OpenQuoteError(sheet, (error.records as number) + 1);
    throw error;
  }
}

/** A comma, unless the first line is divided by tabs. */
function delimiterOf(text: string): string {
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  return firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : ',';
}
