import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { register } from '../../src/cli/commands/model.command.js';
import { openTestDatabase, TEST_SECRET, type TestDatabase } from '../support/database.js';
import { query } from '../support/messages-house.js';

let database: TestDatabase;
const environment = { ...process.env };

beforeAll(async () => {
  database = await openTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, LINLI_SECRET_KEY: TEST_SECRET });
});

afterAll(async () => {
  process.env = environment;
  await database.drop();
});

/** What the command prints on standard output, line by line. */
async function model(...args: string[]): Promise<string[]> {
  const program = new Command('linli');
  register(program);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  const printed: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  try {
    await program.parseAsync(['model', ...args], { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return printed.join('').trimEnd().split('\n');
}

/** Three lessons as the service would have left them: kept, refused, kept and in use. */
async function seedLessons(): Promise<void> {
  const rows = [
    `(1, '2026-12-01 10:00+08', 'kept', 20, 60, 5, 3, 1, 15, 15, '\\x01', null)`,
    `(2, '2026-12-02 10:00+08', 'refused', 22, 61, 5, 2, 3, 15, 15, null, null)`,
    `(3, '2026-12-03 10:00+08', 'kept', 30, 80, 8, 6, 4, 20, 19, '\\x03', null)`,
  ];
  await query(database, `insert into category_model values ${rows.join(', ')}`);
  await query(
    database,
    `insert into category_correction (community_id, case_number, category, was, words, staff_no, at, lesson)
     values ('S01', 'L1001', '民政', '城乡建设', '\\x00', 'G1', '2026-12-01 09:00+08', 1),
            ('S01', 'L1002', '民政', '城乡建设', '\\x00', 'G1', '2026-12-03 09:00+08', 3)`,
  );
  await query(database, 'update category_model_version set version = 2, in_use = 3');
}

const version = async () =>
  (await query<{ version: string }>(database, 'select version from category_model_version'))[0]
    ?.version;

describe('linli model', () => {
  it('says so when nothing was learned yet, and that there is nothing to go back to', async () => {
    expect(await model('list')).toEqual(['还没学过，用的是出厂的模型']);
    await expect(model('rollback')).rejects.toThrow('没有能退回去的版本');
  });

  it('lists every lesson with its exam, goes back step by step, and every process hears of it', async () => {
    await seedLessons();
    expect(await model('list')).toEqual([
      '在用：版本 3',
      '版本 3　2026-12-03 10:00　在用　学了 30 件改过类别的、80 件没改的；留着考的：改过的 8 件对 6 件（原来对 4 件），没改的 20 件对 19 件',
      '版本 2　2026-12-02 10:00　没采用　学了 22 件改过类别的、61 件没改的；留着考的：改过的 5 件对 2 件（原来对 3 件），没改的 15 件对 15 件',
      '版本 1　2026-12-01 10:00　可退回到　学了 20 件改过类别的、60 件没改的；留着考的：改过的 5 件对 3 件（原来对 1 件），没改的 15 件对 15 件',
    ]);
    await expect(model('rollback', '2')).rejects.toThrow('没有能退回去的版本');
    await expect(model('rollback', 'x')).rejects.toThrow('不是版本号');
    expect(await model('rollback')).toEqual([
      '从版本 3退回到版本 1，正在运行的服务下一条消息起就用它。1 件改过的类别不再拿来学。',
    ]);
    expect(await version()).toBe('3');
    expect((await model('list'))[0]).toBe('在用：版本 1');
    expect(await model('rollback', '0')).toEqual([
      '从版本 1退回到出厂的模型，正在运行的服务下一条消息起就用它。1 件改过的类别不再拿来学。',
    ]);
    expect(await version()).toBe('4');
    const [head, third] = await model('list');
    expect(head).toBe('在用：出厂的模型');
    expect(third).toMatch(/^版本 3　2026-12-03 10:00　\d{4}-\d\d-\d\d \d\d:\d\d 退回/u);
  });

  it('tells what the large model was asked, day by day and community by community, and what it took', async () => {
    expect(await model('usage')).toEqual(['没有问过大模型']);
    await query(
      database,
      `insert into advice_use (community_id, day, outcome, times, tokens_in, tokens_out, unmetered, cost)
       values ('S01', '2026-12-01', 'used', 2, 1800, 80, 0, 1600), ('S01', '2026-12-01', 'nonsense', 1, 0, 0, 1, 0),
              ('S01', '2026-12-01', 'slow', 3, 0, 0, 0, 0), ('S01', '2026-12-01', 'resting', 4, 0, 0, 0, 0),
              ('-', '2026-12-02', 'same', 1, 900, 40, 0, 800)`,
    );
    const first =
      '2026-12-01　S01　问 6，答 3（用上 2、答得不对 1、超时 3、暂停没问 4）　token 发 1800 收 80，0.0016 元（1 次没报用量，未计）';
    expect(await model('usage')).toEqual([
      '2026-12-02　（未知社区）　问 1，答 1（没有变化 1）　token 发 900 收 40，0.0008 元',
      first,
      '合计　问 7，答 4（用上 2、没有变化 1、答得不对 1、超时 3、暂停没问 4）　token 发 2700 收 120，0.0024 元（1 次没报用量，未计）',
    ]);
    expect(await model('usage', '--to', '2026-12-01')).toEqual([first]);
    expect(await model('usage', '--from', '2026-12-03')).toEqual(['没有问过大模型']);
    await expect(model('usage', '--from', 'yesterday')).rejects.toThrow();
  });
});
