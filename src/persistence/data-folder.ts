import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Nobody but our own account. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** PostgreSQL keeps its own folder, which its account has to reach, as strict as it must be. */
const SERVER_FOLDER = 'postgres';

/**
 * From now on whatever this process writes is for its own account alone, also what libraries write (a puppet's memory of
 * its login); what an earlier start left open in the data folder is closed. To be called once the embedded server runs:
 * that one's account is another when we are root.
 * @param isOurs whether nobody else has to walk through the data folder itself
 */
export function keepDataPrivate(dataDir: string, isOurs: boolean): void {
  process.umask(0o777 & ~FOLDER_MODE);
  if (isOurs) restrict(dataDir, FOLDER_MODE);
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    if (entry.isFile()) restrict(join(dataDir, entry.name), FILE_MODE);
    else if (entry.name !== SERVER_FOLDER) close(join(dataDir, entry.name));
  }
}

/** Sets the mode. What belongs to somebody else and may still be used keeps its own, so do folders that all may write to. */
export function restrict(path: string, mode: number): void {
  try {
    if ((statSync(path).mode & 0o1000) === 0) chmodSync(path, mode);
  } catch (error) {
    // ENOENT: another process of ours has just removed it.
    if (!['EPERM', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Closes a folder with everything in it; what lies in one that is closed already was written so, or cannot be reached. */
function close(folder: string): void {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory() || (stats.mode & 0o077) === 0) return;
  restrict(folder, FOLDER_MODE);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) close(join(folder, entry.name));
    else if (entry.isFile()) restrict(join(folder, entry.name), FILE_MODE);
  }
}
