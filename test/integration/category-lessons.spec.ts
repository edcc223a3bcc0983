import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { addMinutes } from '../../src/kernel/calendar.js';
import { NoEarlierModelError } from '../../src/understanding/category-versions.service.js';
import { by, CaseWorld, NINE, WANG } from '../support/case-world.js';
import { LessonHouse } from '../support/lesson-house.js';
import { query } from '../support/messages-house.js';

const WORKER = 'G0301';
const TEXT = '那口老缸满了';

let world: CaseWorld;
let house: LessonHouse;
const houses: LessonHouse[] = [];

/** One more process on the database. */
async function another(at = NINE): Promise<LessonHouse> {
  const opened = await LessonHouse.open(world, at);
  houses.push(opened);
  return opened;
}

/** Cases whose class the worker corrected; their numbers. */
async function corrected(count: number, category = '民政'): Promise<string[]> {
  const numbers: string[] = [];
  for (let i = 0; i < count; i++) {
    const { after } = await world.open({ text: `院里${TEXT}第${i}回` });
    await house.correct(after.number, category, WORKER, NINE);
    numbers.push(after.number);
  }
  return numbers;
}

/** Solved cases whose class nobody changed. */
async function standing(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { after } = await world.open({ text: `${i}层楼道灯坏了` });
    await world.run(async (tx) => {
      await world.work.resolve(tx, await world.cases.get(tx, after.number), WORKER, '', [], NINE);
    });
  }
}

const list = () => world.run((tx) => house.versions.list(tx));

Logger.overrideLogger(false);

beforeAll(async () => {
  world = await CaseWorld.open();
});

afterAll(() => world.close());

beforeEach(async () => {
  house = await another();
});

afterEach(async () => {
  for (const open of houses.splice(0)) await open.close();
  await query(
    world.database,
    `truncate category_correction, category_model, category_model_version, community_case, case_reporter`,
  );
  await query(world.database, 'insert into category_model_version (version) values (0)');
});

describe('a corrected class', () => {
  it('is an event with who, when, from and to, and changes the case', async () => {
    const { after } = await world.open();
    await house.correct(after.number, '环境保护', WORKER, NINE);
    const [event] = await world.run(async (tx) =>
      (await world.cases.historyOf(tx, after)).slice(-1),
    );
    expect(event).toMatchObject({
      action: 'change-category',
      actor: { kind: 'staff', staffNo: WORKER },
      at: NINE,
      note: '城乡建设 → 环境保护',
      facts: { category: '环境保护', was: '城乡建设' },
    });
    const file = await world.run((tx) => world.cases.get(tx, after.number));
    expect(file).toMatchObject({ category: '环境保护', status: 'assigned', assigneeNo: WORKER });
  });

  it('does nothing twice', async () => {
    const { after } = await world.open();
    for (let time = 0; time < 2; time++)
      await house.correct(after.number, '环境保护', WORKER, NINE);
    const events = await world.run((tx) => world.cases.historyOf(tx, after));
    expect(events.filter(({ action }) => action === 'change-category')).toHaveLength(1);
  });

  it.each([
    ['the secretary of the community', 'S1', true],
    ['the street above', 'J0101', true],
    ['a colleague of the same grid', 'G0302', false],
    ['the secretary of another community', 'S2', false],
    ['a department', 'B01', false],
  ])('may be set by %s: %s %s', async (_who, staffNo, may) => {
    const { after } = await world.open();
    const change = house.correct(after.number, '环境保护', staffNo, NINE);
    if (may) await change;
    else await expect(change).rejects.toMatchObject({ code: 'case.not-yours' });
    const file = await world.run((tx) => world.cases.get(tx, after.number));
    expect(file.category).toBe(may ? '环境保护' : '城乡建设');
  });

  it('is kept as one example a case, sealed, without who reported it; the class before stays the first', async () => {
    const { after } = await world.open({ text: '我是王秀兰，楼道灯坏了，电话19900000001' });
    await house.correct(after.number, '环境保护', WORKER, NINE);
    await house.correct(after.number, '民政', WORKER, addMinutes(NINE, 1));
    const rows = await query<{ words: Buffer; category: string; was: string; staff_no: string }>(
      world.database,
      'select words, category, was, staff_no from category_correction',
    );
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(row).toMatchObject({ category: '民政', was: '城乡建设', staff_no: WORKER });
    const words = row && world.database.cipher.open(row.words);
    expect(words).toContain('楼道灯坏了');
    expect(words).not.toMatch(/王秀兰|19900000001/u);
    expect(row?.words.includes('楼道灯')).toBe(false);
  });

  it('without words is no example', async () => {
    const { after } = await world.open({ text: '' });
    await house.correct(after.number, '环境保护', WORKER, NINE);
    expect(await query(world.database, 'select from category_correction')).toHaveLength(0);
  });
});

