/** Levels of `组织` that the house itself knows; a profile may name others, which then behave like a grid's parent. */
export type UnitLevel = '区' | '街道' | '社区' | '网格' | (string & {});

/** One row of `组织`: district, street, community, grid, building, firm … */
export interface OrgUnit {
  /** Number of the roster workbook, unique in the district: `G03`. */
  readonly id: string;
  /** The community it belongs to, or its own id above that level. */
  readonly communityId: string;
  readonly name: string;
  readonly level: UnitLevel;
  readonly parentId?: string;
  readonly aliases: readonly string[];
  readonly checkinPoint?: LngLat;
  /** Ring of points; the last need not repeat the first. */
  readonly boundary?: readonly LngLat[];
  /** It left the roster; kept because old cases name it. Nothing new goes to it. */
  readonly retired?: boolean;
}

/** GCJ-02, as WeChat sends it. */
export interface LngLat {
  readonly lng: number;
  readonly lat: number;
}

/** One row of `地址`: doors a grid answers for. */
export interface Coverage {
  readonly communityId: string;
  readonly gridId: string;
  readonly estate: string;
  /** Building labels, ranges spelled out (`1-6` → `1`…`6`); empty = the whole estate. */
  readonly buildings: readonly string[];
  /** Only this unit (单元) of the buildings; undefined = all. */
  readonly unit?: string;
  /** Other names people use for the estate or the building. */
  readonly aliases: readonly string[];
  readonly landmarks: readonly string[];
  readonly households?: number;
}

/** A door as far as it was told; labels as the roster writes them (`3`, `甲`, `501`). */
export interface Address {
  readonly estate?: string;
  readonly building?: string;
  readonly unit?: string;
  readonly room?: string;
}

/** The whole map of one deployment, read-only and in memory. */
export interface Territory {
  /** Grows with every roster import. */
  readonly version: number;
  readonly units: ReadonlyMap<string, OrgUnit>;
  readonly coverages: readonly Coverage[];
}

/** Which grid answers for an address. */
export type GridMatch =
  | { readonly kind: 'matched'; readonly gridId: string }
  /** Several grids fit; ask with a numbered choice. Never empty. */
  | { readonly kind: 'ambiguous'; readonly gridIds: readonly string[] }
  | { readonly kind: 'none' };
