import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { CaseFile, OpenCase, Reporter } from '../../src/cases/cases.types.js';
import { formatMinute } from '../../src/kernel/calendar.js';
import { TimerRepository } from '../../src/messages/timer.repository.js';
import { TimerService } from '../../src/messages/timer.service.js';
import { BindingService } from '../../src/people/binding.service.js';
import { sql } from '../../src/persistence/sql.js';
import type { Tx } from '../../src/persistence/unit-of-work.js';
import { RatingService } from '../../src/ratings/rating.service.js';
import { RatingsModule } from '../../src/ratings/ratings.module.js';
import { CaseWorld, LIU, minute, WANG } from '../support/case-world.js';

const TEN = minute('2026-09-28 10:00');
const NOON = minute('2026-09-28 12:00');

/** The timers alone: no dispatcher and no inbox are needed to rate. */
@Global()
@Module({ providers: [TimerService, TimerRepository], exports: [TimerService] })
class TimersModule {}

let world: CaseWorld;
let ratings: RatingService;
beforeAll(async () => {
  world = await CaseWorld.open(TimersModule, RatingsModule);
  ratings = world.module.get(RatingService);
});
afterAll(() => world.close());

let people = 9000;

/** A case of as many new reporters as are wanted, solved at ten, everybody asked. */
async function withSolved<T>(
  count: number,
  work: (tx: Tx, file: CaseFile, reporters: Reporter[]) => Promise<T>,
  input: Partial<OpenCase> = {},
): Promise<T> {
  const reporters = [WANG, LIU]
    .slice(0, count)
    .map((one) => ({ ...one, contactId: String(people++) }));
  const { after } = await world.open({ ...input, reporter: reporters[0] as Reporter });
  return world.run(async (tx) => {
    let file = after;
    for (const more of reporters.slice(1))
      file = (await world.cases.join(tx, file, more, TEN)).after;
    const solved = await world.work.resolve(tx, file, 'G0301', '换好了', [], TEN);
    const change = solved ?? fail('not solved');
    expect(await ratings.ask(tx, change.after, change.reporters, TEN)).toEqual(
      reporters.map((one) => one.contactId),
    );
    return work(tx, change.after, reporters);
  });
}

function closingTimer(tx: Tx, file: CaseFile): Promise<string | undefined> {
  return world.module
    .get(TimerService)
    .find(tx, file.communityId, 'rating.close', file.number)
    .then((timer) => timer && formatMinute(timer.dueAt));
}

