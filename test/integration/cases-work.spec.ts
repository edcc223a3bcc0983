import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseFile } from '../../src/cases/cases.types.js';
import { formatMinute } from '../../src/kernel/calendar.js';
import { sql } from '../../src/persistence/sql.js';
import type { Tx } from '../../src/persistence/unit-of-work.js';
import { by, CaseWorld, LIU, minute, NINE, staffActor, WANG } from '../support/case-world.js';

const TEN = minute('2026-09-28 10:00');
const PICTURE = {
  sha256: 'bb',
  mediaType: 'image/jpeg',
  bytes: 12,
  kind: 'picture',
  stage: 'report',
} as const;

let world: CaseWorld;
beforeAll(async () => {
  world = await CaseWorld.open();
});
afterAll(() => world.close());

/** Opens a case and goes on with it in a transaction of its own. */
async function withCase<T>(work: (tx: Tx, file: CaseFile) => Promise<T>, input = {}): Promise<T> {
  const { after } = await world.open(input);
  return world.run(async (tx) => work(tx, await world.cases.get(tx, after.number)));
}

const due = (file: CaseFile) => file.dueAt && formatMinute(file.dueAt);

describe('a responsible person', () => {
  it('takes the case, goes there, tells of progress and solves it', () =>
    withCase(async (tx, file) => {
      const { work } = world;
      const accepted = await work.accept(tx, file, 'G0301', '', [], TEN);
      expect(accepted).toMatchObject({
        action: 'accept',
        before: file,
        after: { status: 'accepted' },
        reporters: [WANG],
      });
      const noted = await work.note(
        tx,
        accepted?.after as CaseFile,
        'G0301',
        '灯泡买了，找19900000002',
        [PICTURE],
        TEN,
      );
      expect(noted).toMatchObject({
        note: '灯泡买了，找19900000002',
        after: { status: 'in_progress' },
      });
      const visited = await work.visit(tx, noted.after, 'G0301', '', [], TEN);
      const solved = await work.resolve(
        tx,
        visited?.after as CaseFile,
        'G0301',
        '换好了，电话19900000002',
        [PICTURE],
        TEN,
      );
      expect(solved?.after).toMatchObject({
        status: 'resolved',
        resolvedAt: TEN,
        result: '换好了，电话199****0002',
      });
      const read = await world.cases.get(tx, file.number);
      expect(read).toEqual(solved?.after);
      expect((await world.cases.mediaOf(tx, file)).map((media) => media.stage)).toEqual([
        'note',
        'result',
      ]);
      const history = await world.cases.historyOf(tx, file);
      expect(history.map((event) => event.action)).toEqual([
        'open',
        'accept',
        'note',
        'visit',
        'resolve',
      ]);
      expect(history.map((event) => event.note ?? '')).toContain('灯泡买了，找199****0002');
    }));

  it('does nothing twice when a word is repeated', () =>
    withCase(async (tx, file) => {
      const accepted = (await world.work.accept(tx, file, 'G0301', '', [], TEN))?.after as CaseFile;
      expect(await world.work.accept(tx, accepted, 'G0301', '', [], TEN)).toBeUndefined();
      const visited = (await world.work.visit(tx, accepted, 'G0301', '', [], TEN))
        ?.after as CaseFile;
      expect(await world.work.visit(tx, visited, 'G0301', '', [], TEN)).toBeUndefined();
      expect(await world.work.accept(tx, visited, 'G0301', '', [], TEN)).toBeUndefined();
      const solved = (await world.work.resolve(tx, visited, 'G0301', '好了', [], TEN))
        ?.after as CaseFile;
      expect(await world.work.resolve(tx, solved, 'G0301', '好了', [], TEN)).toBeUndefined();
      expect(await world.cases.historyOf(tx, file)).toHaveLength(4);
    }));

  it("cannot touch somebody else's case", () =>
    withCase(async (tx, file) => {
      const { work } = world;
      const no = { code: 'case.not-yours' };
      await expect(work.accept(tx, file, 'G0302', '', [], TEN)).rejects.toMatchObject(no);
      await expect(work.note(tx, file, 'S1', '', [], TEN)).rejects.toMatchObject(no);
      await expect(work.visit(tx, file, 'G0401', '', [], TEN)).rejects.toMatchObject(no);
      await expect(work.resolve(tx, file, 'G0401', '', [], TEN)).rejects.toMatchObject(no);
      await expect(work.returnToSecretary(tx, file, 'G0401', '', TEN)).rejects.toMatchObject(no);
      await expect(work.transfer(tx, file, 'G0401', 'G0401', '', TEN)).rejects.toMatchObject(no);
      await expect(work.escalate(tx, file, staffActor('G0401'), '', TEN)).rejects.toMatchObject(no);
      await expect(work.decline(tx, file, 'S2', '', TEN)).rejects.toMatchObject(no);
      await expect(work.assign(tx, file, 'B01', 'B01', TEN)).rejects.toMatchObject(no);
    }));

  it('gives it back to the secretary with a new deadline, because it stands on another level', () =>
    withCase(async (tx, file) => {
      const { after } = await world.work.returnToSecretary(tx, file, 'G0301', '不归我管', TEN);
      expect(after).toMatchObject({
        status: 'assigned',
        level: 'community',
        unitId: 'C1',
        assigneeNo: 'S1',
      });
      expect(due(after)).toBe('2026-10-10 10:00');
      await expect(world.work.returnToSecretary(tx, after, 'S1', '', TEN)).rejects.toMatchObject({
        code: 'case.move-not-allowed',
        details: { from: 'assigned', action: 'return' },
      });
    }));

  it('hands it to a colleague without gaining time', () =>
    withCase(async (tx, file) => {
      const { after } = await world.work.transfer(tx, file, 'G0301', 'G0401', '在他那边', TEN);
      expect(after).toMatchObject({
        status: 'assigned',
        level: 'on_spot',
        unitId: 'G04',
        assigneeNo: 'G0401',
        gridId: 'G03',
      });
      expect(after.dueAt).toEqual(file.dueAt);
    }));

  it('calls for help level by level; at the top it stays and the call is on the ledger', () =>
    withCase(async (tx, file) => {
      const owners: (string | undefined)[] = [];
      let last = file;
      for (let i = 0; i < 4; i += 1) {
        last = (
          await world.work.escalate(tx, last, staffActor(last.assigneeNo ?? ''), '请支援', TEN)
        ).after;
        owners.push(`${last.level} ${last.assigneeNo}`);
      }
      expect(owners).toEqual([
        'community S1',
        'partners J0101',
        'district Q0101',
        'district Q0101',
      ]);
      expect(last.dueAt).toBeDefined();
      expect(
        (await world.cases.historyOf(tx, file)).filter((event) => event.action === 'escalate'),
      ).toHaveLength(4);
    }));

  it('climbs over somebody whom the matter is about', () =>
    withCase(
      async (tx, file) => {
        const { after } = await world.work.escalate(tx, file, { kind: 'system' }, '', TEN);
        expect(after).toMatchObject({ level: 'district', assigneeNo: 'Q0101' });
        await expect(world.work.assign(tx, after, 'Q0101', 'S1', TEN)).rejects.toMatchObject({
          code: 'case.assignee-avoided',
        });
        await expect(world.work.assign(tx, after, 'S1', 'G0301', TEN)).rejects.toMatchObject({
          code: 'case.not-yours',
        });
      },
      { about: 'secretary' },
    ));
});

