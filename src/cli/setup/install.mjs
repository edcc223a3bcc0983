import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { npmProgram } from './npm-program.mjs';
import { projectDir, SetupError, say } from './project.mjs';
import { runNode } from './run-node.mjs';

const modules = join(projectDir, 'node_modules');

/** Says of which package-lock.json everything was found to be installed. */
const stampFile = join(modules, '.linli-installed');

/** Written by npm when an installation is complete. */
const completeFile = join(modules, '.package-lock.json');

/**
 * Whether everything that package-lock.json asks for is installed. What is there beyond it (a puppet installed by hand)
 * does not matter, nor who installed it.
 */
export function isInstalled() {
  const stamp = lockHash();
  if (readText(stampFile) === stamp) return true;
  if (!existsSync(completeFile) || !holdsAllPackages()) return false;
  keep(stamp);
  return true;
}

/** Installs with `npm ci`, development packages included, and puts puppets that were installed by hand back. */
export async function install() {
  const puppets = puppetsByHand();
  say('正在安装依赖（第一次大约需要一两分钟）……');
  await npm(['ci', '--include=dev'], '依赖没有装成，请检查网络后再试');
  if (puppets.length > 0) {
    say(`正在装回手工安装的 ${puppets.join('、')}……`);
    const advice = `没能装回 ${puppets.join('、')}，请手工再装一次`;
    await npm(['install', '--no-save', '--include=dev', ...puppets], advice);
  }
  keep(lockHash());
}

/** Looks into every package: npm's own list may be ahead of what is there (`npm install --package-lock-only`). */
function holdsAllPackages() {
  return Object.entries(lockedPackages()).every(([path, { version, optional, link }]) => {
    // The first entry is the project; optional ones are mostly for other platforms.
    if (path === '' || optional || link) return true;
    return versionOf(join(projectDir, path)) === version;
  });
}

/** Puppets in node_modules that package-lock.json does not ask for, as npm wants them named. */
function puppetsByHand() {
  const wanted = lockedPackages();
  return topLevelPackages()
    .filter((name) => name.includes('puppet') && !wanted[`node_modules/${name}`])
    .map((name) => specifierOf(name));
}

function topLevelPackages() {
  const list = (folder) => (existsSync(folder) ? readdirSync(folder) : []);
  return list(modules).flatMap((name) =>
    name.startsWith('@') ? list(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

/** A folder that was linked, the file it came from where npm still knows, else the version from the registry. */
function specifierOf(name) {
  const folder = join(modules, name);
  if (lstatSync(folder).isSymbolicLink()) return realpathSync(folder);
  const { resolved } = packagesOf(completeFile)[`node_modules/${name}`] ?? {};
  if (resolved?.startsWith('file:')) return join(projectDir, resolved.slice('file:'.length));
  return `${name}@${versionOf(folder)}`;
}

async function npm(args, onFailure) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const code = await runNode([npmProgram(), ...args, ...quiet], { quiet: true });
  if (code !== 0) throw new SetupError(onFailure);
}

/** Somebody else's installation cannot be stamped; then it is looked through every time. */
function keep(stamp) {
  try {
    writeFileSync(stampFile, stamp);
  } catch {}
}

function lockHash() {
  return createHash('sha256')
    .update(readText(join(projectDir, 'package-lock.json')))
    .digest('hex');
}

function lockedPackages() {
  return packagesOf(join(projectDir, 'package-lock.json'));
}

function packagesOf(file) {
  const text = readText(file);
  if (text === '') throw new SetupError(`缺少 ${file}，无法安装依赖`);
  return JSON.parse(text).packages;
}

function versionOf(folder) {
  const text = readText(join(folder, 'package.json'));
  return text === '' ? undefined : JSON.parse(text).version;
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