describe('a resident who is asked about a result', () => {
  it('closes the case with a good score, and the score stands', () =>
    withSolved(1, async (tx, file, [me]) => {
      const { contactId } = me as Reporter;
      expect(await ratings.openQuestionOf(tx, contactId)).toEqual({ file, round: 0 });
      expect(await closingTimer(tx, file)).toBe('2026-10-05 10:00');
      const result = await ratings.answer(
        tx,
        file,
        contactId,
        { score: 5, comment: '小李真好，19900000001' },
        NOON,
      );
      expect(result).toMatchObject({
        outcome: 'kept',
        closed: { action: 'close', note: 'rated', after: { status: 'closed', closedAt: NOON } },
      });
      expect(await ratings.openQuestionOf(tx, contactId)).toBeUndefined();
      expect(await closingTimer(tx, file)).toBeUndefined();
      expect(await ratings.scoreOf(tx, file)).toBe(5);
      expect(await ratings.listOf(tx, file)).toEqual([
        expect.objectContaining({ state: 'answered', comment: '小李真好，199****0001' }),
      ]);
      const events = await world.cases.historyOf(tx, file);
      expect(events.slice(-2).map((event) => [event.action, event.facts])).toEqual([
        ['rate', { contactId, round: 0, score: 5 }],
        ['close', {}],
      ]);
    }));

  it.each([1, 2])('takes the case up again at once with a %p', (score) =>
    withSolved(1, async (tx, file, [me]) => {
      const { contactId } = me as Reporter;
      const result = await ratings.answer(tx, file, contactId, { score, comment: '又灭了' }, NOON);
      expect(result.reopened).toMatchObject({
        action: 'reopen',
        note: '又灭了',
        after: { status: 'assigned', reopened: 1, assigneeNo: 'G0301' },
      });
      expect(await closingTimer(tx, file)).toBeUndefined();
      expect(await ratings.scoreOf(tx, file)).toBe(score);
      const again = await world.work.resolve(
        tx,
        result.reopened?.after as CaseFile,
        'G0301',
        '真换好了',
        [],
        NOON,
      );
      await ratings.ask(tx, again?.after as CaseFile, again?.reporters ?? [], NOON);
      expect(await ratings.openQuestionOf(tx, contactId)).toMatchObject({ round: 1 });
      await ratings.answer(tx, again?.after as CaseFile, contactId, { score: 4 }, NOON);
      expect(await ratings.scoreOf(tx, file)).toBe(4);
    }),
  );

  it('may change a score once; both values are kept', () =>
    withSolved(1, async (tx, file, [me]) => {
      const { contactId } = me as Reporter;
      await ratings.answer(tx, file, contactId, { score: 5 }, TEN);
      const last = await ratings.lastAnswered(tx, contactId, TEN);
      expect(last).toMatchObject({ file: { status: 'closed' }, round: 0, score: 5 });
      const closed = last?.file as CaseFile;
      expect(await ratings.answer(tx, closed, contactId, { score: 5 }, NOON)).toEqual({
        outcome: 'kept',
      });
      expect(await ratings.answer(tx, closed, contactId, { score: 3 }, NOON)).toEqual({
        outcome: 'changed',
      });
      expect(await ratings.answer(tx, closed, contactId, { score: 4 }, NOON)).toEqual({
        outcome: 'already-changed',
      });
      expect(await ratings.listOf(tx, file)).toEqual([
        expect.objectContaining({ score: 3, firstScore: 5, changes: 1 }),
      ]);
      expect((await world.cases.historyOf(tx, file)).at(-1)?.facts).toMatchObject({
        score: 3,
        was: 5,
      });
    }));

  it('takes a closed case up again by changing the score to unsatisfied; changing it back does not stop the work', () =>
    withSolved(1, async (tx, file, [me]) => {
      const { contactId } = me as Reporter;
      await ratings.answer(tx, file, contactId, { score: 4 }, TEN);
      const closed = await world.cases.get(tx, file.number);
      const result = await ratings.answer(tx, closed, contactId, { score: 1 }, NOON);
      expect(result).toMatchObject({
        outcome: 'changed',
        reopened: { before: { status: 'closed' }, after: { status: 'assigned' } },
      });
    }));

  it('who first said unsatisfied and then changed it keeps the case under work', () =>
    withSolved(1, async (tx, file, [me]) => {
      const { contactId } = me as Reporter;
      const first = await ratings.answer(tx, file, contactId, { score: 1 }, TEN);
      const result = await ratings.answer(
        tx,
        first.reopened?.after as CaseFile,
        contactId,
        { score: 5 },
        NOON,
      );
      expect(result).toEqual({ outcome: 'changed' });
      expect((await world.cases.get(tx, file.number)).status).toBe('assigned');
    }));

  it('who would rather not say is not counted, and the case closes', () =>
    withSolved(1, async (tx, file, [me]) => {
      const { contactId } = me as Reporter;
      const closed = await ratings.decline(tx, file, contactId, NOON);
      expect(closed?.after.status).toBe('closed');
      expect(await ratings.decline(tx, closed?.after as CaseFile, contactId, NOON)).toBeUndefined();
      expect(await ratings.listOf(tx, file)).toEqual([
        expect.objectContaining({ state: 'declined' }),
      ]);
      expect(await ratings.scoreOf(tx, file)).toBeUndefined();
    }));

  it('adds comments without losing the earlier ones', () =>
    withSolved(1, async (tx, file, [me]) => {
      const { contactId } = me as Reporter;
      await ratings.comment(tx, file, contactId, '灯很亮', TEN);
      await ratings.answer(tx, file, contactId, { score: 5, comment: '谢谢' }, TEN);
      await ratings.comment(
        tx,
        await world.cases.get(tx, file.number),
        contactId,
        '电话19900000001',
        TEN,
      );
      expect((await ratings.listOf(tx, file))[0]?.comment).toBe('灯很亮\n谢谢\n电话199****0001');
    }));
});

