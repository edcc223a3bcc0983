import { describe, expect, it } from '@jest/globals';
import { answerLine } from '../../src/cli/understand/answer-line.rules.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';

const reader = new RuleReader(loadCategoryTable());
const answer = (line: string) => answerLine(line, reader);

describe('one line of understand', () => {
  it('answers with every field of the contract, absent parts as null', () => {
    expect(answer('{"id":7,"text":"灵西小区3栋2单元501厨房漏水,还有电梯坏了"}')).toEqual({
      id: 7,
      intent: 'report',
      kind: expect.stringMatching(/投诉|求助/),
      category: '城乡建设',
      subcategory: '漏水堵塞与房屋维修',
      confidence: expect.any(Number),
      alternatives: expect.any(Array),
      urgency: 'high',
      place: {
        estate: '灵西小区',
        building: '3',
        unit: '2',
        room: '501',
        landmark: null,
        road: null,
        roadNo: null,
      },
      grid: null,
      routing: 'none',
      candidates: [],
      problems: [
        expect.objectContaining({ text: '灵西小区3栋2单元501厨房漏水' }),
        expect.objectContaining({ text: '电梯坏了' }),
      ],
    });
  });

  it('takes speaker and context into account, and keeps an id that is not given null', () => {
    expect(answer('{"text":"修好了","speaker":"worker"}')).toMatchObject({
      id: null,
      intent: 'resolve',
    });
    expect(answer('{"text":"还是没好","context":"resolved"}')).toMatchObject({ intent: 'reopen' });
    expect(answer('{"text":"","speaker":null}')).toMatchObject({ intent: 'other' });
  });

  it.each([
    ['not json', undefined],
    ['', undefined],
    ['null', undefined],
    ['[]', undefined],
    ['"text"', undefined],
    ['{"id":1}', 1],
    ['{"id":2,"text":5}', 2],
    ['{"id":3,"text":"灯坏了","speaker":"boss"}', 3],
    ['{"id":4,"text":"灯坏了","context":"later"}', 4],
  ])('says what is wrong with %s and goes on', (line, id) => {
    const told = answer(line);
    expect(told).toEqual({ ...(id !== undefined && { id }), error: expect.any(String) });
  });
});
