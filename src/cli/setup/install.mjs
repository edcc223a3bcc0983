import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectDir, SetupError, say } from './project.mjs';
import { runNode } from './run-node.mjs';

/**
 * Whether everything that package-lock.json asks for is installed, going by the list that npm keeps in node_modules.
 * What is there beyond it (a puppet installed by hand) does not matter.
 */
export function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf(join('node_modules', '.package-lock.json'));
  if (!wanted) throw new SetupError('package-lock.json 不在项目里，无法安装依赖');
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    // The first entry is the project; optional ones are mostly for other platforms.
    if (path === '') return true;
    const found = present[path];
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional);
  });
}

/** Installs with `npm ci`, development packages included, and puts puppets that were installed by hand back. */
export async function install() {
  const puppets = puppetsByHand();
  say('正在安装依赖（第一次大约需要一两分钟）……');
  await npm(['ci', '--include=dev'], '依赖没有装成，请检查网络后再试');
  if (puppets.length === 0) return;
  say(`正在装回手工安装的 ${puppets.join('、')}……`);
  await npm(
    ['install', '--no-save', '--include=dev', ...puppets],
    `没能装回 ${puppets.join('、')}，请手工再装一次`,
  );
}

/** Puppets in node_modules that neither the old nor the new package.json asks for, as `name@version`. */
function puppetsByHand() {
  const present = packagesOf(join('node_modules', '.package-lock.json')) ?? {};
  const wanted = packagesOf('package-lock.json') ?? {};
  return Object.entries(present)
    .filter(
      ([path, entry]) =>
        /^node_modules\/(@[^/]+\/)?[^/]*puppet[^/]*$/.test(path) && !wanted[path] && !entry.dev,
    )
    .map(([path, entry]) => specifierOf(path.slice('node_modules/'.length), entry));
}

function specifierOf(name, { version, resolved, link }) {
  if (link || resolved?.startsWith('file:'))
    return join(projectDir, resolved.replace(/^file:/, ''));
  return `${name}@${version}`;
}

function packagesOf(file) {
  const path = join(projectDir, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

async function npm(args, onFailure) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const code = await runNode([npmProgram(), ...args, ...quiet], { quiet: true });
  if (code !== 0) throw new SetupError(onFailure);
}

/** npm as a Node program: the one that started us, else the one beside node. */
function npmProgram() {
  const given = process.env.npm_execpath;
  const beside = dirname(process.execPath);
  const candidates = [
    given?.endsWith('.js') ? given : '',
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...(process.env.PATH ?? '')
      .split(':')
      .map((folder) => join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new SetupError('找不到 npm，请先装好 Node.js 自带的 npm');
  return found;
}
