import { describe, expect, it } from '@jest/globals';
import {
  categoryName,
  likelyCategories,
  offered,
  readCategoryName,
} from '../../src/understanding/category-names.rules.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { readCategoryWish } from '../../src/understanding/category-wish.rules.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';

const table = loadCategoryTable();
const reader = new RuleReader(table);

describe('the name of a class as people write it', () => {
  it.each([
    ['环境保护', '环境保护'],
    ['环保', '环境保护'],
    ['环保类', '环境保护'],
    ['城建', '城乡建设'],
    ['文体', '教育文体'],
    ['纪检', '纪检监察'],
    ['噪声扰民', '环境保护·噪声扰民'],
    ['环境保护·噪声扰民', '环境保护·噪声扰民'],
    ['环境保护/噪声扰民', '环境保护·噪声扰民'],
    ['CJ05', '城乡建设·物业服务与业主自治'],
    ['cj05', '城乡建设·物业服务与业主自治'],
    ['物业的问题', '城乡建设·物业服务与业主自治'],
    ['环境保护，是油烟的事', '环境保护'],
    ['到物业', '城乡建设·物业服务与业主自治'],
    // Plain words that the table knows of one subcategory alone.
    ['路灯', '城乡建设·楼道照明与公共设施'],
    ['漏水', '城乡建设·漏水堵塞与房屋维修'],
    ['狗叫', '环境保护·噪声扰民'],
    ['拖欠工资', '劳动和社会保障·工资与劳动关系'],
  ])('%s → %s', (words, name) => {
    const { meant } = readCategoryName(words, table);
    expect(meant && categoryName(meant)).toBe(name);
  });

  it.each([
    ['交通', ['交通运输', '交通运输·交通秩序', '政法·交通管理']],
    ['卫生', ['卫生计生', '城乡建设·环境卫生与垃圾']],
    ['物业纠纷', ['城乡建设·物业服务与业主自治', '政法·邻里纠纷与法律服务']],
    ['停车', ['城乡建设·物业服务与业主自治']],
    ['外星事务', []],
    ['', []],
  ])('%s is not clear, near are %j', (words, names) => {
    const { meant, nearest } = readCategoryName(words, table);
    expect(meant).toBeUndefined();
    expect(nearest.map(categoryName)).toEqual(names);
  });

  it('offers what the case itself may be about where nothing is near, each once, at most four', () => {
    const [first] = likelyCategories('隔壁工地半夜还在打桩，吵得睡不着', table);
    expect(first).toEqual({ category: '环境保护' });
    const many = likelyCategories('楼道灯坏了', table);
    expect(offered([...many, ...many], many)).toHaveLength(4);
  });
});

describe('改类别 in plain words', () => {
  it.each([
    ['这个是物业的事，归物业', undefined, '物业'],
    ['这是噪声的事，归环境保护', undefined, '环境保护'],
    ['L1003 这个是环保的事，归环保', 'L1003', '环保'],
    ['类别不对，应该是环境保护', undefined, '环境保护'],
    ['类别错了，是噪声', undefined, '噪声'],
    ['L1003 类别改成环境保护', 'L1003', '环境保护'],
    ['把L1003的类别改成物业', 'L1003', '物业'],
    ['L1003改类别环境保护', 'L1003', '环境保护'],
    ['这件归到环保类', undefined, '环保'],
    ['这个属于环境保护类', undefined, '环境保护'],
    ['归到噪声扰民', undefined, '噪声扰民'],
    ['改成环境保护', undefined, '环境保护'],
    // A class that is not known is asked about, where the class is spoken of.
    ['类别改成外星事务', undefined, '外星事务'],
  ])('%s', (text, caseNumber, rest) => {
    expect(readCategoryWish(text, table)).toEqual({
      word: '改类别',
      intent: 'note',
      ...(caseNumber && { caseNumber }),
      rest,
    });
  });

  it.each([
    '这个归物业管',
    '这是物业的事',
    '归物业',
    '这件事归物业',
    '这个归城管,不是我的活',
    '这个不归我管，归物业',
    '这不是环保的事，是物业的事',
    '转给环保局',
    '改成3栋',
    '这属于另一类',
    '应该是环境保护',
    '分类垃圾桶满了',
    '垃圾分类没人管',
    '收到，马上去',
    '物业服务与业主自治',
  ])('%s is something else', (text) => {
    expect(readCategoryWish(text, table)).toBeUndefined();
  });

  it('is heard from those on duty only', () => {
    const read = (speaker: 'worker' | 'resident') =>
      reader.read({ text: '类别不对，应该是环境保护', speaker, context: 'none' }).command;
    expect(read('worker')?.word).toBe('改类别');
    expect(read('resident')).toBeUndefined();
  });
});
