import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProcess } from '../support/child-process.js';
import { environmentOf, PROJECT, startService } from '../support/service-process.js';
import { emptyDatabase } from '../support/test-server.js';

const MAIN = join(PROJECT, 'dist/cli/linli-main.js');
const KEY = 'a key of more than thirty-two characters';

let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'linli-commands-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function linli(args: readonly string[], settings: NodeJS.ProcessEnv = {}) {
  const child = startProcess([MAIN, ...args], {
    cwd: PROJECT,
    env: environmentOf({ LINLI_DATA_DIR: dataDir, ...settings }),
  });
  return { code: await child.exited, output: child.output() };
}

describe('the command line', () => {
  it('lists its commands', async () => {
    const { code, output } = await linli(['--help']);
    expect(code).toBe(0);
    for (const name of ['import', 'transcript', 'understand', 'bench', 'doctor']) {
      expect(output).toMatch(new RegExp(`^ +${name}\\b`, 'm'));
    }
  });

  it.each([['doctor'], ['import'], ['transcript'], ['bench'], ['understand']])(
    '%s explains itself',
    async (name) => {
      const { code, output } = await linli([name, '--help']);
      expect([code, output]).toEqual([0, expect.stringContaining(`linli ${name}`)]);
    },
  );

  it.each([
    ['no command', []],
    ['an unknown command', ['dance']],
    ['a command that looks like a path', ['../doctor']],
    ['an unknown option', ['doctor', '--loud']],
    ['too many words', ['doctor', 'now']],
    ['a missing file', ['import']],
    ['an option that is no number', ['bench', 'turns', '--seconds', 'x']],
    ['an unknown option of a part of a command', ['bench', 'turns', '--loud']],
  ])('answers %s with one line and exit code 2', async (_title, args) => {
    const { code, output } = await linli(args);
    expect(code).toBe(2);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toMatch(/^linli: /);
    expect(output).not.toMatch(/error|invalid|unknown/);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [MAIN, 'doctor'], { env: environmentOf({ PORT: 'x' }) });
    child.stdout.destroy();
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(errors).toBe('');
  });
});

describe('doctor', () => {
  it('names wrong settings and fails', async () => {
    const { code, output } = await linli(['doctor'], {
      PORT: 'http',
      HOST: '0.0.0.0',
      LINLI_CHANNEL: 'wechaty-puppet-nobody-wrote',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/✗ 设置：LINLI_CONSOLE_TOKEN[\s\S]*✗ 设置：PORT/);
    expect(output).toMatch(/✗ 设置：LINLI_CHANNEL.*npm install --no-save/);
  });

  it('finds everything in order beside a running service', async () => {
    const database = await emptyDatabase();
    const settings = { DATABASE_URL: database.url, LINLI_SECRET_KEY: KEY, LINLI_DATA_DIR: dataDir };
    const before = await linli(['doctor'], settings);
    expect([before.code, before.output]).toEqual([0, expect.stringContaining('升级还没有做')]);
    expect(before.output).not.toContain('一切正常');

    const service = startService(settings);
    await service.opened;
    const { code, output } = await linli(['doctor'], settings);
    expect([code, output]).toEqual([0, expect.stringContaining(`进程 ${service.pid}`)]);
    for (const about of ['设置', '数据库', '数据结构', '时钟', '服务', '渠道', '磁盘']) {
      expect(output).toContain(`✓ ${about}：`);
    }
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
    await database.drop();
  });

  it('says what to do when the database cannot be reached or a name is misspelt', async () => {
    const { code, output } = await linli(['doctor'], {
      DATABASE_URL: 'postgres://linli:topsecret@127.0.0.1:1/linli',
      LINLI_SECRET_KEY: 'too short',
      LINLI_METOD: 'x',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/✗ 数据库：.*\n {2}→ /);
    expect(output).toContain('LINLI_METOD');
    expect(output).toContain('容易被猜到');
    expect(output).not.toContain('topsecret');
  });

  it('looks without starting anything for good', async () => {
    const fresh = join(dataDir, 'fresh');
    const { code, output } = await linli(['doctor'], { LINLI_DATA_DIR: fresh });
    expect([code, output]).toEqual([0, expect.stringContaining('还没有启动过服务')]);
  });
});
