import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environmentOf, PROJECT } from './service-process.js';

/** Stands in for `nest build`: counts its runs, and compiles to a program that prints what `src/main.ts` says. */
const COMPILER = `
const fs = require('node:fs');
fs.appendFileSync('builds', 'x');
if (fs.readFileSync('src/main.ts', 'utf8').includes('broken')) process.exit(1);
fs.rmSync('.dist-draft', { recursive: true, force: true });
fs.mkdirSync('.dist-draft/cli', { recursive: true });
fs.copyFileSync('src/main.ts', '.dist-draft/main.js');
fs.writeFileSync('.dist-draft/cli/linli-main.js', "process.stdout.write('answer ' + process.argv.slice(2))");
`;

/** Where npm keeps what it fetched: the fixture's packages are files, so nothing leaves the machine. */
const OFFLINE = { npm_config_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };

/**
 * A small project with our real set-up scripts, whose packages are local files: installing and building it is quick and
 * needs no network.
 */
export class FixtureProject {
  readonly environment: NodeJS.ProcessEnv;

  /** @param folder an empty folder */
  constructor(readonly folder: string) {
    this.environment = environmentOf({ ...OFFLINE, HOME: join(folder, 'home') });
    cpSync(join(PROJECT, 'src', 'cli', 'setup'), join(folder, 'src', 'cli', 'setup'), {
      recursive: true,
    });
    for (const script of ['start', 'build', 'linli']) {
      cpSync(
        join(PROJECT, 'src', 'cli', `${script}.mjs`),
        join(folder, 'src', 'cli', `${script}.mjs`),
      );
    }
    this.pack('@nestjs/cli', '1.0.0', { 'bin/nest.js': COMPILER });
    this.pack('useful', '1.0.0', {});
    this.pack('wechaty-puppet-by-hand', '1.0.0', {});
    this.write('src/main.ts', "console.log('hello from main');\n");
    this.depend({ useful: '1.0.0' });
  }

  /** Writes package.json and its lock file, as somebody who changed a dependency would have committed them. */
  depend(dependencies: Readonly<Record<string, string>>): void {
    const files = Object.entries(dependencies).map(([name, version]) => [
      name,
      `file:${tarball(name, version)}`,
    ]);
    const manifest = {
      name: 'fixture',
      version: '1.0.0',
      type: 'module',
      scripts: JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')).scripts,
      dependencies: Object.fromEntries(files),
      devDependencies: { '@nestjs/cli': `file:${tarball('@nestjs/cli', '1.0.0')}` },
    };
    this.write('package.json', JSON.stringify(manifest));
    // Made elsewhere, as by a colleague: npm would note it in our node_modules too.
    const elsewhere = join(this.folder, 'elsewhere');
    for (const part of ['packages', 'package.json', 'package-lock.json']) {
      const source = join(this.folder, part);
      if (existsSync(source)) cpSync(source, join(elsewhere, part), { recursive: true });
    }
    this.npm('install', '--package-lock-only', '--prefix', elsewhere);
    this.write('package-lock.json', this.read('elsewhere/package-lock.json'));
  }

  /** Makes a package that `depend` and `npm install` can name. */
  pack(name: string, version: string, files: Readonly<Record<string, string>>): void {
    const source = `packages/${name.replace('/', '-')}-${version}`;
    for (const [path, text] of Object.entries(files)) this.write(`${source}/${path}`, text);
    this.write(`${source}/package.json`, JSON.stringify({ name, version }));
    this.npm('pack', `./${source}`, '--pack-destination', 'packages');
  }

  npm(...args: string[]): void {
    const { status, stderr } = spawnSync('npm', args, {
      cwd: this.folder,
      env: this.environment,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`);
  }

  /** The version of an installed package; undefined when it is not there. */
  installed(name: string): string | undefined {
    try {
      return JSON.parse(this.read(`node_modules/${name}/package.json`)).version;
    } catch {
      return undefined;
    }
  }

  /** How often it was compiled. */
  get builds(): number {
    try {
      return this.read('builds').length;
    } catch {
      return 0;
    }
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Path of a packed package inside the project. */
export function tarball(name: string, version: string): string {
  return `packages/${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
}
