import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderLock } from '../../src/persistence/embedded/folder-lock.js';

// `hold`: takes the lock and keeps it. `count`: adds one to a file under the lock, so many times.
const [folder = '', task, times = '0'] = process.argv.slice(2);
const lock = new FolderLock(folder, 'lock');

if (task === 'hold') {
  process.stdout.write(lock.tryTake() ? 'held\n' : 'refused\n');
  process.stdin.resume();
} else {
  const file = join(folder, 'counter');
  for (let left = Number(times); left > 0; left -= 1) {
    const held = await lock.take(30_000);
    if (!held) throw new Error('never free');
    writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + 1));
    held.release();
  }
}
