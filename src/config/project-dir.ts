import { join } from 'node:path';

/** The folder of `package.json`: `config/` is found from here, whatever the working directory. */
export const PROJECT_DIR = join(import.meta.dirname, '..', '..');
