import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, markOf, type ProcessMark } from './processes.js';

/**
 * The processes that use the embedded server of a data folder: the service, and commands beside it. One file each,
 * named by its process number. The last one to leave stops the server.
 */
export class ServerUsers {
  private readonly folder: string;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'server-users');
    mkdirSync(this.folder, { recursive: true });
  }

  join(): void {
    writeFileSync(this.fileOf(process.pid), JSON.stringify(markOf()));
  }

  leave(): void {
    rmSync(this.fileOf(process.pid), { force: true });
  }

  /** Whether another living process uses the server. Files of dead ones are removed. */
  hasOthers(): boolean {
    let others = false;
    for (const file of readdirSync(this.folder)) {
      const mark = this.read(file);
      if (mark && isAlive(mark)) others ||= mark.pid !== process.pid;
      else rmSync(join(this.folder, file), { force: true });
    }
    return others;
  }

  /**
   * Starts a small process that outlives ours, however ours ends, and then stops the server unless others use it.
   * @param removeAfter temporary folders to remove once the server is gone; without line breaks in their names
   */
  watch(serverPid: number, removeAfter: readonly string[] = []): Watchdog {
    if (process.platform === 'win32') return { dismiss: () => undefined };
    const watchdog = spawn('/bin/sh', ['-c', WATCHDOG], {
      cwd: '/',
      detached: true,
      env: {
        PATH: process.env.PATH,
        SERVER: String(serverPid),
        OWNER: String(process.pid),
        USERS: this.folder,
        REMOVE: removeAfter.join('\n'),
      },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    watchdog.on('error', () => undefined);
    watchdog.unref();
    (watchdog.stdin as unknown as { unref?: () => void } | null)?.unref?.();
    return { dismiss: () => dismiss(watchdog) };
  }

  private read(file: string): ProcessMark | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as ProcessMark;
    } catch {
      return undefined;
    }
  }

  private fileOf(pid: number): string {
    return join(this.folder, String(pid));
  }
}

/** Ends with its owner; `dismiss` when the owner has tidied up by itself. */
export interface Watchdog {
  dismiss(): void;
}

/** Its standard input closes when its owner ends, even by `kill -9`. */
const WATCHDOG = `
cat >/dev/null
rm -f "$USERS/$OWNER"
for file in "$USERS"/*; do
  user=\${file##*/}
  [ "$user" != '*' ] && kill -0 "$user" 2>/dev/null && exit 0
done
kill -INT "$SERVER" 2>/dev/null
if [ -n "$REMOVE" ]; then
  while kill -0 "$SERVER" 2>/dev/null; do sleep 0.2; done
  echo "$REMOVE" | while IFS= read -r folder; do rm -rf "$folder"; done
fi
`;

function dismiss(watchdog: ChildProcess): void {
  if (watchdog.pid === undefined) return;
  try {
    process.kill(-watchdog.pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
