import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lies beside the embedded database; readable by its owner only. */
export const SECRET_KEY_FILE = 'secret.key';

/**
 * The keys to use with the embedded database: the configured ones first, then the one that the data folder holds, so
 * that what was sealed before somebody set `LINLI_SECRET_KEY` can still be opened. Made on the first start.
 * @returns undefined when there is a database but its key is lost
 */
export function embeddedSecretKeys(
  dataDir: string,
  configured: readonly string[],
): [string, ...string[]] | undefined {
  const file = join(dataDir, SECRET_KEY_FILE);
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  const [first, ...others] = new Set(kept ? [...configured, kept] : configured);
  if (first !== undefined) return [first, ...others];
  if (existsSync(join(dataDir, 'embedded.json'))) return undefined;
  return [makeKey(dataDir, file)];
}

function makeKey(dataDir: string, file: string): string {
  const key = randomBytes(32).toString('base64url');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    // Another process made it in the same moment: its key is the one.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      return readFileSync(file, 'utf8').trim();
    throw error;
  }
}
