import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProcess } from '../support/child-process.js';
import { FixtureProject, tarball } from '../support/fixture-project.js';

const INSTALLING = '正在安装依赖';
const BUILDING = '正在编译';

describe('the commands, in a fresh clone', () => {
  let folder: string;
  let project: FixtureProject;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'linli-clone-'));
    project = new FixtureProject(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function run(script: string, env: NodeJS.ProcessEnv = {}, ...args: string[]) {
    const child = startProcess([`src/cli/${script}.mjs`, ...args], {
      cwd: folder,
      env: { ...project.environment, ...env },
    });
    return { code: await child.exited, output: child.output() };
  }

  it('install and build first, development packages too, whatever NODE_ENV says', async () => {
    const { code, output } = await run('start', { NODE_ENV: 'production' });
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/正在安装依赖[\s\S]*正在编译[\s\S]*hello from main/),
    ]);
    expect([project.installed('useful'), project.builds]).toEqual(['1.0.0', 1]);
  });

  it('do neither when nothing changed, or only a date', async () => {
    const longAgo = new Date(0);
    utimesSync(join(folder, 'src', 'main.ts'), longAgo, longAgo);
    const { output } = await run('start');
    expect(output).toBe('hello from main\n');
    expect(project.builds).toBe(1);
  });

  it('leave standard output to the answer', async () => {
    project.write('src/main.ts', "console.log('changed');\n");
    const { output } = await run('linli', {}, 'doctor');
    expect(output).toContain(BUILDING);
    expect(output).toMatch(/answer doctor$/);
  });

  it('build once when several start at the same moment', async () => {
    const before = project.builds;
    project.write('src/main.ts', "console.log('again');\n");
    const runs = await Promise.all([run('start'), run('start'), run('start')]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(runs.every(({ output }) => output.endsWith('again\n'))).toBe(true);
    expect(project.builds).toBe(before + 1);
  });

  it('pass over a set-up that was killed in the middle', async () => {
    writeFileSync(join(folder, '.setup', 'lock.999'), '1 1');
    project.write('src/main.ts', "console.log('after a kill');\n");
    expect((await run('start')).output).toContain('after a kill');
  });

  it('keep the last build when a new one fails, and say so with exit code 1', async () => {
    const good = project.read('src/main.ts');
    project.write('src/main.ts', 'broken');
    const { code, output } = await run('start');
    expect([code, output]).toEqual([1, expect.stringContaining('编译没有通过')]);
    expect(existsSync(join(folder, 'dist', 'main.js'))).toBe(true);
    project.write('src/main.ts', good);
  });

  it('leave a puppet that was installed by hand where it is', async () => {
    project.npm('install', '--no-save', `./${tarball('wechaty-puppet-by-hand', '1.0.0')}`);
    const { output } = await run('start');
    expect(output).not.toContain(INSTALLING);
    expect(project.installed('wechaty-puppet-by-hand')).toBe('1.0.0');
  });

  it('install again when the lock file changed, and put the puppet back', async () => {
    project.pack('useful', '2.0.0', {});
    project.depend({ useful: '2.0.0' });
    const { code, output } = await run('start');
    expect([code, output]).toEqual([0, expect.stringContaining(INSTALLING)]);
    expect(project.installed('useful')).toBe('2.0.0');
    expect(project.installed('wechaty-puppet-by-hand')).toBe('1.0.0');
  });

  it('say in one sentence that installing failed', async () => {
    rmSync(join(folder, 'node_modules'), { recursive: true });
    rmSync(join(folder, tarball('useful', '2.0.0')));
    rmSync(join(folder, 'home'), { recursive: true, force: true });
    const { code, output } = await run('start');
    expect([code, output]).toEqual([1, expect.stringContaining('依赖没有装成')]);
    expect(output).not.toContain('    at ');
  });
});
