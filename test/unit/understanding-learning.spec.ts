import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type CategoryModel, classify } from '../../src/understanding/category.rules.js';
import { teach } from '../../src/understanding/category-learning.rules.js';
import {
  loadModel,
  packModel,
  rollBackModel,
  saveModel,
  unpackModel,
} from '../../src/understanding/category-model-file.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { shuffle } from '../../src/understanding/category-training.rules.js';

const table = loadCategoryTable();
const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'linli-model-'));
  folders.push(made);
  return made;
};
const of = (text: string, model?: CategoryModel) => classify(text, table, model).category;
const times = (count: number, text: (i: number) => string, category: string) =>
  Array.from({ length: count }, (_, i) => ({ text: text(i), category }));
const corrections = [
  ...times(30, (i) => `大鹅又在院里叫唤第${i}回`, '环境保护'),
  ...times(30, (i) => `楼前石墩子挪走第${i}个`, '交通运输'),
];

afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});

describe('learning from corrections', () => {
  it('takes up what people corrected and leaves the rest alone', () => {
    const { model, isKept, heldOut, right, rightBefore } = teach(corrections, table);
    expect({ isKept, heldOut, right }).toEqual({ isKept: true, heldOut: 12, right: 12 });
    expect(rightBefore).toBeLessThan(12);
    expect(of('大鹅叫唤', model)).toBe('环境保护');
    expect(of('石墩子挪走', model)).toBe('交通运输');
    expect(of('楼道灯坏了', model)).toBe('城乡建设');
    expect(of('孩子入学学区怎么划', model)).toBe('教育文体');
  });

  it('gives the same model for the same corrections', () => {
    const [first, second] = [teach(corrections, table), teach(corrections, table)];
    expect(first.model?.saved).toEqual(second.model?.saved);
  });

  it('goes on from an earlier model instead of forgetting it', () => {
    const first = teach(corrections, table).model;
    const more = times(30, (i) => `院里那口老缸又满了第${i}天`, '民政');
    const { model, isKept } = teach(more, table, first);
    expect(isKept).toBe(true);
    expect(of('老缸满了', first)).not.toBe('民政');
    expect(of('老缸满了', model)).toBe('民政');
    expect(of('大鹅叫唤', model)).toBe('环境保护');
    expect(of('石墩子挪走', model)).toBe('交通运输');
    expect(model?.saved.examples).toBe(90);
  });

  it('still reaches the labels that none of many corrections had, with the same words in them', () => {
    const many = [
      ...times(800, (i) => `养老关系转到社区怎么办，第${i}次问`, '劳动和社会保障'),
      ...times(800, (i) => `套餐里的菜三天了没送，第${i}单`, '商贸旅游'),
    ];
    const { model } = teach(many, table);
    expect(of('养老关系转到社区', model)).toBe('劳动和社会保障');
    expect(of('菜三天了没送', model)).toBe('商贸旅游');
    expect(of('党员组织关系转到社区怎么办', model)).toBe('党务政务');
    expect(of('宽带断网三天了', model)).toBe('科技与信息产业');
  });

  it('keeps what was there when the lesson makes it worse', () => {
    const first = teach(corrections, table).model;
    // Those that will be held back are labelled as before, all others wrongly.
    const order = Int32Array.from({ length: 60 }, (_, i) => i);
    shuffle(order, 1);
    const heldBack = new Set(order.subarray(0, 12));
    const wrong = Array.from({ length: 60 }, (_, i) => ({
      text: `大鹅又在院里叫唤第${i}回`,
      category: heldBack.has(i) ? '环境保护' : '民政',
    }));
    const lesson = teach(wrong, table, first);
    expect(lesson).toMatchObject({ isKept: false, heldOut: 12, rightBefore: 12 });
    expect(lesson.right).toBeLessThan(12);
    expect(lesson.model).toBe(first);
  });

  it('learns nothing from labels the table does not know, nor from nothing', () => {
    expect(teach([], table)).toMatchObject({ isKept: false, model: undefined });
    expect(teach(times(20, String, '外星事务'), table)).toMatchObject({ isKept: false });
  });
});

describe('a model on disk', () => {
  it('answers as before, in under half a megabyte', () => {
    const model = teach(corrections, table).model;
    if (!model) throw new Error('nothing learned');
    const packed = packModel(model);
    expect(packed.length).toBeLessThan(500_000);
    const again = unpackModel(packed, table);
    for (const text of ['大鹅叫唤', '石墩子挪走', '楼道灯坏了'])
      expect(classify(text, table, again)).toEqual(classify(text, table, model));
  });

  it('can be taken back, version by version, and keeps only a few', () => {
    const path = folder();
    expect(loadModel(path, table)).toBeUndefined();
    expect(rollBackModel(path)).toBe(false);
    const models = Array.from(
      { length: 8 },
      (_, i) => teach(corrections.slice(0, 20 + i), table).model,
    );
    for (const model of models) if (model) saveModel(model, path);
    expect(readdirSync(path)).toHaveLength(6);
    expect(loadModel(path, table)?.saved.examples).toBe(27);
    expect(rollBackModel(path)).toBe(true);
    expect(loadModel(path, table)?.saved.examples).toBe(26);
    for (let left = 4; left > 0; left--) expect(rollBackModel(path)).toBe(true);
    expect(rollBackModel(path)).toBe(false);
    expect(loadModel(path, table)?.saved.examples).toBe(22);
  });

  it('says so when it is no model', () => {
    const path = folder();
    writeFileSync(join(path, 'category-model.json.gz'), 'broken');
    expect(() => loadModel(path, table)).toThrow(/no category model/);
  });
});
