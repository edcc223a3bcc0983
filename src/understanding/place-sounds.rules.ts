import { lengthsOf, type NamedPlace, type PlaceIndex } from './place-index.rules.js';
import { shortName } from './place-keys.rules.js';
import { nearSoundOf, pinyinOf, soundOf } from './sound.rules.js';

/** Names of the roster under another key than they are written with. */
export interface NameTable {
  readonly names: ReadonlyMap<string, readonly NamedPlace[]>;
  readonly lengths: ReadonlyMap<string, readonly number[]>;
}

/** The roster's names by ear, in pinyin and with slips of the finger. Each table is built when it is first asked for. */
class NameSounds {
  private sameTable: NameTable | undefined;
  private nearTable: NameTable | undefined;
  private speltTable: NameTable | undefined;
  private slipTable: Map<string, SlipName[]> | undefined;

  constructor(private readonly index: PlaceIndex) {}

  /** By {@link soundOf}. */
  get same(): NameTable {
    this.sameTable ??= tableOf(this.index, soundOf);
    return this.sameTable;
  }

  /** By {@link nearSoundOf}. */
  get near(): NameTable {
    this.nearTable ??= tableOf(this.index, nearSoundOf);
    return this.nearTable;
  }

  /** By {@link pinyinOf}. */
  get spelt(): NameTable {
    this.speltTable ??= tableOf(this.index, pinyinOf);
    return this.speltTable;
  }

  /** Estates by their sound with any one character left out. */
  get slips(): ReadonlyMap<string, readonly SlipName[]> {
    this.slipTable ??= slipsOf(this.index);
    return this.slipTable;
  }
}

/** A name as it can be mistyped. */
export interface SlipName {
  readonly key: string;
  /** By {@link soundOf}. */
  readonly sound: string;
  /** Length of what comes before its 小区 or 花园. */
  readonly stem: number;
  readonly places: readonly NamedPlace[];
}

const SHORTEST_WITH_SLIP = 4;

function add(table: Map<string, NamedPlace[]>, key: string, places: readonly NamedPlace[]): void {
  const known = table.get(key);
  if (known) known.push(...places.filter((place) => !known.includes(place)));
  else table.set(key, [...places]);
}

function tableOf(index: PlaceIndex, keyOf: (name: string) => string | undefined): NameTable {
  const names = new Map<string, NamedPlace[]>();
  for (const [name, places] of index.names) {
    // Numbers of grids are not heard, and one syllable is no name.
    const key = /^[A-Z\d-]*$/.test(name) ? undefined : keyOf(name);
    if (key !== undefined) add(names, key, places);
  }
  return { names, lengths: lengthsOf(names) };
}

/** The key with one character left out, each way, and the key itself. */
export function withoutOne(key: string): string[] {
  const keys = [key];
  for (let i = 0; i < key.length; i += 1) keys.push(key.slice(0, i) + key.slice(i + 1));
  return keys;
}

function slipsOf(index: PlaceIndex): Map<string, SlipName[]> {
  const table = new Map<string, SlipName[]>();
  for (const [key, all] of index.names) {
    const places = all.filter((place) => !place.isShort && place.kind !== 'unit');
    if (key.length < SHORTEST_WITH_SLIP || places.length === 0) continue;
    const sound = soundOf(key);
    const name = { key, sound, stem: shortName(key)?.length ?? key.length, places };
    for (const part of new Set(withoutOne(sound))) {
      const known = table.get(part);
      if (known) known.push(name);
      else table.set(part, [name]);
    }
  }
  return table;
}

const CACHE = new WeakMap<PlaceIndex, NameSounds>();

/** The sounds of a roster's names; kept as long as its index. */
export function soundsOf(index: PlaceIndex): NameSounds {
  let sounds = CACHE.get(index);
  if (!sounds) {
    sounds = new NameSounds(index);
    CACHE.set(index, sounds);
  }
  return sounds;
}
