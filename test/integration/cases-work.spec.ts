import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseFile } from '../../src/cases/cases.types.js';
import { by, CaseWorld, dueOf, minute, PICTURE, staffActor, WANG } from '../support/case-world.js';

const TEN = minute('2026-09-28 10:00');

let world: CaseWorld;
beforeAll(async () => {
  world = await CaseWorld.open();
});
afterAll(() => world.close());

const withCase: CaseWorld['withCase'] = (work, input) => world.withCase(work, input);
const due = dueOf;

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

  it('of a bureau gives it back to its own office, and only with its ground', () =>
    withCase(async (tx, file) => {
      const { work } = world;
      const { after } = await work.assign(tx, file, 'S1', 'B01', TEN);
      expect(after).toMatchObject({ assigneeNo: 'B01', level: 'on_spot' });
      await expect(work.returnToSecretary(tx, after, 'B01', '', TEN)).rejects.toMatchObject({
        code: 'case.ground-missing',
      });
      const given = await work.returnToSecretary(tx, after, 'B01', '按条例归住建局', TEN);
      expect(given.after).toMatchObject({ assigneeNo: 'Q0101', level: 'district' });
    }));

  it('gives a case back no oftener than the method says; lifting it stays possible', () =>
    withCase(async (tx, file) => {
      const { work } = world;
      let last = file;
      for (const _time of [1, 2]) {
        last = (await work.returnToSecretary(tx, last, 'G0301', '不归我管', TEN)).after;
        last = (await work.assign(tx, last, 'S1', 'G0301', TEN)).after;
      }
      await expect(work.returnToSecretary(tx, last, 'G0301', '', TEN)).rejects.toMatchObject({
        code: 'case.returned-too-often',
      });
      const up = await work.escalate(tx, last, staffActor('G0301'), '', TEN);
      expect(up.after).toMatchObject({ assigneeNo: 'S1', level: 'community' });
    }));

  it('moves on from whoever later words speak of, and never comes back to them', () =>
    withCase(async (tx, file) => {
      const change = await world.work.passOver(tx, file, 'worker', ['G0301', 'G0302'], TEN);
      expect(change?.after).toMatchObject({
        status: 'assigned',
        level: 'community',
        assigneeNo: 'S1',
        avoid: ['G0301', 'G0302'],
        about: 'worker',
      });
      const after = change?.after as typeof file;
      await expect(world.work.assign(tx, after, 'S1', 'G0301', TEN)).rejects.toMatchObject({
        code: 'case.assignee-avoided',
      });
      expect(await world.work.passOver(tx, after, 'worker', ['G0301'], TEN)).toBeUndefined();
    }));

  it('stays where it is when the words speak of somebody else', () =>
    withCase(async (tx, file) => {
      const change = await world.work.passOver(tx, file, undefined, ['G0401'], TEN);
      expect(change?.after).toMatchObject({ assigneeNo: 'G0301', avoid: ['G0401'] });
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
