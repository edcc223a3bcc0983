import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { gridFor } from '../territory/grid.rules.js';
import type { Territory } from '../territory/territory.types.js';
import { normaliseHome, normalisePersonName, residentKey } from './people.rules.js';
import type {
  PartnerUnit,
  RosterChange,
  RosterResident,
  Staff,
  StationPost,
} from './people.types.js';
import { PeopleRosterRepository, type StaffWritten } from './people-roster.repository.js';
import { type KeyedResident, ResidentRosterRepository } from './resident-roster.repository.js';

/** Rows a statement carries: large enough to be fast, small enough that progress is seen. */
const BATCH = 2_000;

/** Called after each batch with the rows written so far. */
export type OnRows = (done: number) => void;

/** What changed among the staff, and who needs an invitation now. */
export interface StaffChange extends RosterChange {
  readonly newcomers: readonly { readonly staffNo: string; readonly communityId: string }[];
}

/** Writes the people of a roster workbook. For the roster room, inside the transaction of an import. */
@Injectable()
export class PeopleRosterService {
  constructor(
    private readonly people: PeopleRosterRepository,
    private readonly residents: ResidentRosterRepository,
  ) {}

  /** Brings staff up to date; those of the communities who are not given any more become inactive. */
  async applyStaff(
    tx: Tx,
    communityIds: readonly string[],
    staff: readonly Staff[],
    now: Date,
    onRows?: OnRows,
  ): Promise<StaffChange> {
    const written: StaffWritten[] = [];
    for (const batch of batches(staff)) {
      written.push(...(await this.people.upsertStaff(tx, batch.rows)));
      onRows?.(batch.done);
    }
    const present = staff.map((one) => one.staffNo);
    const removed = await this.people.deactivateMissing(tx, communityIds, present, now);
    const newcomers = written.filter((one) => one.isNew);
    return {
      added: newcomers.length,
      changed: written.length - newcomers.length,
      removed,
      newcomers,
    };
  }

  /** Brings residents up to date; those who are not given any more leave the roster. */
  async applyResidents(
    tx: Tx,
    communityIds: readonly string[],
    residents: readonly RosterResident[],
    onRows?: OnRows,
  ): Promise<RosterChange> {
    const printed = this.residents.print(withKeys(residents));
    let added = 0;
    let changed = 0;
    for (const batch of batches(printed)) {
      const written = await this.residents.upsert(tx, batch.rows);
      added += written.added;
      changed += written.changed;
      onRows?.(batch.done);
    }
    // '-' holds those whose estate the roster does not know; they too come and go with it.
    const scope = [...communityIds, '-'];
    const removed = await this.residents.removeMissing(tx, scope, printed);
    return { added, changed, removed };
  }

  /** Looks up anew which grid answers for homes that were told in chat. @returns how many moved to another grid */
  async reassignChatHomes(
    tx: Tx,
    communityIds: readonly string[],
    territory: Territory,
  ): Promise<number> {
    const homes = await this.residents.listChatHomes(tx, communityIds);
    const moved = homes.flatMap(({ communityId, id, home, gridId: before }) => {
      const match = gridFor(home, territory, communityId);
      const gridId = match.kind === 'matched' ? match.gridId : undefined;
      return gridId === before ? [] : [{ communityId, id, home, ...(gridId ? { gridId } : {}) }];
    });
    if (moved.length > 0) await this.residents.saveGrids(tx, moved);
    return moved.length;
  }

  /** Replaces the station posts of the communities. */
  applyStations(
    tx: Tx,
    communityIds: readonly string[],
    posts: readonly StationPost[],
  ): Promise<RosterChange> {
    return this.people.replaceStations(tx, communityIds, posts);
  }

  /** Replaces the partner units of the communities. */
  applyPartners(
    tx: Tx,
    communityIds: readonly string[],
    partners: readonly PartnerUnit[],
  ): Promise<RosterChange> {
    return this.people.replacePartners(tx, communityIds, partners);
  }
}

/** Homes normalised, and each row told apart from others of the same name behind the same door. */
function withKeys(residents: readonly RosterResident[]): KeyedResident[] {
  const seen = new Map<string, number>();
  return residents.map((resident) => {
    const name = normalisePersonName(resident.name);
    const home = normaliseHome(resident.home);
    const key = residentKey(name, home);
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    return { ...resident, name, home, key: ordinal === 1 ? key : `${key}|${ordinal}` };
  });
}

function* batches<T>(rows: readonly T[]): Generator<{ rows: readonly T[]; done: number }> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH);
    yield { rows: batch, done: from + batch.length };
  }
}
