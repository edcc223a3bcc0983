import { open } from 'node:fs/promises';
import { dayOfSerial } from './date-serial.rules.js';
import { WorkbookUnreadableError } from './roster.errors.js';
import type { RawCell, RawRow, RawSheet } from './roster.types.js';
import { readParts, unescapeControls, type XlsxParts } from './xlsx-parts.js';
import { attribute, XmlScanner } from './xml-scanner.js';
import { ZipArchive } from './zip-archive.js';

/**
 * The sheets of an `.xlsx`, one row in memory at a time. Read by hand: exceljs' streaming reader loses the names of
 * sheets whose targets are absolute (openpyxl), and its other reader holds a whole district in memory.
 * @throws WorkbookUnreadableError when it is no readable workbook, also while rows are read
 */
export async function* readXlsx(path: string): AsyncGenerator<RawSheet> {
  if (await isCompoundFile(path)) throw new WorkbookUnreadableError('old-xls');
  const archive = await guarded(ZipArchive.open(path));
  try {
    const parts = await guarded(readParts(archive));
    for (const sheet of parts.sheets) {
      yield { name: sheet.name, rows: readRows(archive, sheet.path, parts) };
    }
  } finally {
    await archive.close();
  }
}

async function* readRows(
  archive: ZipArchive,
  path: string,
  parts: XlsxParts,
): AsyncGenerator<RawRow> {
  const collector = new RowCollector(parts);
  const scanner = new XmlScanner(collector);
  try {
    for await (const piece of archive.text(path) ?? []) {
      scanner.feed(piece);
      yield* collector.take();
    }
  } catch (error) {
    throw new WorkbookUnreadableError('damaged', { cause: error });
  }
}

/** Puts the cells of a sheet's XML together into rows. */
class RowCollector {
  private done: RawRow[] = [];
  private row = 0;
  private column = -1;
  private cells: (RawCell | undefined)[] = [];
  private type = '';
  private style = 0;
  private value = '';
  private inValue = false;
  private inPhonetics = false;

  constructor(private readonly parts: XlsxParts) {}

  take(): RawRow[] {
    const rows = this.done;
    this.done = [];
    return rows;
  }

  open(name: string, attributes: string): void {
    if (name === 'row') {
      this.row = Number(attribute(attributes, 'r') ?? this.row + 1);
      this.cells = [];
      this.column = -1;
    } else if (name === 'c') {
      const reference = attribute(attributes, 'r');
      this.column = reference ? columnOf(reference) : this.column + 1;
      this.type = attribute(attributes, 't') ?? 'n';
      this.style = Number(attribute(attributes, 's') ?? 0);
      this.value = '';
    } else if (name === 'v' || name === 't') this.inValue = true;
    else if (name === 'rPh') this.inPhonetics = true;
  }

  text(piece: string): void {
    if (this.inValue && !this.inPhonetics) this.value += piece;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'rPh') this.inPhonetics = false;
    else if (name === 'c' && this.value !== '') this.cells[this.column] = this.cell();
    else if (name === 'row') this.done.push({ row: this.row, cells: this.cells });
  }

  private cell(): RawCell {
    if (this.type === 's')
      return { text: (this.parts.sharedStrings[Number(this.value)] ?? '').trim() };
    if (this.type === 'b') return { text: this.value === '1' ? '是' : '否' };
    if (this.type === 'd') return isoDay(this.value);
    if (this.type !== 'n') return { text: unescapeControls(this.value).trim() };
    const number = Number(this.value);
    if (!Number.isFinite(number)) return { text: this.value.trim() };
    if (!this.parts.isDateStyle[this.style]) return { text: String(number) };
    return dateCell(dayOfSerial(number, this.parts.since1904));
  }
}

function dateCell(date: NonNullable<RawCell['date']>): RawCell {
  const two = (value: number) => String(value).padStart(2, '0');
  return { text: `${date.year}-${two(date.month)}-${two(date.day)}`, date };
}

function isoDay(text: string): RawCell {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  return year && month && day ? dateCell({ year, month, day }) : { text };
}

/** `C5` → 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'A') {
    column = column * 26 + (letter.charCodeAt(0) - 64);
  }
  return column - 1;
}

/** The container of the old `.xls` format, in which Office also locks a workbook away behind a password. */
async function isCompoundFile(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.readUInt32BE(0) === 0xd0cf11e0;
  } finally {
    await file.close();
  }
}

async function guarded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new WorkbookUnreadableError('damaged', { cause: error });
  }
}
