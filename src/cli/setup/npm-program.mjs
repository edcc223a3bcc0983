import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from './project.mjs';

const CLI = join('node_modules', 'npm', 'bin', 'npm-cli.js');

/**
 * npm as a Node program: the one that started us, the one that came with this node, or one on the path. Found without
 * a shell, so that it works in an empty environment.
 */
export function npmProgram() {
  const given = process.env.npm_execpath ?? '';
  const folders = [dirname(process.execPath), ...(process.env.PATH ?? '').split(':')];
  const candidates = [
    given.endsWith('.js') ? given : '',
    ...folders.flatMap((folder) => [join(folder, '..', 'lib', CLI), join(folder, CLI)]),
    join('/usr/share/nodejs', 'npm', 'bin', 'npm-cli.js'),
  ];
  const found = candidates.find((path) => path !== '' && existsSync(path));
  if (!found) throw new SetupError('找不到 npm，请先装好 Node.js 自带的 npm');
  return found;
}