describe('a lesson', () => {
  it('waits until there are enough corrections', async () => {
    await corrected(19);
    expect(await house.lessons.poll()).toBeUndefined();
    expect(await list()).toEqual([]);
  });

  it('is kept, and taken up by this process, by another one and after a restart', async () => {
    const second = await another();
    const before = await second.categoryOf(TEXT);
    expect(before).not.toBe('民政');
    await corrected(22);
    await standing(20);
    expect(await house.lessons.poll()).toBe('kept');
    const [lesson] = await list();
    expect(lesson).toMatchObject({ version: 1, verdict: 'kept', isInUse: true, madeAt: NINE });
    expect((lesson?.corrected ?? 0) + (lesson?.correctedAsked ?? 0)).toBe(22);
    expect((lesson?.standing ?? 0) + (lesson?.standingAsked ?? 0)).toBe(20);
    expect(lesson?.correctedRight).toBe(lesson?.correctedAsked);
    const restarted = await another();
    for (const process of [house, second, restarted]) {
      expect(await process.categoryOf(TEXT)).toBe('民政');
      expect(await process.categoryOf('楼道灯坏了')).toBe('城乡建设');
    }
  });

  it('is given by one process only, and the next one only when something waits and some time has passed', async () => {
    const second = await another();
    const [first = ''] = await corrected(22);
    const results = await Promise.all([house.lessons.poll(), second.lessons.poll()]);
    expect(results.filter((result) => result !== undefined)).toEqual(['kept']);
    house.clock.standAt(addMinutes(NINE, 60));
    expect(await house.lessons.poll()).toBeUndefined();
    await house.correct(first, '环境保护', WORKER, addMinutes(NINE, 60));
    house.clock.standAt(addMinutes(NINE, 5));
    expect(await house.lessons.poll()).toBeUndefined();
    house.clock.standAt(addMinutes(NINE, 61));
    expect(await house.lessons.poll()).toBe('kept');
    expect((await list()).map(({ version, isInUse }) => [version, isInUse])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('is refused when it is worse on held-out corrections; the model in use stays', async () => {
    const numbers = await corrected(25);
    expect(await house.lessons.poll()).toBe('kept');
    const later = addMinutes(NINE, 30);
    for (const number of numbers.filter((one) => !/[05]$/u.test(one)))
      await house.correct(number, '农村农业', WORKER, later);
    house.clock.standAt(later);
    expect(await house.lessons.poll()).toBe('refused');
    const [refused, kept] = await list();
    expect(refused).toMatchObject({ version: 2, verdict: 'refused', isInUse: false });
    expect(refused?.correctedRight).toBeLessThan(refused?.correctedBefore ?? 0);
    expect(kept).toMatchObject({ version: 1, isInUse: true });
    expect(await (await another()).categoryOf(TEXT)).toBe('民政');
    house.clock.standAt(addMinutes(later, 30));
    expect(await house.lessons.poll()).toBeUndefined();
  });

  it('that is cut off by a stop is given by whoever comes next', async () => {
    await corrected(22);
    const lesson = house.lessons.poll();
    await house.lessonBegun();
    await house.teacher.beforeApplicationShutdown();
    expect(await lesson).toBe('stopped');
    expect(await list()).toEqual([]);
    expect(await (await another()).lessons.poll()).toBe('kept');
  });
});

describe('going back', () => {
  it('brings the version before, everywhere; what was learned since is not learned again', async () => {
    const second = await another();
    await corrected(22);
    await house.lessons.poll();
    const later = addMinutes(NINE, 30);
    const { after } = await world.open({ text: '楼前石墩子挡路' });
    await house.correct(after.number, '交通运输', WORKER, later);
    house.clock.standAt(later);
    expect(await house.lessons.poll()).toBe('kept');
    const back = () => world.run((tx) => house.versions.rollBack(tx, later));
    expect(await back()).toEqual({ from: 2, to: 1, setAside: 1 });
    expect(await second.categoryOf(TEXT)).toBe('民政');
    expect(await back()).toEqual({ from: 1, to: 0, setAside: 22 });
    const shipped = await second.categoryOf(TEXT);
    expect(shipped).not.toBe('民政');
    expect(await house.categoryOf(TEXT)).toBe(shipped);
    await expect(back()).rejects.toThrow(NoEarlierModelError);
    expect((await list()).every(({ takenBackAt }) => takenBackAt !== undefined)).toBe(true);
    house.clock.standAt(addMinutes(later, 60));
    expect(await house.lessons.poll()).toBeUndefined();
  });

  it('refuses a version that is not there', async () => {
    await corrected(22);
    await house.lessons.poll();
    const back = (to: number) => world.run((tx) => house.versions.rollBack(tx, NINE, to));
    for (const to of [1, 7]) await expect(back(to)).rejects.toThrow(NoEarlierModelError);
    expect(await house.categoryOf(TEXT)).toBe('民政');
  });

  it('leaves a lesson that was under way without effect', async () => {
    const [first = ''] = await corrected(22);
    await house.lessons.poll();
    const later = addMinutes(NINE, 30);
    await house.correct(first, '农村农业', WORKER, later);
    const second = await another(later);
    const lesson = second.lessons.poll();
    await second.lessonBegun();
    await world.run((tx) => house.versions.rollBack(tx, later));
    expect(await lesson).toBe('overtaken');
    expect((await list()).map(({ version }) => version)).toEqual([1]);
  });
});

describe('a model of another release', () => {
  it('is left aside: words and examples still read', async () => {
    await query(
      world.database,
      `insert into category_model values (1, now(), 'kept', 20, 0, 4, 4, 0, 0, 0, '\\x0102', null)`,
    );
    await query(world.database, 'update category_model_version set version = 1, in_use = 1');
    expect(await house.categoryOf('楼道灯坏了')).toBe('城乡建设');
  });
});

it('what the reporter says later does not undo it', async () => {
  const { after } = await world.open();
  await house.correct(after.number, '环境保护', WORKER, NINE);
  await world.run(async (tx) => {
    const file = await world.cases.get(tx, after.number);
    await world.cases.add(tx, file, { text: '楼道灯还是不亮' }, by(WANG), NINE);
  });
  const file = await world.run((tx) => world.cases.get(tx, after.number));
  expect(file.category).toBe('环境保护');
});
