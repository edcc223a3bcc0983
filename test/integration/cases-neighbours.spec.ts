import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMinutes } from '../../src/kernel/calendar.js';
import { CaseWorld, LIU, minute, WANG } from '../support/case-world.js';

const NINE = minute('2026-09-28 09:00');
const TEN = minute('2026-09-28 10:00');
const HERE = { communityId: 'C1', contactId: LIU.contactId, since: addMinutes(NINE, -60) };

let world: CaseWorld;
beforeAll(async () => {
  world = await CaseWorld.open();
});
afterAll(() => world.close());

const numbersFor = (where: { estate?: string; contactId?: string; since?: Date }) =>
  world.run(async (tx) =>
    (await world.cases.openOfNeighbours(tx, { ...HERE, ...where })).map((file) => file.number),
  );

describe('cases of neighbours', () => {
  it('are open ones of the same estate, raised by somebody else since the instant', async () => {
    const estate = '丁香苑';
    const first = await world.open({ address: { estate, building: '9' } }, NINE);
    const second = await world.open({ address: { estate } }, TEN);
    await world.open({ address: { estate: '海棠苑' } }, NINE);
    await world.open({ address: { estate }, gridId: undefined, communityId: 'C2' } as never, NINE);
    const both = [second.after.number, first.after.number];
    expect(await numbersFor({ estate })).toEqual(both);
    expect(await numbersFor({ estate, since: TEN })).toEqual([second.after.number]);
    expect(await numbersFor({ estate, contactId: WANG.contactId })).toEqual([]);
  });

  it.each([
    ['in danger', { urgency: 'emergency' }],
    ['about somebody', { about: 'property' }],
    ['that pass over a worker', { avoid: ['G0302'] }],
    ['of who stays unnamed', { reporter: { ...WANG, anonymous: true } }],
    ['raised for somebody else', { reporter: { ...WANG, concerned: '我妈' } }],
  ] as const)('are never those %s', async (_what, input) => {
    const estate = `${_what}苑`;
    await world.open({ ...(input as object), address: { estate } }, NINE);
    expect(await numbersFor({ estate })).toEqual([]);
  });

  it('are no longer offered once solved, or once a follower wants to stay unnamed', async () => {
    const estate = '木槿苑';
    const solved = await world.open({ address: { estate } }, NINE);
    const hidden = await world.open({ address: { estate } }, NINE);
    await world.run(async (tx) => {
      await world.work.resolve(tx, solved.after, 'G0301', '好了', [], TEN);
      const joined = await world.cases.join(tx, hidden.after, LIU, TEN);
      await world.cases.hideReporter(tx, joined.after, LIU.contactId, TEN);
    });
    expect(await numbersFor({ estate, contactId: '999' })).toEqual([]);
  });

  it('keep the words of each who follows them, phone numbers taken out', () =>
    world.withCase(async (tx, file) => {
      const told = { text: '灯不亮，打19900000003', place: '灵西小区3栋2单元302室' };
      await world.cases.join(tx, file, { ...LIU, told }, TEN);
      const reporters = await world.cases.reportersOf(tx, file);
      expect(reporters.map((one) => one.told)).toEqual([
        undefined,
        { ...told, text: '灯不亮，打199****0003' },
      ]);
      const [mine] = await world.cases.recentOfReporter(tx, LIU.contactId, NINE);
      expect(mine?.told?.place).toBe(told.place);
      const after = await world.cases.get(tx, file.number);
      expect([after.text, after.told]).toEqual([file.text, undefined]);
      const left = await world.cases.withdraw(
        tx,
        after,
        { kind: 'resident', contactId: LIU.contactId },
        '',
        TEN,
      );
      expect(left?.reporters).toHaveLength(1);
      const back = await world.cases.join(tx, left?.after ?? file, LIU, TEN);
      expect(back.reporters[1]?.told?.place).toBe(told.place);
    }));

  it('are found at a place that is no estate', async () => {
    const gate = await world.open({ address: {}, place: '菜市大门' }, TEN);
    expect(await numbersFor({ since: TEN })).toEqual([gate.after.number]);
  });
});
