import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir, SetupError, say } from './project.mjs';
import { runNode } from './run-node.mjs';

const dist = join(projectDir, 'dist');
const draft = join(projectDir, '.dist-draft');
const stampFile = join(dist, '.built-from');

/** What decides the result of a build, beside `src`. */
const inputs = [
  'package-lock.json',
  'tsconfig.json',
  'nest-cli.json',
  'config/tools/tsconfig.build.json',
];

/** Whether dist was built from exactly the present sources. */
export function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint();
}

/** Builds beside dist and swaps at the end: a failed build, or a running service, is not left without its files. */
export async function compile() {
  say('正在编译……');
  const stamp = fingerprint();
  const nest = join('node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const code = await runNode([nest, 'build', '-p', 'config/tools/tsconfig.build.json'], {
    quiet: true,
  });
  if (code !== 0) throw new SetupError('编译没有通过，错误见上');
  writeFileSync(join(draft, '.built-from'), stamp);
  const old = join(projectDir, '.dist-old');
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(draft, dist);
  rmSync(old, { recursive: true, force: true });
}

/** By content: a fresh clone or a changed date alone asks for no build. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [...inputs, ...filesBelow('src')]) {
    const path = join(projectDir, file);
    hash.update(file).update('\0');
    if (existsSync(path)) hash.update(createHash('sha256').update(readFileSync(path)).digest());
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(join(projectDir, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(projectDir.length))
    .sort();
}
