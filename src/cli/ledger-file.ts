import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';
import type { LedgerSink } from '../cases/ledger.service.js';
import { LEDGER_HEADINGS, LEDGER_SHEETS, TOTAL_HEADINGS } from '../cases/ledger.texts.js';
import { OperationalError } from '../kernel/errors.js';
import { neutraliseCell } from '../kernel/spreadsheet.rules.js';
import { EXPORT_TEXTS } from './ledger.texts.js';

/** Columns of the ledger that hold long words, and how wide they are shown; the others get `NARROW`. */
const WIDE: Readonly<Record<string, number>> = {
  反映内容: 40,
  办理过程: 60,
  办理结果: 30,
  地点: 24,
  评价意见: 24,
};
const NARROW = 14;
/** Makes spreadsheets read the file as UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** A ledger on its way to the disk: beside its final name until it is complete. */
export interface LedgerFile extends LedgerSink {
  /** Puts the complete file in its place. */
  keep(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/**
 * Begins a ledger file; `.xlsx` or, for any other ending, CSV.
 * @throws OperationalError `export.cannot-write`
 */
export async function openLedgerFile(path: string): Promise<LedgerFile> {
  const draft = await Draft.open(path);
  return path.endsWith('.xlsx') ? new WorkbookLedger(draft) : new CsvLedger(draft);
}

/** The file under another name, readable only for the one who exports. */
class Draft {
  private failure: Error | undefined;

  private constructor(
    private readonly path: string,
    private readonly name: string,
    readonly stream: WriteStream,
  ) {
    stream.on('error', (error) => {
      this.failure = error;
    });
  }

  static async open(path: string): Promise<Draft> {
    const name = `${path}.part-${process.pid}`;
    try {
      const handle = await open(name, 'w', 0o600);
      return new Draft(path, name, handle.createWriteStream());
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  /** Waits until the disk has taken most of what was written. */
  async drained(): Promise<void> {
    if (!this.failure && this.stream.writableNeedDrain)
      await once(this.stream, 'drain').catch(() => undefined);
    this.requireSound();
  }

  async keep(): Promise<void> {
    this.requireSound();
    this.stream.end();
    await finished(this.stream).catch((error) => {
      throw cannotWrite(this.path, error);
    });
    await rename(this.name, this.path);
  }

  async discard(): Promise<void> {
    this.stream.destroy();
    await rm(this.name, { force: true });
  }

  requireSound(): void {
    if (this.failure) throw cannotWrite(this.path, this.failure);
  }
}

/** Two sheets, the rows written as they come: a workbook of a whole district never stands in memory. */
class WorkbookLedger implements LedgerFile {
  private readonly book: ExcelJS.stream.xlsx.WorkbookWriter;
  private readonly rows: ExcelJS.Worksheet;

  constructor(private readonly draft: Draft) {
    this.book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: draft.stream, useStyles: true });
    this.rows = this.book.addWorksheet(LEDGER_SHEETS.rows, {
      views: [{ state: 'frozen', ySplit: 1 }],
    });
    this.rows.columns = LEDGER_HEADINGS.map((name) => ({
      header: name,
      width: WIDE[name] ?? NARROW,
    }));
    this.rows.getRow(1).commit();
  }

  async row(cells: readonly string[]): Promise<void> {
    this.rows.addRow(cells.map(neutraliseCell)).commit();
    await this.draft.drained();
  }

  totals(lines: readonly (readonly (string | number)[])[]): void {
    const sheet = this.book.addWorksheet(LEDGER_SHEETS.totals);
    sheet.columns = TOTAL_HEADINGS.map((name) => ({ header: name, width: NARROW }));
    for (const line of lines) sheet.addRow(line.map(safeCell)).commit();
    sheet.commit();
  }

  async keep(): Promise<void> {
    this.draft.requireSound();
    await this.book.commit();
    await this.draft.keep();
  }

  discard(): Promise<void> {
    return this.draft.discard();
  }
}

/** One table; the totals have no place in it and are left to whoever prints them. */
class CsvLedger implements LedgerFile {
  constructor(private readonly draft: Draft) {
    draft.stream.write(BYTE_ORDER_MARK + stringify([[...LEDGER_HEADINGS]]));
  }

  async row(cells: readonly string[]): Promise<void> {
    this.draft.stream.write(stringify([cells.map(neutraliseCell)]));
    await this.draft.drained();
  }

  totals(): void {}

  keep(): Promise<void> {
    return this.draft.keep();
  }

  discard(): Promise<void> {
    return this.draft.discard();
  }
}

function cannotWrite(path: string, cause: unknown): OperationalError {
  return new OperationalError('export.cannot-write', EXPORT_TEXTS.cannotWrite(path), {}, { cause });
}

function safeCell(value: string | number): string | number {
  return typeof value === 'string' ? neutraliseCell(value) : value;
}
