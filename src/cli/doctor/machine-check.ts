import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Settings } from '../../config/settings.js';
import { FolderLock } from '../../persistence/embedded/folder-lock.js';
import { doctorTexts as texts } from './doctor.texts.js';
import type { Finding } from './doctor.types.js';

const GIBIBYTE = 2 ** 30;

/** Below this PostgreSQL's own log files may no longer fit (max_wal_size of the embedded server is 1 GB). */
const DISK_WRONG_BYTES = GIBIBYTE;
const DISK_NOTICE_BYTES = 5 * GIBIBYTE;

/** Whether the service runs on the data folder. */
export function checkService({ dataDir }: Settings): Finding {
  const holder = existsSync(dataDir) ? new FolderLock(dataDir, 'service-lock').holder() : undefined;
  if (holder) return { about: 'service', verdict: 'fine', found: texts.running(holder.pid) };
  return {
    about: 'service',
    verdict: 'notice',
    found: texts.notRunning,
    advice: texts.notRunningAdvice,
  };
}

/** Whether the data folder has room to grow. */
export async function checkDisk({ dataDir }: Settings): Promise<Finding> {
  const { bavail, bsize } = await statfs(existing(dataDir));
  const freeBytes = bavail * bsize;
  const free = `${(freeBytes / GIBIBYTE).toFixed(1)} GB`;
  if (freeBytes >= DISK_NOTICE_BYTES)
    return { about: 'disk', verdict: 'fine', found: texts.diskFine(free) };
  const verdict = freeBytes < DISK_WRONG_BYTES ? 'wrong' : 'notice';
  return { about: 'disk', verdict, found: texts.diskLow(free), advice: texts.diskAdvice };
}

/** Nothing to say of a real channel here: whether its puppet is installed the settings say, the rest the database. */
export function checkPuppet({ channel }: Settings): Finding[] {
  return channel === 'sandbox' ? [{ about: 'channel', verdict: 'fine', found: texts.sandbox }] : [];
}

function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}