describe('a secretary', () => {
  it('gives a matter out of the triage to somebody, or takes it herself', () =>
    withCase(
      async (tx, file) => {
        const own = await world.work.assign(tx, file, 'S1', 'S1', TEN);
        expect(own.after).toMatchObject({
          status: 'assigned',
          assigneeNo: 'S1',
          level: 'community',
        });
        const given = await world.work.assign(tx, own.after, 'S1', 'G0401', TEN);
        expect(given).toMatchObject({
          action: 'assign',
          after: { status: 'assigned', level: 'on_spot', unitId: 'G04' },
        });
        expect(due(given.after)).toBe('2026-10-08 10:00');
        await expect(world.work.assign(tx, given.after, 'S1', 'G0401', TEN)).rejects.toMatchObject({
          code: 'case.move-not-allowed',
        });
        await expect(world.work.assign(tx, given.after, 'S1', 'nobody', TEN)).rejects.toMatchObject(
          { name: 'StaffUnknownError' },
        );
      },
      { gridId: undefined, communityId: 'C1' },
    ));

  it('may give a case to a department, which leaves the level as it is', () =>
    withCase(async (tx, file) => {
      const { after } = await world.work.transfer(tx, file, 'S1', 'B01', '城管的事', TEN);
      expect(after).toMatchObject({ assigneeNo: 'B01', unitId: 'Q1', level: 'on_spot' });
    }));

  it("declines what is nobody's matter; the resident may still object", () =>
    withCase(async (tx, file) => {
      const declined = await world.work.decline(tx, file, 'S1', '要找物业', TEN);
      expect(declined.after).toMatchObject({ status: 'declined', closedAt: TEN });
      const again = await world.work.reopen(tx, declined.after, by(WANG), '物业不管', TEN);
      expect(again.after).toMatchObject({ status: 'assigned', assigneeNo: 'G0301', reopened: 1 });
      expect(again.after.closedAt).toBeUndefined();
    }));
});

