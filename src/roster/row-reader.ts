import type { LabelsRead } from '../territory/building-range.rules.js';
import type { LngLat } from '../territory/territory.types.js';
import {
  type CellRead,
  readCount,
  readLabel,
  readLabels,
  readList,
  readName,
  readPhone,
  readPoint,
  readRing,
} from './cell.rules.js';
import { EXPECTED, FOUND } from './roster.texts.js';
import type { CellFault, RawCell, RawRow } from './roster.types.js';

/** Where faults and things worth a look are gathered. */
export interface FaultList {
  readonly errors: CellFault[];
  readonly warnings: CellFault[];
}

/** Reads the cells of one row by heading and notes what is wrong with them. Empty cells read as undefined. */
export class RowReader {
  /** @param columns position of each heading */
  constructor(
    private readonly sheet: string,
    private readonly columns: ReadonlyMap<string, number>,
    private readonly source: RawRow,
    private readonly faults: FaultList,
  ) {}

  /** As the spreadsheet counts. */
  get row(): number {
    return this.source.row;
  }

  /** A cell that must not be empty; the empty text when it is, with the fault noted. */
  required(heading: string): string {
    return this.must(heading, this.read(heading, readName)) ?? '';
  }

  requiredPhone(heading: string): string {
    return this.must(heading, this.read(heading, readPhone)) ?? '';
  }

  optional(heading: string): string | undefined {
    return this.read(heading, readName) || undefined;
  }

  phone(heading: string): string | undefined {
    return this.read(heading, readPhone);
  }

  list(heading: string): readonly string[] {
    return this.read(heading, readList) ?? [];
  }

  count(heading: string): number | undefined {
    return this.read(heading, readCount);
  }

  point(heading: string): LngLat | undefined {
    return this.read(heading, readPoint);
  }

  ring(heading: string): LngLat[] | undefined {
    return this.read(heading, readRing);
  }

  labels(heading: string, parse: (text: string) => LabelsRead): readonly string[] {
    return this.read(heading, (cell) => readLabels(cell, parse)) ?? [];
  }

  label(heading: string, normalise: (text: string) => string): string | undefined {
    return this.read(heading, (cell) => readLabel(cell, normalise));
  }

  /** Notes that a cell was read but is wrong. */
  fault(column: string, expected: string): void {
    this.faults.errors.push(this.at(column, expected));
  }

  /** Notes something worth a look. */
  warn(column: string, expected: string): void {
    this.faults.warnings.push(this.at(column, expected));
  }

  private must<T>(heading: string, value: T | undefined): T | undefined {
    const isEmpty = this.columns.has(heading) && this.cell(heading) === undefined;
    if (isEmpty) this.fault(heading, EXPECTED.required);
    return value;
  }

  private read<T>(heading: string, as: (cell: RawCell) => CellRead<T>): T | undefined {
    const cell = this.cell(heading);
    if (!cell) return undefined;
    const read = as(cell);
    if (!read.ok) {
      this.fault(heading, read.expected);
      return undefined;
    }
    if (read.note) this.warn(heading, read.note);
    return read.value;
  }

  private cell(heading: string): RawCell | undefined {
    const column = this.columns.get(heading);
    const cell = column === undefined ? undefined : this.source.cells[column];
    return cell && cell.text !== '' ? cell : undefined;
  }

  private at(column: string, expected: string): CellFault {
    const found = [...(this.cell(column)?.text ?? FOUND.empty)].slice(0, 40).join('');
    return { sheet: this.sheet, row: this.row, column, found, expected };
  }
}
