import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { PROJECT_DIR } from './project-dir.js';

/** The environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of this process together with the `.env` file of the project; what the process was given wins.
 * The file's values are put into `process.env` too, because puppets read their own options from there.
 */
export function loadEnvironment(file = join(PROJECT_DIR, '.env')): Environment {
  const kept = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  for (const [name, value] of Object.entries(kept)) process.env[name] ??= value;
  return process.env;
}
