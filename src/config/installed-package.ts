import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PROJECT_DIR } from './project-dir.js';

/** Whether the project can load the npm package. */
export function isInstalled(name: string): boolean {
  try {
    createRequire(join(PROJECT_DIR, 'package.json')).resolve(name);
    return true;
  } catch (error) {
    // A package without an entry for `require` is installed all the same.
    return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  }
}
