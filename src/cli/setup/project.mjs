// Plain JavaScript on Node's own modules: everything in this folder runs before anything is installed.
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const projectDir = fileURLToPath(new URL('../../../', import.meta.url));

/** Tells the person at the terminal what is going on; standard output belongs to the command's answer. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** A step of the set-up that failed; its message is all that the person needs. */
export class SetupError extends Error {}
