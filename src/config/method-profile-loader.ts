import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { parse, YAMLParseError } from 'yaml';
import { MethodProfile } from './method-profile.js';

/** Where the profiles lie; the same from `src/` and from `dist/`. */
export const METHODS_DIR = fileURLToPath(new URL('../../config/methods/', import.meta.url));

/** One thing wrong in a profile. */
export interface ProfileFault {
  readonly file: string;
  /** Dotted path: `levels.on_spot.limit.high`. */
  readonly key: string;
  readonly found: string;
  readonly expected: string;
}

/** A working-method profile cannot be used; lists every fault at once. */
export class MethodProfileError extends Error {
  override readonly name = 'MethodProfileError';

  constructor(readonly faults: readonly ProfileFault[]) {
    super(
      faults.map((f) => `${f.file}: ${f.key}: found ${f.found}, expected ${f.expected}`).join('\n'),
    );
  }
}

/**
 * Reads `<dir>/<name>.yaml` into a checked profile.
 * @throws MethodProfileError with every fault: file, key, what was found, what is expected
 */
export function loadMethodProfile(name: string, dir = METHODS_DIR): MethodProfile {
  const file = `${name}.yaml`;
  const profile = plainToInstance(MethodProfile, readYaml(name, dir, file), {
    exposeUnsetFields: false,
  });
  const faults = faultsIn(profile, file, true);
  if (typeof profile.name === 'string' && profile.name !== name) {
    faults.push({
      file,
      key: 'name',
      found: shown(profile.name),
      expected: `${name}, like the file`,
    });
  }
  if (faults.length > 0) throw new MethodProfileError(faults);
  return profile;
}

/** A profile as it is kept for the cases opened under it: its rules as JSON, and the name of exactly these rules. */
export function keptForm(profile: MethodProfile): {
  readonly hash: string;
  readonly rules: string;
} {
  const rules = JSON.stringify(sorted(profile));
  return { hash: createHash('sha256').update(rules).digest('hex').slice(0, 16), rules };
}

/**
 * The profile that was kept. Keys that this version does not know are left out: whoever went back a version still has
 * the rules he can read.
 * @throws MethodProfileError when this version needs what the kept rules do not have
 */
export function keptProfile(rules: string): MethodProfile {
  const profile = plainToInstance(MethodProfile, JSON.parse(rules) as object, {
    exposeUnsetFields: false,
  });
  const faults = faultsIn(profile, '(kept rules)', false);
  if (faults.length > 0) throw new MethodProfileError(faults);
  return profile;
}

const others = new Map<string, MethodProfile>();

/** The profile under which an earlier case was opened; today's where that file is gone, so that no case is left without rules. */
export function profileNamed(name: string, today: MethodProfile): MethodProfile {
  if (name === today.name) return today;
  const known = others.get(name);
  if (known) return known;
  const found = namesIn(METHODS_DIR).includes(name) ? loadMethodProfile(name) : today;
  others.set(name, found);
  return found;
}

function faultsIn(profile: MethodProfile, file: string, isStrict: boolean): ProfileFault[] {
  const options = { whitelist: true, forbidNonWhitelisted: isStrict, forbidUnknownValues: true };
  return validateSync(profile, options).flatMap((error) => faultsOf(error, file, ''));
}

/** Keys in one order, so that only a changed rule changes the hash, not a moved line. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, of]) => [key, sorted(of)]));
}

function readYaml(name: string, dir: string, file: string): object {
  // The name comes from the environment: it must stay a name inside the folder.
  if (!/^[a-z0-9-]+$/.test(name) || !namesIn(dir).includes(name)) {
    throw new MethodProfileError([
      {
        file,
        key: '(file)',
        found: 'no such profile',
        expected: `one of ${namesIn(dir).join(', ') || '(none)'}`,
      },
    ]);
  }
  try {
    const plain: unknown = parse(readFileSync(join(dir, file), 'utf8'));
    if (plain !== null && typeof plain === 'object' && !Array.isArray(plain)) return plain;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line ?? 1;
    throw new MethodProfileError([
      { file, key: `line ${line}`, found: error.code, expected: 'well-formed YAML' },
    ]);
  }
  throw new MethodProfileError([{ file, key: '(file)', found: 'no keys', expected: 'a profile' }]);
}

function namesIn(dir: string): string[] {
  return readdirSync(dir)
    .filter((entry) => entry.endsWith('.yaml'))
    .map((entry) => entry.slice(0, -5))
    .sort();
}

function faultsOf(error: ValidationError, file: string, parent: string): ProfileFault[] {
  const key = parent ? `${parent}.${error.property}` : error.property;
  const nested = (error.children ?? []).flatMap((child) => faultsOf(child, file, key));
  const [first] = Object.entries(error.constraints ?? {});
  if (!first) return nested;
  const expected = first[0] === 'whitelistValidation' ? 'no such key' : first[1];
  return [{ file, key, found: shown(error.value), expected }, ...nested];
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
