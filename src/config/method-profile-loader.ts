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
  const plain = readYaml(name, dir, file);
  const profile = plainToInstance(MethodProfile, plain, { exposeUnsetFields: false });
  const faults = validateSync(profile, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  }).flatMap((error) => faultsOf(error, file, ''));
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
