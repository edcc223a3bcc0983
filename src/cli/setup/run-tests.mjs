import { runNode } from './run-node.mjs';

/** Settings of a service on this machine that tests must not see; the server of DATABASE_URL is theirs to use. */
const HIDDEN = /^(LINLI_(?!TEST_)|WECHATY_)|^(PORT|HOST|NODE_ENV|NODE_OPTIONS)$/;

/**
 * Runs jest.
 * @param {string[]} args for jest: paths, `-t` …
 * @returns {Promise<number>} its exit code
 */
export function runTests(args) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !HIDDEN.test(name)),
  );
  const jest = 'node_modules/jest/bin/jest.js';
  const flags = [
    '--experimental-vm-modules',
    '--no-warnings',
    jest,
    '-c',
    'config/tools/jest.config.mjs',
  ];
  return runNode([...flags, ...args], { env: { ...env, NODE_ENV: 'test' } });
}
