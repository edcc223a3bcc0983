import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseFile, OpenCase } from '../../src/cases/cases.types.js';
import { formatMinute } from '../../src/kernel/calendar.js';
import { sql } from '../../src/persistence/sql.js';
import { by, CaseWorld, LIU, NINE, WANG } from '../support/case-world.js';

let world: CaseWorld;
beforeAll(async () => {
  world = await CaseWorld.open();
});
afterAll(() => world.close());

const PICTURE = {
  sha256: 'aa',
  mediaType: 'image/jpeg',
  bytes: 12,
  kind: 'picture',
  stage: 'report',
  contactId: '501',
} as const;

function timersOf(file: CaseFile): Promise<string[]> {
  return world.run(async (tx) => {
    const rows = await sql(tx).rows<{ kind: string; due_at: Date }>(
      `select kind, due_at from timer where community_id = $1 and subject = $2 and state = 'waiting' order by kind`,
      [file.communityId, file.number],
    );
    return rows.map((row) => `${row.kind} ${formatMinute(row.due_at)}`);
  });
}

describe('opening a case', () => {
  it('gives the next number, the grid worker of the door and a deadline in working days', async () => {
    const first = await world.open();
    const second = await world.open();
    expect(first.after.number).toMatch(/^L\d{4,}$/);
    expect(Number(second.after.number.slice(1))).toBe(Number(first.after.number.slice(1)) + 1);
    expect(first.after).toMatchObject({
      communityId: 'C1',
      status: 'assigned',
      level: 'on_spot',
      unitId: 'G03',
      assigneeNo: 'G0301',
      method: 'hefei-luyang',
    });
    expect(formatMinute(first.after.dueAt as Date)).toBe('2026-10-08 09:00');
    expect(await timersOf(first.after)).toEqual([
      'case.deadline 2026-10-08 09:00',
      'case.reminder 2026-10-07 09:00',
    ]);
  });

  it('keeps everything that was told, and reads it back as it was opened', async () => {
    const { after } = await world.open({
      media: [PICTURE],
      subcategory: '楼道照明',
      source: 'visit',
    });
    const [found, reporters, media, history] = await world.run(
      async (tx) =>
        [
          await world.cases.get(tx, after.number.toLowerCase()),
          await world.cases.reportersOf(tx, after),
          await world.cases.mediaOf(tx, after),
          await world.cases.historyOf(tx, after),
        ] as const,
    );
    expect(found).toEqual(after);
    expect(reporters).toEqual([WANG]);
    expect(media).toEqual([PICTURE]);
    expect(history).toEqual([
      {
        at: NINE,
        action: 'open',
        actor: by(WANG),
        toStatus: 'assigned',
        toAssignee: 'G0301',
        unitId: 'G03',
        level: 'on_spot',
        facts: {
          kind: '求助',
          category: '城乡建设',
          subcategory: '楼道照明',
          urgency: 'normal',
          source: 'visit',
        },
      },
    ]);
  });

  it('stores no phone number, name or person in the open', async () => {
    const { after } = await world.open({
      text: '灯坏了，我电话19900000001，我妈急',
      reporter: { ...WANG, concerned: '我妈' },
    });
    const rows = await world.run((tx) =>
      sql(tx).rows(
        `select c.text, encode(r.name, 'escape') as name, encode(r.phone, 'escape') as phone from community_case c
       join case_reporter r on r.case_number = c.number where c.number = $1`,
        [after.number],
      ),
    );
    expect(after.text).toBe('灯坏了，我电话199****0001，我妈急');
    const stored = JSON.stringify(rows[0]);
    expect(stored).toContain('199****0001');
    expect(stored).not.toMatch(/19900000001|王秀兰/);
    expect(await world.run((tx) => world.cases.reportersOf(tx, after))).toEqual([
      { ...WANG, concerned: '我妈' },
    ]);
  });

  it.each<[string, Partial<OpenCase>, Partial<CaseFile>]>([
    [
      "a matter without a grid goes to the secretary's triage",
      { gridId: undefined, communityId: 'C1' } as never,
      {
        communityId: 'C1',
        status: 'registered',
        level: 'community',
        unitId: 'C1',
        assigneeNo: 'S1',
        avoid: [],
      },
    ],
    [
      'a matter without a community goes to the street',
      { gridId: undefined } as never,
      {
        communityId: 'J1',
        status: 'registered',
        level: 'partners',
        unitId: 'J1',
        assigneeNo: 'J0101',
      },
    ],
    [
      'a matter about the worker passes over the whole grid',
      { about: 'worker' },
      {
        status: 'assigned',
        level: 'community',
        unitId: 'C1',
        assigneeNo: 'S1',
        avoid: ['G0301', 'G0302'],
        gridId: 'G03',
      },
    ],
    [
      'a matter about the secretary goes to the street',
      { about: 'secretary' },
      {
        status: 'assigned',
        level: 'partners',
        unitId: 'J1',
        assigneeNo: 'J0101',
        avoid: ['S1'],
        communityId: 'C1',
      },
    ],
    [
      'a matter about the secretary without a grid goes to the street',
      { about: 'secretary', gridId: undefined, communityId: 'C1' } as never,
      {
        status: 'registered',
        level: 'partners',
        unitId: 'J1',
        assigneeNo: 'J0101',
        avoid: ['S1'],
        communityId: 'C1',
      },
    ],
    [
      'whoever the words name is passed over as well',
      { avoid: ['G0301', 'G0302'] },
      { status: 'assigned', assigneeNo: 'S1', avoid: ['G0301', 'G0302'] },
    ],
    [
      'a matter about the property firm goes to the grid worker',
      { about: 'property' },
      { status: 'assigned', level: 'on_spot', assigneeNo: 'G0301', about: 'property' },
    ],
  ])('%s', async (_title, input, expected) => {
    expect((await world.open(input)).after).toMatchObject(expected);
  });

  it.each([
    ['emergency', '2026-09-28 11:00'],
    ['high', '2026-09-29 09:00'],
  ] as const)('gives a matter of urgency %s until %s', async (urgency, due) => {
    expect(formatMinute((await world.open({ urgency })).after.dueAt as Date)).toBe(due);
  });
});

