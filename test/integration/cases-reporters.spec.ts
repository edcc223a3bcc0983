import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseFile } from '../../src/cases/cases.types.js';
import { by, CaseWorld, dueOf, LIU, minute, PICTURE, WANG } from '../support/case-world.js';

const TEN = minute('2026-09-28 10:00');

let world: CaseWorld;
beforeAll(async () => {
  world = await CaseWorld.open();
});
afterAll(() => world.close());

const withCase: CaseWorld['withCase'] = (work, input) => world.withCase(work, input);
const due = dueOf;

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
        expect(after).toMatchObject({ assigneeNo: 'S1', gridId: 'G04' });
        expect(after.avoid).toContain('G0401');
      },
      { about: 'worker' },
    ));
});
