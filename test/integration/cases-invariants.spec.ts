import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Actor,
  CaseFile,
  CaseMedia,
  OpenCase,
  Reporter,
} from '../../src/cases/cases.types.js';
import { LedgerService } from '../../src/cases/ledger.service.js';
import { addMinutes } from '../../src/kernel/calendar.js';
import { DomainError } from '../../src/kernel/errors.js';
import { sql } from '../../src/persistence/sql.js';
import type { Tx } from '../../src/persistence/unit-of-work.js';
import { by, CaseWorld, LIU, NINE, staffActor, WANG } from '../support/case-world.js';

/** Sequences of random actions; the seed is printed with a failure and can be put here to play it again. */
const SEEDS = [1, 2, 3, 4];
const CASES = 6;
const ACTIONS = 60;
const STAFF = ['G0301', 'G0302', 'G0401', 'S1', 'J0101', 'Q0101', 'B01'];
const NO_MEDIA: readonly CaseMedia[] = [];

let world: CaseWorld;
beforeAll(async () => {
  world = await CaseWorld.open();
});
afterAll(() => world.close());

/** A small generator with a seed (mulberry32): the same numbers on every machine. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

interface Play {
  readonly tx: Tx;
  readonly file: CaseFile;
  readonly owner: string;
  readonly other: string;
  readonly resident: Actor;
  readonly neighbour: Reporter;
  readonly into: CaseFile | undefined;
  readonly now: Date;
}

/** Everything that can happen to a case, by anybody; what the rules refuse, they refuse. */
const MOVES: ((play: Play) => Promise<unknown>)[] = [
  ({ tx, file, owner, now }) => world.work.accept(tx, file, owner, '', NO_MEDIA, now),
  ({ tx, file, owner, now }) => world.work.note(tx, file, owner, '在办', NO_MEDIA, now),
  ({ tx, file, owner, now }) => world.work.visit(tx, file, owner, '', NO_MEDIA, now),
  ({ tx, file, owner, now }) => world.work.resolve(tx, file, owner, '好了', NO_MEDIA, now),
  ({ tx, file, owner, now }) => world.work.returnToSecretary(tx, file, owner, '不归我', now),
  ({ tx, file, owner, other, now }) => world.work.transfer(tx, file, owner, other, '', now),
  ({ tx, file, other, now }) => world.work.assign(tx, file, 'S1', other, now),
  ({ tx, file, owner, now }) => world.work.escalate(tx, file, staffActor(owner), '请支援', now),
  ({ tx, file, now }) => world.work.decline(tx, file, 'S1', '不归社区', now),
  ({ tx, file, resident, now }) => world.work.reopen(tx, file, resident, '没好', now),
  ({ tx, file, now }) => world.work.close(tx, file, 'no-answer', now),
  ({ tx, file }) => world.work.overdue(tx, file, file.dueAt ?? NINE),
  ({ tx, file, resident, now }) => world.cases.add(tx, file, { text: '还有' }, resident, now),
  ({ tx, file, neighbour, now }) => world.cases.join(tx, file, neighbour, now),
  ({ tx, file, resident, now }) => world.cases.withdraw(tx, file, resident, '', now),
  ({ tx, file, neighbour, now }) => world.cases.withdraw(tx, file, by(neighbour), '', now),
  ({ tx, file, resident, now }) =>
    world.cases.correctPlace(
      tx,
      file,
      { place: '别处', address: {}, gridId: 'G04' },
      resident,
      now,
    ),
  ({ tx, file, resident, now }) =>
    world.cases.correctPlace(
      tx,
      file,
      { place: '不明', address: {}, communityId: 'C2' },
      resident,
      now,
    ),
  ({ tx, file, owner, now }) =>
    world.cases.changeCategory(tx, file, '环境保护', undefined, staffActor(owner), now),
  ({ tx, file, into, now }) =>
    into ? world.joining.merge(tx, file, into, 'S1', now) : Promise.resolve(),
  ({ tx, file, now }) => world.joining.part(tx, file, 'S1', now),
];

const STARTS: Partial<OpenCase>[] = [
  {},
  { gridId: 'G04', urgency: 'high' },
  { about: 'worker' },
  { about: 'secretary' },
];

async function act(
  roll: (sides: number) => number,
  numbers: readonly string[],
  now: Date,
): Promise<void> {
  const number = numbers[roll(numbers.length)] ?? '';
  const move = MOVES[roll(MOVES.length)];
  const other = STAFF[roll(STAFF.length)] ?? '';
  const target = numbers[roll(numbers.length)] ?? '';
  try {
    await world.run(async (tx) => {
      const file = await world.cases.get(tx, number);
      const into = await world.cases.find(tx, target);
      await move?.({
        tx,
        file,
        owner: file.assigneeNo ?? '',
        other,
        resident: by(WANG),
        neighbour: LIU,
        into,
        now,
      });
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

/** Promise 4: whoever looks, at any moment. */
async function strays(): Promise<unknown[]> {
  return world.run((tx) =>
    sql(tx).rows(
      `select c.number, c.status from community_case c
       left join staff s on s.staff_no = c.assignee_no and s.active
       where c.closed_at is null and c.status <> 'resolved' and (
         s.staff_no is null or c.assignee_no = any(c.avoid) or c.due_at is null
         or 1 <> (select count(*) from timer t where t.community_id = c.community_id and t.subject = c.number
                   and t.kind = 'case.deadline' and t.state = 'waiting' and t.due_at = c.due_at))
       union all
       select c.number, c.status from community_case c join timer t
         on t.community_id = c.community_id and t.subject = c.number and t.state = 'waiting'
       where c.closed_at is not null or c.status = 'resolved'`,
    ),
  );
}

describe('whatever happens, in whatever order', () => {
  it.each(SEEDS)(
    'every open case has one responsible person and one deadline, and the ledger adds up (seed %p)',
    async (seed) => {
      const roll = dice(seed);
      const numbers: string[] = [];
      for (let i = 0; i < CASES; i += 1) {
        numbers.push((await world.open(STARTS[roll(STARTS.length)])).after.number);
      }
      for (let i = 0; i < ACTIONS; i += 1) {
        await act(roll, numbers, addMinutes(NINE, i));
        expect(await strays()).toEqual([]);
      }
      const sink = { row: () => undefined, totals: () => undefined };
      const totals = await world.run((tx) => world.module.get(LedgerService).export(tx, {}, sink));
      expect(totals.every(({ received, closed, open }) => received === closed + open)).toBe(true);
    },
  );

  it('writes one line of history for each revision of a case', async () => {
    const gaps = await world.run((tx) =>
      sql(tx).rows(
        `select c.number from community_case c where c.revision <> (select count(*) from case_event e
           where e.community_id = c.community_id and e.case_number = c.number)`,
      ),
    );
    expect(gaps).toEqual([]);
  });
});
