import { normaliseName } from './building-range.rules.js';
import { gridOf } from './territory.rules.js';
import type { Territory } from './territory.types.js';
import { shortForm } from './territory-index.rules.js';

/** A name of the roster that may stand in somebody's text. */
export interface PlaceName {
  /** Normalised (`normaliseName`): half-width, no blanks, upper case. */
  readonly name: string;
  readonly kind: 'estate' | 'alias' | 'landmark' | 'unit';
  /** The official estate behind it; undefined for units and where several estates share the name. */
  readonly estate?: string;
  readonly gridIds: readonly string[];
  readonly communityIds: readonly string[];
}

interface Entry {
  readonly kind: PlaceName['kind'];
  readonly estates: Set<string>;
  readonly gridIds: Set<string>;
  readonly communityIds: Set<string>;
}

const cache = new WeakMap<Territory, readonly PlaceName[]>();

/** All names of a territory, the longest first, made once for each: what an address reader looks for in a text. */
export function placeNames(territory: Territory): readonly PlaceName[] {
  let names = cache.get(territory);
  if (!names) {
    names = collect(territory);
    cache.set(territory, names);
  }
  return names;
}

function collect(territory: Territory): PlaceName[] {
  const entries = new Map<string, Entry>();
  for (const { estate, gridId, communityId, aliases, landmarks } of territory.coverages) {
    const note = (name: string | undefined, kind: PlaceName['kind']) =>
      name && remember(entries, name, kind, estate, gridId, communityId);
    note(estate, 'estate');
    note(shortForm(estate), 'alias');
    for (const alias of aliases) note(alias, 'alias');
    for (const landmark of landmarks) note(landmark, 'landmark');
  }
  for (const unit of territory.units.values()) {
    if (unit.retired) continue;
    const gridId = gridOf(unit.id, territory)?.id;
    for (const name of [unit.name, ...unit.aliases]) {
      remember(entries, name, 'unit', undefined, gridId, unit.communityId);
    }
  }
  return [...entries].map(asName).sort((a, b) => b.name.length - a.name.length);
}

function remember(
  entries: Map<string, Entry>,
  name: string,
  kind: PlaceName['kind'],
  estate: string | undefined,
  gridId: string | undefined,
  communityId: string,
): void {
  const key = normaliseName(name);
  const known = entries.get(key);
  if (known && known.kind !== kind) return; // the estate's own name wins over a unit that is called alike
  const entry = known ?? { kind, estates: new Set(), gridIds: new Set(), communityIds: new Set() };
  if (estate) entry.estates.add(estate);
  if (gridId) entry.gridIds.add(gridId);
  entry.communityIds.add(communityId);
  entries.set(key, entry);
}

function asName([name, entry]: [string, Entry]): PlaceName {
  const [estate, ...others] = entry.estates;
  const sets = { gridIds: [...entry.gridIds], communityIds: [...entry.communityIds] };
  return estate && others.length === 0
    ? { name, kind: entry.kind, estate, ...sets }
    : { name, kind: entry.kind, ...sets };
}
