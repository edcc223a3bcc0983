import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DomainError } from '../../../kernel/errors.js';
import { fold } from '../../../understanding/normalise.rules.js';
import { label } from '../../../understanding/numerals.rules.js';
import { readPlace } from '../../../understanding/place-reading.rules.js';
import { round } from '../measurement.js';
import { placesTexts as texts } from './places-bench.texts.js';

/** Building, unit and room; undefined what an address does not have. */
export interface DoorParts {
  readonly building?: string;
  readonly unit?: string;
  readonly room?: string;
}

/** An address whose parts a person labelled. */
export interface LabelledAddress {
  readonly text: string;
  readonly door: DoorParts;
}

type Part = keyof DoorParts;

const PARTS: readonly Part[] = ['building', 'unit', 'room'];
/** Names of the labels in the file. */
const LABELS: Readonly<Record<Part, string>> = {
  building: 'houseno',
  unit: 'cellno',
  room: 'roomno',
};
/** Words around a number that say what it is, and nothing of which it is. */
const WORDS_AROUND =
  /^[第#_-]+|(?:号楼|号栋|号幢|栋楼|单元楼|单元|号室|号房|房间|[号栋幢座楼室房单门梯户#_,，-])+$/gu;

const barePart = (written: string) =>
  label(fold(written).replace(/\s/gu, '').toUpperCase().replace(WORDS_AROUND, ''));

function addressOf(line: string): LabelledAddress | undefined {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { address, parts } = Object(row) as Record<string, unknown>;
  if (typeof address !== 'string' || !Array.isArray(parts)) return undefined;
  const written = new Map((parts as [string, string][]).map(([name, value]) => [name, value]));
  const door = PARTS.flatMap((part) => {
    const value = written.get(LABELS[part]);
    return value === undefined ? [] : [[part, barePart(value)]];
  });
  return { text: address, door: Object.fromEntries(door) as DoorParts };
}

/**
 * Reads `{"address", "parts": [[name, text], …]}` lines.
 * @throws DomainError when there is no such file or a line is none
 */
export function readAddressFile(path: string): LabelledAddress[] {
  if (!existsSync(path)) throw new DomainError('bench.no-file', texts.noFile(path));
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') return [];
      const address = addressOf(line);
      if (!address)
        throw new DomainError('bench.bad-line', texts.badAddress(basename(path), i + 1));
      return [address];
    });
}

interface Share {
  readonly count: number;
  readonly right: number;
}

/** How exactly the doors of labelled addresses are read. */
export interface AddressFigures {
  readonly addresses: number;
  /** Of those that have building, unit and room: all three as labelled. */
  readonly allThree: Share;
  /** Of those that have at least one of them: all as labelled, and none that is not there. */
  readonly atLeastOne: Share;
  /** Each part where it is labelled. */
  readonly parts: Readonly<Record<Part, Share>>;
  /** What was read otherwise, as many as wanted. */
  readonly misses: readonly { readonly text: string; right: DoorParts; read: DoorParts }[];
}

const isSame = (part: Part, right: DoorParts, read: DoorParts) =>
  right[part] === (read[part] === undefined ? undefined : barePart(read[part]));

/** Building, unit and room as they are read, beside how a person labelled them. @param misses how many to tell */
export function measureAddresses(
  addresses: readonly LabelledAddress[],
  misses: number,
): AddressFigures {
  const read = addresses.map(({ text, door: right }) => {
    const { building, unit, room } = readPlace(text);
    const door = { building, unit, room } as DoorParts;
    return { text, right, read: door, isExact: PARTS.every((part) => isSame(part, right, door)) };
  });
  const share = (rows: typeof read, isRight: (row: (typeof read)[number]) => boolean): Share => ({
    count: rows.length,
    right: rows.length === 0 ? 0 : round(rows.filter(isRight).length / rows.length, 4),
  });
  const numbered = read.filter(({ right }) => PARTS.some((part) => right[part] !== undefined));
  const whole = numbered.filter(({ right }) => PARTS.every((part) => right[part] !== undefined));
  const partShare = (part: Part) =>
    share(
      numbered.filter(({ right }) => right[part] !== undefined),
      (row) => isSame(part, row.right, row.read),
    );
  return {
    addresses: addresses.length,
    allThree: share(whole, ({ isExact }) => isExact),
    atLeastOne: share(numbered, ({ isExact }) => isExact),
    parts: { building: partShare('building'), unit: partShare('unit'), room: partShare('room') },
    misses: numbered
      .filter(({ isExact }) => !isExact)
      .slice(0, misses)
      .map(({ text, right, read: said }) => ({ text, right, read: said })),
  };
}