describe('several reporters', () => {
  it('each have a vote: the case closes with the last one', () =>
    withSolved(2, async (tx, file, [one, two]) => {
      const first = await ratings.answer(tx, file, (one as Reporter).contactId, { score: 5 }, TEN);
      expect(first).toEqual({ outcome: 'kept' });
      const now = await world.cases.get(tx, file.number);
      const second = await ratings.answer(tx, now, (two as Reporter).contactId, { score: 3 }, TEN);
      expect(second.closed?.after.status).toBe('closed');
      expect(await ratings.scoreOf(tx, file)).toBe(3);
    }));

  it('take the case up again when one of them is not satisfied; nobody waits for the others', () =>
    withSolved(2, async (tx, file, [one, two]) => {
      await ratings.answer(tx, file, (one as Reporter).contactId, { score: 1 }, TEN);
      expect(await ratings.openQuestionOf(tx, (two as Reporter).contactId)).toBeUndefined();
      expect((await ratings.listOf(tx, file)).map((rating) => rating.state).sort()).toEqual([
        'answered',
        'no_answer',
      ]);
    }));
});

describe('nobody', () => {
  it('answering means no answer, never satisfied; a late word still counts', () =>
    withSolved(1, async (tx, file, [me]) => {
      const { contactId } = me as Reporter;
      const week = minute('2026-10-05 10:00');
      const closed = await ratings.closeUnanswered(tx, file.communityId, file.number, week);
      expect(closed).toMatchObject({
        note: 'no-answer',
        actor: { kind: 'system' },
        after: { status: 'closed' },
      });
      expect(await ratings.scoreOf(tx, file)).toBeUndefined();
      expect(
        await ratings.closeUnanswered(tx, file.communityId, file.number, week),
      ).toBeUndefined();
      const late = await ratings.lastAnswered(tx, contactId, TEN);
      expect(late).toEqual({ file: closed?.after, round: 0 });
      expect(
        await ratings.answer(tx, late?.file as CaseFile, contactId, { score: 4 }, week),
      ).toEqual({ outcome: 'kept' });
      expect(await ratings.scoreOf(tx, file)).toBe(4);
    }));

  it('who works for the community rates its work', () =>
    withSolved(1, async (tx, file, [me]) => {
      const { accountId, contactId } = me as Reporter;
      await sql(tx).run(
        `insert into account (id, channel, state_since) values ($1, 'sandbox', now()) on conflict do nothing`,
        [accountId],
      );
      await world.module
        .get(BindingService, { strict: false })
        .bindStaff(tx, { accountId, contactId }, 'G0301', 'sandbox', TEN);
      expect(await ratings.answer(tx, file, contactId, { score: 5 }, NOON)).toEqual({
        outcome: 'refused-staff',
      });
      expect(await ratings.ask(tx, file, [me as Reporter], NOON)).toEqual([]);
      expect((await world.cases.get(tx, file.number)).status).toBe('resolved');
    }));

  it('else can rate, and no other value than 1 to 5', () =>
    withSolved(1, async (tx, file, [me]) => {
      const { contactId } = me as Reporter;
      await expect(ratings.answer(tx, file, '1', { score: 5 }, NOON)).rejects.toMatchObject({
        code: 'case.not-yours',
      });
      await expect(ratings.answer(tx, file, contactId, { score: 6 }, NOON)).rejects.toMatchObject({
        code: 'rating.off-scale',
      });
      const { after } = await world.open({ reporter: { ...WANG, contactId } });
      await expect(
        world.run((other) => ratings.answer(other, after, contactId, { score: 5 }, NOON)),
      ).rejects.toMatchObject({ code: 'rating.not-asked' });
    }));
});

function fail(message: string): never {
  throw new Error(message);
}
