import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian and its kin put the programs of each major version. */
const DEBIAN_DIR = '/usr/lib/postgresql';

/** What a package's scripts ask before they start a server; 101 = no. Without it the new one would take port 5432. */
const START_POLICY = '/usr/sbin/policy-rc.d';

/** A source of packages that does not answer must not hold up everything else. */
const APT_OPTIONS = [
  '-qq',
  '-o',
  'Acquire::Retries=1',
  '-o',
  'Acquire::http::Timeout=20',
  '-o',
  'Dpkg::Use-Pty=0',
];
const APT_TIMEOUT_MS = 240_000;

/**
 * Finds a PostgreSQL that the system brings: the oldest one that is not too old, being the farthest from the embedded.
 * @param {number} oldest major version
 * @param {string} folder where to look
 * @returns {{version: number, bin: string} | undefined} bin: the folder with its programs
 */
export function findSystemPostgres(oldest, folder = DEBIAN_DIR) {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ version: Number(name), bin: join(folder, name, 'bin') }))
    .filter(({ version, bin }) => version >= oldest && isComplete(bin))
    .sort((a, b) => a.version - b.version)[0];
}

/**
 * Installs the one of the distribution with apt-get; its server is not started.
 * @returns {string} why that did not work; empty when it did
 */
export function installSystemPostgres() {
  if (process.getuid?.() !== 0) return '不是 root，不能用 apt-get 安装';
  if (run('apt-get', ['--version']) !== '') return '没有 apt-get';
  const hadPolicy = existsSync(START_POLICY);
  if (!hadPolicy) writeFileSync(START_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    // Lists of packages that cannot be renewed may still do.
    run('apt-get', [...APT_OPTIONS, 'update']);
    return run('apt-get', [
      ...APT_OPTIONS,
      'install',
      '--yes',
      '--no-install-recommends',
      'postgresql',
    ]);
  } finally {
    if (!hadPolicy) rmSync(START_POLICY, { force: true });
  }
}

function isComplete(bin) {
  return ['initdb', 'postgres'].every((program) => existsSync(join(bin, program)));
}

/** @returns {string} the last line that it said when it failed; empty when it did not */
function run(program, args) {
  const result = spawnSync(program, args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    timeout: APT_TIMEOUT_MS,
  });
  if (result.status === 0) return '';
  const said = String(result.stderr ?? '')
    .trim()
    .split('\n')
    .at(-1);
  return said || String(result.error?.message ?? `${program} ${result.signal ?? result.status}`);
}
