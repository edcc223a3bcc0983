import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseFile } from '../../src/cases/cases.types.js';
import { MethodRulesRepository } from '../../src/cases/method-rules.repository.js';
import { MethodRules } from '../../src/cases/method-rules.service.js';
import { MethodProfile } from '../../src/config/method-profile.js';
import { keptForm, loadMethodProfile } from '../../src/config/method-profile-loader.js';
import { sql } from '../../src/persistence/sql.js';
import { by, CaseWorld, dueOf, minute, staffActor, WANG } from '../support/case-world.js';

const SLOW = { emergency: '1d', high: '9d', normal: '30d' };
const TEN = minute('2026-09-28 10:00');

let world: CaseWorld;
beforeAll(async () => {
  world = await CaseWorld.open();
});
afterAll(() => world.close());

const withCase: CaseWorld['withCase'] = (work, input) => world.withCase(work, input);
const due = dueOf;

describe('rules', () => {
  it('of a case are those it was opened under, whatever the profile says afterwards', async () => {
    const { after } = await world.open();
    const slower = Object.assign(new MethodProfile(), world.profile, {
      levels: {
        ...world.profile.levels,
        community: { ...world.profile.levels.community, limit: { ...SLOW } },
      },
    });
    const repository = world.module.get(MethodRulesRepository);
    const { unitOfWork } = world.database;
    await world.module.get(MethodRules).onModuleInit();
    const rules = new MethodRules(slower, repository, unitOfWork);
    await rules.onModuleInit();
    expect(rules.current().rules).not.toBe(after.rules);
    expect(rules.of(after).limitOf('community', 'normal')).toEqual({ amount: 5, unit: 'wd' });
    expect(rules.of(rules.current()).limitOf('community', 'normal')).toEqual({
      amount: 30,
      unit: 'd',
    });
  });

  it('that another process kept meanwhile are there at the next try', async () => {
    const repository = world.module.get(MethodRulesRepository);
    const rules = new MethodRules(world.profile, repository, world.database.unitOfWork);
    const kept = keptForm(loadMethodProfile('lvliang'));
    await world.run((tx) => repository.insert(tx, { ...kept, name: 'lvliang' }));
    const theirs = { method: 'lvliang', rules: kept.hash };
    expect(() => rules.of(theirs)).toThrow('not read yet');
    await rules.onModuleInit();
    expect(rules.of(theirs).name).toBe('lvliang');
  });
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

  it('reopens a case for the successor of somebody who left', async () => {
    const { after } = await world.open({ gridId: 'G04' });
    const solved = await world.run(async (tx) =>
      world.work.resolve(tx, await world.cases.get(tx, after.number), 'G0401', '好', [], TEN),
    );
    await enlist('G0401', false);
    const again = await world.run((tx) =>
      world.work.reopen(tx, solved?.after as CaseFile, by(WANG), '没好', later),
    );
    await enlist('G0401', true);
    expect(again.after).toMatchObject({
      assigneeNo: 'S1',
      status: 'assigned',
      level: 'community',
    });
  });
});

/** What a roster import does when somebody leaves or comes back. */
function enlist(staffNo: string, isActive: boolean): Promise<unknown> {
  return world.run(async (tx) => {
    await sql(tx).run('update staff set active = $2 where staff_no = $1', [staffNo, isActive]);
    await sql(tx).run('update roster_version set version = version + 1');
  });
}

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
