import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import {
  readExampleFiles,
  unfoldExamples,
  unfoldRequests,
} from '../../src/understanding/category-examples.js';
import { trainStartingModels } from '../../src/understanding/category-start.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { plain } from '../../src/understanding/normalise.rules.js';

const table = loadCategoryTable();
const files = readExampleFiles();
const labels = {
  categories: table.categories,
  labelOfCode: new Map(table.subcategories.map(({ code }, i) => [code, table.parents[i] ?? 0])),
};

describe('the starting model', () => {
  it('as shipped is what its words and examples give: after changing them, run `linli starting-model`', () => {
    const shipped = JSON.parse(
      gunzipSync(
        readFileSync(new URL('../../config/starting-model.json.gz', import.meta.url)),
      ).toString('utf8'),
    ) as Record<'start' | 'kinds', { step: number; bytes: string }>;
    const trained = trainStartingModels(files, labels);
    for (const part of ['start', 'kinds'] as const) {
      const { step, bytes } = trained[part];
      expect(shipped[part].step).toBe(step);
      expect(Buffer.from(bytes.buffer).equals(Buffer.from(shipped[part].bytes, 'base64'))).toBe(
        true,
      );
      expect(Buffer.from(table[part].bytes).equals(Buffer.from(bytes.buffer))).toBe(true);
    }
  });

  it('rests on thousands of examples, some for every subcategory', () => {
    const examples = unfoldExamples(files);
    expect(new Set(examples.map(({ text }) => plain(text))).size).toBeGreaterThan(5000);
    const codes = new Set(examples.map(({ code }) => code));
    expect([...codes].sort()).toEqual(table.subcategories.map(({ code }) => code).sort());
    expect(unfoldExamples(files)).toEqual(examples);
  });

  it('leaves no mark of the notation in an example', () => {
    for (const { text } of [...unfoldExamples(files), ...unfoldRequests(files)])
      expect(text).not.toMatch(/[()|{}[\]]/);
  });
});
