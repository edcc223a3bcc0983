import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { measureAddresses, readAddressFile } from '../../src/cli/bench/places/address-bench.js';
import {
  measureShipped,
  measureTaught,
  withCategory,
} from '../../src/cli/bench/understand/category-bench.js';
import { measureKinds } from '../../src/cli/bench/understand/kind-bench.js';
import { readLabelledFile } from '../../src/cli/bench/understand/labelled-file.js';
import { confusionOf, reliabilityOf, scoresOf } from '../../src/cli/bench/understand/scores.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';

const table = loadCategoryTable();
const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(...rows: object[]): string {
  const path = join(folder, 'labelled.jsonl');
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return path;
}

describe('how good answers are', () => {
  const answers = [
    { right: 'a', said: 'a', second: 'b', confidence: 0.95 },
    { right: 'a', said: 'b', second: 'a', confidence: 0.55 },
    { right: 'b', said: 'b', second: 'a', confidence: 0.92 },
    { right: 'b', said: 'a', second: 'c', confidence: 0.15 },
    { right: 'a', said: 'a', second: 'b', confidence: 1 },
  ];

  it('counts what was right first, among the best two, and among the surest', () => {
    expect(scoresOf(answers)).toEqual({
      count: 5,
      accuracy: 0.6,
      macroF1: round((2 / 3 + 1 / 2) / 2),
      bestTwo: 0.8,
      surest: 0.75,
      recall: { a: round(2 / 3), b: 0.5 },
    });
    expect(confusionOf(answers)).toEqual({ a: { a: 2, b: 1 }, b: { b: 1, a: 1 } });
  });

  it('holds confidence against what came out', () => {
    expect(reliabilityOf(answers)).toEqual([
      { from: 0.1, to: 0.2, count: 1, confidence: 0.15, right: 0 },
      { from: 0.5, to: 0.6, count: 1, confidence: 0.55, right: 0 },
      { from: 0.9, to: 1, count: 3, confidence: 0.9567, right: 1 },
    ]);
  });

  function round(value: number): number {
    return Math.round(value * 10_000) / 10_000;
  }
});

describe('labelled files', () => {
  it('keep the same message in the same fold, with and without its letter', () => {
    const { messages } = readLabelledFile(
      fileOf(
        { text: '路灯坏了！', category: '城乡建设' },
        { title: '路灯坏了', text: '三天了没人修', category: '城乡建设' },
        { text: '路灯坏了', kind: '投诉' },
        { text: '孩子上学', category: '教育文体' },
      ),
      1000,
    );
    const [first, second, third, other] = messages;
    expect(second).toMatchObject({ text: '路灯坏了。三天了没人修', body: '三天了没人修' });
    expect([second?.fold, third?.fold]).toEqual([first?.fold, first?.fold]);
    expect(other?.fold).not.toBe(first?.fold);
    expect(withCategory(messages)).toHaveLength(3);
  });

  it('are told apart from what is none', () => {
    expect(() => readLabelledFile(join(folder, 'nowhere.jsonl'), 5)).toThrow(/没有/);
    writeFileSync(join(folder, 'bad.jsonl'), '{"text":"好"}\n不是');
    expect(() => readLabelledFile(join(folder, 'bad.jsonl'), 5)).toThrow(/第 2 行/);
  });
});

describe('measuring', () => {
  it('answers no message by a model that has seen it', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      text: `${'甲乙丙丁戊己庚辛壬癸'.charAt(i % 10)}${i}号怪事`,
      category: i % 2 ? '民政' : '政法',
    }));
    const messages = withCategory(readLabelledFile(fileOf(...rows), 4).messages);
    const shipped = measureShipped(messages, table);
    expect(shipped.count).toBe(40);
    const taught = measureTaught(messages, messages, 'all', 4, table);
    expect(taught.count).toBe(40);
    const none = measureTaught(
      messages,
      messages.map((message) => ({ ...message, fold: 0 })).slice(0, 0),
      'all',
      4,
      table,
    );
    expect(none.accuracy).toBe(shipped.accuracy);
    const same = messages.map((message) => ({ ...message, fold: 2 }));
    expect(measureTaught(same, same, 'all', 4, table).accuracy).toBe(shipped.accuracy);
  });

  it('reads kinds from the text without its title', () => {
    const { messages } = readLabelledFile(
      fileOf(
        { title: '请问', text: '垃圾几天没人收', kind: '投诉' },
        { text: '表扬小李', kind: '表扬' },
      ),
      5,
    );
    expect(measureKinds(messages, table)).toMatchObject({ count: 2, recall: { 投诉: 1, 表扬: 1 } });
    expect(measureKinds([], table)).toBeUndefined();
  });
});

describe('addresses that a person labelled', () => {
  const written = [
    {
      address: '江滨路88号锦绣花园12幢3单元501室',
      parts: [
        ['road', '江滨路'],
        ['roadno', '88号'],
        ['poi', '锦绣花园'],
        ['houseno', '12幢'],
        ['cellno', '3单元'],
        ['roomno', '501室'],
      ],
    },
    {
      address: '锦绣花园12幢6号',
      parts: [
        ['houseno', '12幢'],
        ['roomno', '6号'],
      ],
    },
    { address: '江滨路88号', parts: [['roadno', '88号']] },
  ];

  it('are right when every part is read as it was labelled, and nothing besides', () => {
    expect(measureAddresses(readAddressFile(fileOf(...written)), 5)).toMatchObject({
      addresses: 3,
      allThree: { count: 1, right: 1 },
      atLeastOne: { count: 2, right: 0.5 },
      parts: { building: { count: 2, right: 1 }, room: { count: 2, right: 0.5 } },
      misses: [{ text: '锦绣花园12幢6号', right: { building: '12', room: '6' } }],
    });
  });

  it('must stand one a line', () => {
    expect(() => readAddressFile(fileOf({ text: '江滨路88号' }))).toThrow('第 1 行');
  });
});
