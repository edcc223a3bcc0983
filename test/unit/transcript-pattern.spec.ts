import { describe, expect, it } from '@jest/globals';
import {
  fillIn,
  matchPattern,
  namesIn,
  parsePattern,
} from '../../src/cli/transcript/pattern.rules.js';

const NUMBERS = ['L1', 'L10', 'L1001', 'L1002', 'L1002-2'];

function match(pattern: string, message: string, held: Record<string, string> = {}) {
  const captured = matchPattern(parsePattern(pattern), message, {
    held: new Map(Object.entries(held)),
    numbers: NUMBERS,
  });
  return captured && Object.fromEntries(captured);
}

describe('a pattern', () => {
  it.each([
    ['收到。', '收到。', true],
    ['收到', '收到。', false],
    ['收到…', '收到。', true],
    ['…收到…', '好的，收到', true],
    ['…', '', true],
    ['……', '随便什么', true],
    ['[满意|还行]', '还行', true],
    ['[满意|还行]', '不满意', false],
    ['…[李明|王芳]…马上到', '社区的王芳说马上到', true],
    ['[一|二…]三', '二又三', true],
    ['[图片 …]', '[图片 a.jpg]', true],
    ['[图片 …]', '图', false],
    ['1+1=2 (对)?', '1+1=2 (对)?', true],
    ['第一行 第二行', '第一行\n第二行', true],
    ['…第二行', '第一行\n\n第二行', true],
    ['{没写完', '{没写完', true],
  ])('%s held against %j: %s', (pattern, message, expected) => {
    expect(match(pattern, message) !== undefined).toBe(expected);
  });

  it.each([
    ['…{case}…', '编号L1001，已交给李明', { case: 'L1001' }],
    ['…{case}…', '电话13900000000，编号 L1002。', { case: 'L1002' }],
    ['…{case}', '还没有这件 L7777', undefined],
    ['{a} {b}', 'L1001 L1002', { a: 'L1001', b: 'L1002' }],
    ['…{case}…', 'L1002-2 已登记', { case: 'L1002-2' }],
    ['…{case}…', '只有 L10010 和 XL10', undefined],
  ])('%s captures from %s', (pattern, message, expected) => {
    expect(match(pattern, message)).toEqual(expected);
  });

  it('takes the first case number that no other name holds', () => {
    expect(match('…{second}…', '旧的 L1001，新的 L1002', { first: 'L1001' })).toEqual({
      second: 'L1002',
    });
    expect(match('…{second}…', '还是 L1001', { first: 'L1001' })).toBeUndefined();
  });

  it('takes that number and no other, even where another would fit', () => {
    expect(match('…新的 {second}…', '旧的 L1001，新的 L1002')).toBeUndefined();
  });

  it('wants a name that is held to be equal, and whole', () => {
    expect(match('…{case}…', '编号 L1。', { case: 'L1' })).toEqual({});
    expect(match('…{case}…', '编号 L10。', { case: 'L1' })).toBeUndefined();
  });

  it('names each name once', () => {
    expect(namesIn('{a}和{b}和{a}')).toEqual(['a', 'b']);
  });

  it('fills captured names into what is said', () => {
    expect(fillIn('进度 {case} {other}', new Map([['case', 'L1001']]))).toBe('进度 L1001 {other}');
  });
});
