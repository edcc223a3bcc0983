import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerService } from '../../src/cases/ledger.service.js';
import { CaseWorld, LIU, minute, WANG } from '../support/case-world.js';

const TEN = minute('2026-09-28 10:00');
const LATE = minute('2026-10-28 10:00');

let world: CaseWorld;
beforeAll(async () => {
  world = await CaseWorld.open();
});
afterAll(() => world.close());

/** Totals of the whole ledger; the export throws when received is not closed + open, by cases or by events. */
const totals = () =>
  world.run(async (tx) => {
    const ledger = world.module.get(LedgerService, { strict: false });
    const [all] = await ledger.export(tx, {}, { row: () => undefined, totals: () => undefined });
    return all;
  });

const two = async () => {
  const whole = await world.open({ reporter: LIU });
  const part = await world.open({ reporter: WANG, text: '楼道黑', place: '灵西小区3栋2单元302室' });
  return { whole: whole.after, part: part.after };
};

describe('two cases that are one matter', () => {
  it('become one: reporters go on in their own words, both have an event, the ledger adds up', async () => {
    const { whole, part } = await two();
    const before = await totals();
    const joined = await world.run((tx) => world.joining.merge(tx, part, whole, 'S1', TEN));
    expect(joined.part.after).toMatchObject({
      status: 'merged',
      parent: whole.number,
      closedAt: TEN,
    });
    expect(joined.moved).toEqual([WANG.contactId]);
    await world.run(async (tx) => {
      const reporters = await world.cases.reportersOf(tx, whole);
      expect(reporters.map(({ name, told }) => [name, told?.text])).toEqual([
        [LIU.name, undefined],
        [WANG.name, '楼道黑'],
      ]);
      const last = async (file: typeof whole) => (await world.cases.historyOf(tx, file)).at(-1);
      expect(await last(part)).toMatchObject({ action: 'merge', note: whole.number });
      expect(await last(whole)).toMatchObject({ action: 'absorb', note: part.number });
      expect((await world.cases.findStanding(tx, part.number))?.number).toBe(whole.number);
      expect((await world.joining.mergedInto(tx, whole)).map(({ number }) => number)).toEqual([
        part.number,
      ]);
    });
    const after = await totals();
    expect(after).toMatchObject({
      registered: before?.registered,
      merged: (before?.merged ?? 0) + 1,
      received: (before?.received ?? 0) - 1,
      open: (before?.open ?? 0) - 1,
    });
  });

  it('part again: each stands where it stood, with its reporters and a deadline; the ledger adds up', async () => {
    const { whole, part } = await two();
    const before = await totals();
    const taken = await world.run((tx) => world.work.accept(tx, part, 'G0301', '', [], TEN));
    const joined = await world.run((tx) =>
      world.joining.merge(tx, taken?.after ?? part, whole, 'S1', TEN),
    );
    const parted = await world.run((tx) => world.joining.part(tx, joined.part.after, 'S1', TEN));
    expect(parted.part.after).toMatchObject({ status: 'accepted', dueAt: part.dueAt });
    expect([parted.part.after.parent, parted.part.after.closedAt]).toEqual([undefined, undefined]);
    expect(parted.moved).toEqual([WANG.contactId]);
    await world.run(async (tx) => {
      const names = async (file: typeof whole) =>
        (await world.cases.reportersOf(tx, file)).map(({ name }) => name);
      expect([await names(whole), await names(part)]).toEqual([[LIU.name], [WANG.name]]);
    });
    expect(await totals()).toEqual(before);
  });

  it('give a new deadline when the old one passed meanwhile, and merge a second time', async () => {
    const { whole, part } = await two();
    const joined = await world.run((tx) => world.joining.merge(tx, part, whole, 'S1', TEN));
    const parted = await world.run((tx) => world.joining.part(tx, joined.part.after, 'S1', LATE));
    expect(parted.part.after.dueAt?.getTime()).toBeGreaterThan(LATE.getTime());
    const again = await world.run((tx) =>
      world.joining.merge(tx, parted.part.after, parted.whole.after, 'S1', LATE),
    );
    expect(again.moved).toEqual([WANG.contactId]);
    expect(again.whole.reporters).toHaveLength(2);
  });

  it('leave who had raised both with both', async () => {
    const { whole, part } = await two();
    const both = await world.run((tx) => world.cases.join(tx, part, LIU, TEN));
    const joined = await world.run((tx) => world.joining.merge(tx, both.after, whole, 'S1', TEN));
    expect(joined.moved).toEqual([WANG.contactId]);
    const parted = await world.run((tx) => world.joining.part(tx, joined.part.after, 'S1', TEN));
    expect(parted.part.reporters).toHaveLength(2);
    await world.run(async (tx) => {
      const stay = await world.cases.reportersOf(tx, whole);
      expect(stay.map(({ name }) => name)).toEqual([LIU.name]);
    });
  });

  it.each([
    ['of another community', { gridId: undefined, communityId: 'C2' }, 'case.not-mergeable'],
    ['about the worker who has the other', { about: 'worker' }, 'case.not-mergeable'],
    ['in danger under a trifle', { urgency: 'emergency' }, 'case.not-mergeable'],
  ] as const)('are never merged: one %s', async (_what, input, code) => {
    const { whole } = await two();
    const odd = await world.open({ ...(input as object), reporter: WANG });
    await expect(
      world.run((tx) => world.joining.merge(tx, odd.after, whole, 'S1', TEN)),
    ).rejects.toMatchObject({ code });
  });

  it('are merged by nobody else, not into themselves, and not when one is solved', async () => {
    const { whole, part } = await two();
    const merge = (a = part, b = whole, by = 'S1') =>
      world.run((tx) => world.joining.merge(tx, a, b, by, TEN));
    await expect(merge(part, whole, 'S2')).rejects.toMatchObject({ code: 'case.not-yours' });
    await expect(merge(part, part)).rejects.toMatchObject({ code: 'case.move-not-allowed' });
    await expect(world.run((tx) => world.joining.part(tx, part, 'S1', TEN))).rejects.toMatchObject({
      code: 'case.move-not-allowed',
    });
    const done = await world.run((tx) => world.work.resolve(tx, whole, 'G0301', '好', [], TEN));
    await expect(merge(part, done?.after)).rejects.toMatchObject({ code: 'case.move-not-allowed' });
  });
});
