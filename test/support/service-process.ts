import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SETTING_NAMES } from '../../src/config/environment-variables.js';
import { startProcess, type TestProcess } from './child-process.js';

/** The folder of package.json. */
export const PROJECT = join(import.meta.dirname, '../..');

/** What the service prints once it is open. */
const OPENED = /http:\/\/\S+\//;

/** A service in a process of its own. */
export interface ServiceProcess extends TestProcess {
  /** Such as `http://localhost:41234/`; rejects when it ends without opening. */
  readonly opened: Promise<string>;
}

/** Settings for a process of its own; empty where not given, so that no `.env` of this machine is seen. */
export function environmentOf(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const unset = Object.fromEntries(SETTING_NAMES.map((name) => [name, '']));
  return { ...unset, PATH: process.env.PATH, PORT: '0', ...settings };
}

/** Starts the built service as `npm start` does once everything is built. */
export function startService(settings: NodeJS.ProcessEnv, folder = PROJECT): ServiceProcess {
  const main = join(folder, 'dist', 'main.js');
  if (!existsSync(main)) throw new Error('dist is missing: run the tests with npm test');
  const service = startProcess([main], { cwd: folder, env: environmentOf(settings) });
  const opened = service.said(OPENED).then(([address]) => address);
  // Whoever starts a service that must fail looks at the exit code instead.
  opened.catch(() => undefined);
  return { ...service, opened };
}
