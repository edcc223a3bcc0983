import { describe, expect, it } from '@jest/globals';
import { type CategoryModel, classify } from '../../src/understanding/category.rules.js';
import {
  type ExamFigures,
  isHeldOut,
  isPassed,
  learnFromLedger,
  type Matters,
} from '../../src/understanding/category-lesson.rules.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';

const table = loadCategoryTable();
const of = (text: string, model?: CategoryModel) => classify(text, table, model).category;
const times = (count: number, text: (i: number) => string, category: string) =>
  Array.from({ length: count }, (_, i) => ({ text: text(i), category }));
const none: Matters = { corrected: [], standing: [] };
const taught: Matters = {
  corrected: times(24, (i) => `院里那口老缸又满了第${i}回`, '民政'),
  standing: [
    ...times(30, (i) => `楼道灯坏了第${i}层`, '城乡建设'),
    ...times(30, (i) => `孩子入学学区怎么划第${i}问`, '教育文体'),
  ],
};
const heldOut: Matters = {
  corrected: times(6, (i) => `那口老缸满到沿了第${i}次`, '民政'),
  standing: times(20, (i) => `单元楼道灯坏了没人修第${i}天`, '城乡建设'),
};

describe('which cases are never learned from', () => {
  it.each([
    ['L1000', true],
    ['L1001', false],
    ['L1004', false],
    ['L1005', true],
    ['L1050', true],
    ['L1059', false],
  ])('%s: %s', (number, held) => expect(isHeldOut(number)).toBe(held));
});

describe('the exam', () => {
  const exam = (
    correctedRight: number,
    correctedBefore: number,
    standingRight: number,
    standingAsked = 40,
  ): ExamFigures => ({
    correctedAsked: 10,
    correctedRight,
    correctedBefore,
    standingAsked,
    standingRight,
  });

  it.each([
    ['better and nothing forgotten', exam(7, 3, 40), true],
    ['as good as before', exam(3, 3, 40), true],
    ['worse on what was corrected', exam(2, 3, 40), false],
    ['one in ten of the rest read otherwise', exam(7, 3, 36), true],
    ['more than one in ten of the rest read otherwise', exam(9, 3, 35), false],
    ['one of very few read otherwise', exam(7, 3, 1, 2), true],
    ['two of very few read otherwise', exam(7, 3, 0, 2), false],
    ['nothing to be examined on', { ...exam(0, 0, 0, 0), correctedAsked: 0 }, true],
  ])('%s: %j → %s', (_title, figures, kept) => expect(isPassed(figures)).toBe(kept));
});

describe('a lesson of the ledger', () => {
  it('learns what was corrected, keeps what was left standing, and says how the exam went', () => {
    const { model, isKept, figures } = learnFromLedger({ taught, heldOut }, table, undefined);
    expect(isKept).toBe(true);
    expect(figures).toMatchObject({ correctedAsked: 6, correctedRight: 6, standingAsked: 20 });
    expect(figures.correctedBefore).toBeLessThan(6);
    expect(figures.standingRight).toBe(20);
    expect(of('老缸满了', model)).toBe('民政');
    expect(of('楼道灯坏了', model)).toBe('城乡建设');
  });

  it('is refused when it is worse on held-out corrections than the model in use', () => {
    const good = learnFromLedger({ taught, heldOut }, table, undefined).model;
    const wrong = taught.corrected.map(({ text }) => ({ text, category: '环境保护' }));
    const lesson = learnFromLedger(
      { taught: { ...taught, corrected: wrong }, heldOut },
      table,
      good,
    );
    expect(lesson.isKept).toBe(false);
    expect(lesson.figures).toMatchObject({ correctedRight: 0, correctedBefore: 6 });
  });

  it('is refused when it forgets what nobody corrected', () => {
    const onesided = times(60, (i) => `楼道灯坏了第${i}层`, '民政');
    const { isKept, figures } = learnFromLedger(
      { taught: { corrected: onesided, standing: [] }, heldOut },
      table,
      undefined,
    );
    expect(figures.standingRight).toBeLessThan(18);
    expect(isKept).toBe(false);
  });

  it('gives the same model for the same ledger', () => {
    const plan = { taught, heldOut: none };
    expect(learnFromLedger(plan, table, undefined).model.saved).toEqual(
      learnFromLedger(plan, table, undefined).model.saved,
    );
  });
});
