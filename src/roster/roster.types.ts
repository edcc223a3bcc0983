import type { Address, LngLat } from '../territory/territory.types.js';

/** The sheets of a roster workbook (contracts section 4). */
export const SHEETS = ['组织', '地址', '人员', '居民', '共建单位', '驻点'] as const;
export type SheetName = (typeof SHEETS)[number];

/** One cell as its file holds it. */
export interface RawCell {
  /** What a person sees in it, as far as the file tells; trimmed. */
  readonly text: string;
  /** Set when the spreadsheet keeps the cell as a date. */
  readonly date?: { readonly year: number; readonly month: number; readonly day: number };
}

/** One row of a sheet; `row` counts from 1 as the spreadsheet shows it. */
export interface RawRow {
  readonly row: number;
  /** By column, from 0; empty cells may be missing. */
  readonly cells: readonly (RawCell | undefined)[];
}

/** A sheet being read. */
export interface RawSheet {
  readonly name: string;
  readonly rows: AsyncIterable<RawRow>;
}

/** Something that is wrong in one cell, in words for whoever keeps the workbook. */
export interface CellFault {
  readonly sheet: string;
  /** As the spreadsheet counts: 1 = headings. */
  readonly row: number;
  /** Heading of the column; empty when the row as a whole is meant. */
  readonly column: string;
  readonly found: string;
  readonly expected: string;
}

/** Where a row stands in its sheet. */
interface Placed {
  readonly row: number;
}

export interface UnitRow extends Placed {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly parentId?: string;
  readonly aliases: readonly string[];
  readonly checkinPoint?: LngLat;
  readonly boundary?: readonly LngLat[];
}

export interface CoverageRow extends Placed {
  readonly gridId: string;
  readonly estate: string;
  /** Empty = the whole estate. */
  readonly buildings: readonly string[];
  /** Empty = all units of the buildings. */
  readonly units: readonly string[];
  readonly aliases: readonly string[];
  readonly landmarks: readonly string[];
  readonly households?: number;
}

export interface StaffRow extends Placed {
  readonly staffNo: string;
  readonly name: string;
  readonly phone: string;
  readonly unitId: string;
  readonly role: string;
  readonly post?: string;
  readonly title?: string;
  readonly homeUnit?: string;
}

export interface ResidentRow extends Placed {
  readonly name: string;
  readonly phone?: string;
  readonly home: Address;
  readonly labels: readonly string[];
}

export interface PartnerRow extends Placed {
  readonly name: string;
  readonly communityId: string;
  readonly contactName?: string;
  readonly phone?: string;
  readonly offers: readonly string[];
}

export interface StationRow extends Placed {
  readonly communityId: string;
  readonly cadreNo: string;
  readonly assistantNo?: string;
  readonly place: string;
  readonly leaderNo?: string;
}

/** A workbook as read; undefined = the sheet is not there, which leaves what it would say as it is. */
export interface RosterWorkbook {
  readonly units: readonly UnitRow[];
  readonly coverages?: readonly CoverageRow[];
  readonly staff?: readonly StaffRow[];
  readonly residents?: readonly ResidentRow[];
  readonly partners?: readonly PartnerRow[];
  readonly stations?: readonly StationRow[];
}

/** A workbook with everything that was noticed in it. Nothing may be written while there are errors. */
export interface WorkbookRead {
  readonly workbook: RosterWorkbook;
  readonly errors: readonly CellFault[];
  readonly warnings: readonly CellFault[];
}

/** Called now and then with the rows handled so far. */
export type OnProgress = (sheet: string, rows: number) => void;
