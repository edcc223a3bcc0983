import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServerUrl } from '../support/test-server.js';

const MAIN = join(import.meta.dirname, '../../dist/cli/linli-main.js');
/** Nest and Wechaty are loaded by a child first; slow where other specs load them at the same time. */
const TIMEOUT_MS = 120_000;

const FILES = {
  'a-passes': '# 过得去\n小赵> 你好\nbot@小赵> …您好…\ncases 0\n',
  'b-fails': '# 过不去\n小赵> 你好\nbot@小赵> 再见\n',
  'c-unread': '小赵> 你好\n# 回话没人读\n',
  'd-wrong': '小赵> 你好\nbot@小赵> …\nafter lunch\n',
  'e-nowhere': '# 没有这个名册\nworld nowhere\n小赵> 你好\n',
} as const;

describe('linli transcript', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'linli-transcript-spec-'));
    for (const [name, text] of Object.entries(FILES)) {
      await writeFile(join(folder, `${name}.chat.txt`), text);
    }
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'plays a folder, tells where and why, and counts at the end',
    async () => {
      const { code, out } = await linli(folder);
      expect(code).toBe(1);
      expect(out).toMatch(/b-fails\.chat\.txt:3\n {2}应该：「bot@小赵> 再见」\n {2}实际：.*您好/);
      expect(out).toMatch(/当时的对话：\n {4}now .*\n {4}小赵> 你好\n {4}bot@小赵> .*您好/);
      expect(out).toMatch(/c-unread\.chat\.txt:1\n {2}应该：到文件结尾没有未读的消息/);
      expect(out).toContain('d-wrong.chat.txt:3: 「lunch」不是时长');
      expect(out).toMatch(
        /e-nowhere\.chat\.txt:2\n {2}应该：「world nowhere」.*\n {2}实际：没有名册/,
      );
      expect(out).not.toContain('a-passes');
      expect(out.trimEnd().split('\n').at(-1)).toBe('1 passed, 4 failed');
    },
    TIMEOUT_MS,
  );

  it(
    'ends with 0 when everything passed',
    async () => {
      const { code, out } = await linli(join(folder, 'a-passes.chat.txt'));
      expect({ code, out }).toEqual({ code: 0, out: '1 passed, 0 failed\n' });
    },
    TIMEOUT_MS,
  );

  it.each([
    [[], '缺少'],
    [['no-such-file'], '没有 no-such-file 这个文件或文件夹'],
    [[join(import.meta.dirname, '../support')], '没有 *.chat.txt 文件'],
  ])('called with %j ends with 2 and one line', async (paths, words) => {
    const { code, out, errors } = await linli(...paths);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors).toContain(words);
    expect(errors.trimEnd().split('\n')).toHaveLength(1);
  });
});

function linli(...paths: string[]): Promise<{ code: number | null; out: string; errors: string }> {
  const env = { ...process.env, DATABASE_URL: testServerUrl(), LINLI_SECRET_KEY: 'only for tests' };
  const child = spawn(process.execPath, [MAIN, 'transcript', ...paths], { env });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, errors })));
}