describe('time', () => {
  const later = minute('2026-10-08 09:00');

  it('lifts an overdue case level by level, and never leaves it without a deadline at the top', () =>
    withCase(async (tx, file) => {
      const seen: string[] = [];
      let last = file;
      for (let i = 0; i < 4; i += 1) {
        const change = await world.work.overdue(tx, last, last.dueAt as Date);
        last = change?.after as CaseFile;
        seen.push(`${change?.action} ${last.level} ${last.assigneeNo} ${due(last)}`);
      }
      expect(seen).toEqual([
        'overdue community S1 2026-10-14 09:00',
        'overdue partners J0101 2026-10-28 09:00',
        'overdue district Q0101 2026-11-25 09:00',
        'overdue district Q0101 2026-12-23 09:00',
      ]);
    }));

  it('does nothing about a deadline that was moved, or a case that is solved', () =>
    withCase(async (tx, file) => {
      expect(await world.work.overdue(tx, file, TEN)).toBeUndefined();
      expect((await world.work.remind(tx, file, TEN))?.action).toBe('remind');
      const solved = (
        await world.work.resolve(tx, await world.cases.get(tx, file.number), 'G0301', '好', [], TEN)
      )?.after as CaseFile;
      expect(await world.work.overdue(tx, solved, later)).toBeUndefined();
      expect(await world.work.remind(tx, solved, later)).toBeUndefined();
      const waits = await sql(tx).rows(
        `select from timer where subject = $1 and state = 'waiting'`,
        [file.number],
      );
      expect(waits).toEqual([]);
    }));

  it('closes what is solved, and reopens it with a new deadline for the same person', () =>
    withCase(async (tx, file) => {
      const solved = (await world.work.resolve(tx, file, 'G0301', '好', [], TEN))
        ?.after as CaseFile;
      const closed = await world.work.close(tx, solved, 'no-answer', later);
      expect(closed.after).toMatchObject({ status: 'closed', closedAt: later });
      const again = (await world.work.reopen(tx, closed.after, by(WANG), '又坏了', later)).after;
      expect(again).toMatchObject({ status: 'assigned', assigneeNo: 'G0301', reopened: 1 });
      expect([again.closedAt, again.resolvedAt, again.result]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect(due(again)).toBe('2026-10-12 09:00');
      await expect(world.work.close(tx, again, '', later)).rejects.toMatchObject({
        code: 'case.move-not-allowed',
      });
      await expect(world.work.reopen(tx, again, by(WANG), '', later)).rejects.toMatchObject({
        code: 'case.move-not-allowed',
      });
    }));

  it('reopens a case for the successor of somebody who left', () =>
    withCase(
      async (tx, file) => {
        const solved = (await world.work.resolve(tx, file, 'G0401', '好', [], TEN))
          ?.after as CaseFile;
        await sql(tx).run(`update staff set active = false where staff_no = 'G0401'`);
        const again = (await world.work.reopen(tx, solved, by(WANG), '没好', later)).after;
        await sql(tx).run(`update staff set active = true where staff_no = 'G0401'`);
        expect(again).toMatchObject({ assigneeNo: 'S1', status: 'assigned', level: 'community' });
      },
      { gridId: 'G04' },
    ));
});

describe('those who raised a case', () => {
  it('add words, pictures and a number to call', () =>
    withCase(async (tx, file) => {
      const change = await world.cases.add(
        tx,
        file,
        {
          text: '是3楼那盏，打19900000003',
          media: [{ ...PICTURE, contactId: '501' }],
          phone: '19900000003',
        },
        by(WANG),
        TEN,
      );
      expect(change.after.text).toBe('楼道灯坏了三天了\n是3楼那盏，打199****0003');
      expect(change.reporters[0]?.phone).toBe('19900000003');
      expect(await world.cases.mediaOf(tx, file)).toHaveLength(1);
      await expect(
        world.cases.add(tx, change.after, { text: '我也说' }, by(LIU), TEN),
      ).rejects.toMatchObject({ code: 'case.not-yours' });
      await expect(world.cases.urge(tx, change.after, by(LIU), TEN)).rejects.toMatchObject({
        code: 'case.not-yours',
      });
      expect((await world.cases.urge(tx, change.after, by(WANG), TEN)).action).toBe('urge');
    }));

  it('share one case, are hidden one by one, and leave one by one', () =>
    withCase(async (tx, file) => {
      const joined = await world.cases.join(tx, file, LIU, TEN);
      expect(joined.reporters.map((one) => one.name)).toEqual(['王秀兰', '刘建国']);
      const twice = await world.cases.join(tx, joined.after, LIU, TEN);
      expect(twice.after.revision).toBe(joined.after.revision);
      const hidden = await world.cases.hideReporter(tx, twice.after, '502', TEN);
      expect(hidden?.reporters.map((one) => one.anonymous)).toEqual([false, true]);
      expect(
        await world.cases.hideReporter(tx, hidden?.after as CaseFile, '502', TEN),
      ).toBeUndefined();
      await expect(world.cases.hideReporter(tx, file, '999', TEN)).rejects.toMatchObject({
        code: 'case.not-yours',
      });
      const left = await world.cases.withdraw(tx, hidden?.after as CaseFile, by(WANG), '算了', TEN);
      expect(left).toMatchObject({
        after: { status: 'assigned' },
        reporters: [{ contactId: '502' }],
      });
      expect(await world.cases.openOfReporter(tx, '501')).not.toContainEqual(left?.after);
      await expect(
        world.cases.withdraw(tx, left?.after as CaseFile, by(WANG), '', TEN),
      ).rejects.toMatchObject({ code: 'case.not-yours' });
      const back = await world.cases.join(tx, left?.after as CaseFile, WANG, TEN);
      expect(back.reporters).toHaveLength(2);
      const alone = await world.cases.withdraw(tx, back.after, by(WANG), '算了', TEN);
      const over = await world.cases.withdraw(tx, alone?.after as CaseFile, by(LIU), '好了', TEN);
      expect(over?.after).toMatchObject({ status: 'withdrawn', closedAt: TEN });
      expect(
        await world.cases.withdraw(tx, over?.after as CaseFile, by(LIU), '', TEN),
      ).toBeUndefined();
    }));

  it('correct the place: words only within the grid, a new worker and deadline in another', () =>
    withCase(async (tx, file) => {
      const here = {
        place: '灵西小区5栋',
        address: { estate: '灵西小区', building: '5' },
        gridId: 'G03',
      };
      const same = await world.cases.correctPlace(tx, file, here, by(WANG), TEN);
      expect(same.after).toMatchObject({
        place: '灵西小区5栋',
        address: here.address,
        assigneeNo: 'G0301',
        dueAt: file.dueAt,
      });
      const vague = await world.cases.correctPlace(
        tx,
        same.after,
        { place: '后门', address: {} },
        by(WANG),
        TEN,
      );
      expect(vague.after).toMatchObject({ place: '后门', assigneeNo: 'G0301', gridId: 'G03' });
      const there = {
        place: '灵西小区15栋',
        address: { estate: '灵西小区', building: '15' },
        gridId: 'G04',
      };
      const moved = await world.cases.correctPlace(tx, vague.after, there, by(WANG), TEN);
      expect(moved.after).toMatchObject({
        status: 'assigned',
        gridId: 'G04',
        unitId: 'G04',
        assigneeNo: 'G0401',
        level: 'on_spot',
      });
      expect(due(moved.after)).toBe('2026-10-08 10:00');
      const lost = await world.cases.correctPlace(
        tx,
        moved.after,
        { place: '灵西51栋', address: {}, communityId: 'C1' },
        by(WANG),
        TEN,
      );
      expect(lost.after).toMatchObject({
        status: 'registered',
        unitId: 'C1',
        assigneeNo: 'S1',
        level: 'community',
      });
      expect(lost.after.gridId).toBeUndefined();
      expect(await world.cases.get(tx, file.number)).toEqual(lost.after);
    }));

  it('keep a complaint about a worker away from the worker of the corrected grid too', () =>
    withCase(
      async (tx, file) => {
        const to = { place: '灵西小区15栋', address: {}, gridId: 'G04' };
        const { after } = await world.cases.correctPlace(tx, file, to, by(WANG), TEN);
        expect(after).toMatchObject({ assigneeNo: 'S1', avoid: ['G0401'], gridId: 'G04' });
      },
      { about: 'worker' },
    ));
});

describe('the history of a case', () => {
  it('takes corrections of its class as new lines', () =>
    withCase(async (tx, file) => {
      const { after } = await world.cases.changeCategory(
        tx,
        file,
        '环境保护',
        '噪声',
        staffActor('G0301'),
        TEN,
      );
      expect(after).toMatchObject({ category: '环境保护', subcategory: '噪声' });
      expect((await world.cases.historyOf(tx, file)).at(-1)?.facts).toEqual({
        category: '环境保护',
        subcategory: '噪声',
        was: '城乡建设',
      });
    }));

  it('ends a merged case and takes its people over to the other', async () => {
    const other = await world.open({ reporter: LIU });
    await withCase(async (tx, file) => {
      const merged = await world.cases.merge(tx, file, other.after, staffActor('S1'), TEN);
      expect(merged.after).toMatchObject({
        status: 'merged',
        parent: other.after.number,
        closedAt: TEN,
      });
      const parent = await world.cases.get(tx, other.after.number);
      expect((await world.cases.reportersOf(tx, parent)).map((one) => one.name)).toEqual([
        '刘建国',
        '王秀兰',
      ]);
      await expect(
        world.cases.merge(tx, parent, merged.after, staffActor('S1'), TEN),
      ).rejects.toMatchObject({ code: 'case.move-not-allowed' });
    });
  });

  it.each(['update case_event set note = null', 'delete from case_event'])(
    'refuses: %s',
    async (statement) => {
      await world.open();
      await expect(world.run((tx) => sql(tx).run(statement))).rejects.toThrow('only ever added to');
    },
  );

  it('goes on from a file that another step made old, as long as the case stands as it did', () =>
    withCase(async (tx, file) => {
      await world.cases.add(tx, file, { text: '一' }, by(WANG), TEN);
      const second = await world.cases.add(tx, file, { text: '二' }, by(WANG), TEN);
      expect(second.after.text).toBe('楼道灯坏了三天了\n一\n二');
      await world.work.accept(tx, second.after, 'G0301', '', [], TEN);
      await expect(world.work.transfer(tx, file, 'G0301', 'G0401', '', TEN)).rejects.toMatchObject({
        code: 'case.changed-meanwhile',
      });
      expect((await world.cases.get(tx, file.number)).assigneeNo).toBe('G0301');
    }));
});