describe('finding cases', () => {
  it('finds nothing under a number that was never given, and says so where one is needed', async () => {
    expect(await world.run((tx) => world.cases.find(tx, 'L1'))).toBeUndefined();
    expect(await world.run((tx) => world.cases.peek(tx, 'L1'))).toBeUndefined();
    await expect(world.run((tx) => world.cases.get(tx, 'L1'))).rejects.toMatchObject({
      code: 'case.not-found',
    });
  });

  it('lists what somebody raised: open ones newest first, closed ones only for a while', async () => {
    const me = { ...LIU, contactId: '777' };
    const older = await world.open({ reporter: me });
    const newer = await world.open({ reporter: me }, new Date(NINE.getTime() + 60_000));
    await world.run((tx) => world.cases.withdraw(tx, older.after, by(me), '自己好了', NINE));
    const [open, recent, later, count] = await world.run(
      async (tx) =>
        [
          await world.cases.openOfReporter(tx, '777'),
          await world.cases.recentOfReporter(tx, '777', NINE),
          await world.cases.recentOfReporter(tx, '777', new Date(NINE.getTime() + 1)),
          await world.cases.count(tx, '777'),
        ] as const,
    );
    expect(open.map((file) => file.number)).toEqual([newer.after.number]);
    expect(recent.map((file) => file.number)).toEqual([newer.after.number, older.after.number]);
    expect(later.map((file) => file.number)).toEqual([newer.after.number]);
    expect(count).toBe(2);
  });

  it('lists what a person, a unit and a community still have to solve, due first', async () => {
    const slow = await world.open({ gridId: 'G04' });
    const fast = await world.open({ gridId: 'G04', urgency: 'emergency' });
    const triage = await world.open({ gridId: undefined, communityId: 'C2' } as never);
    await world.run(async (tx) => {
      const ofWorker = await world.cases.openOfAssignee(tx, 'G0401');
      expect(ofWorker.map((file) => file.number)).toEqual([fast.after.number, slow.after.number]);
      expect((await world.cases.triageOf(tx, 'C2')).map((file) => file.number)).toEqual([
        triage.after.number,
      ]);
      expect(await world.cases.openOfCommunities(tx, ['C2'])).toHaveLength(1);
      expect(await world.cases.openOfCommunities(tx, ['C2'], { overdueAt: NINE })).toEqual([]);
      const overdue = await world.cases.openOfCommunities(tx, ['C1'], {
        overdueAt: fast.after.dueAt as Date,
      });
      expect(overdue.map((file) => file.number)).toContain(fast.after.number);
      await world.work.resolve(tx, fast.after, 'G0401', '好了', [], NINE);
      expect(await world.cases.openOfAssignee(tx, 'G0401')).toHaveLength(1);
    });
  });
});
