import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  type KnownNames,
  maskPersonal,
} from '../../src/understanding/advice/personal-mask.rules.js';

const NOBODY: KnownNames = { people: [], places: [] };

describe('what leaves the house', () => {
  it.each([
    ['我的电话13800138000，快点来', '我的电话〔电话〕,快点来'],
    ['138 0013 8000 打我', '〔电话〕 打我'],
    ['１３８００１３８０００', '〔电话〕'],
    ['家里座机0551-65551234', '家里座机〔电话〕'],
    ['号码199****0001', '号码〔电话〕'],
    ['一三八零零一三八零零零', '〔号码〕'],
    ['身份证340101199001011234', '身份证〔证件号〕'],
    ['身份证号34010119900101123X办不了', '身份证号〔证件号〕办不了'],
    ['卡号6222021234567890128扣了钱', '卡号〔卡号〕扣了钱'],
    ['护照E12345678丢了', '护照〔证件号〕丢了'],
    ['户号1002003004停电', '户号〔号码〕停电'],
    ['加我微信wang_888', '加我微信〔账号〕'],
    ['QQ 12345678', 'QQ 〔账号〕'],
    ['发到a.b@mail.example.com', '发到〔账号〕'],
    ['看这个 https://x.example/?token=abc 骗人', '看这个 〔链接〕 骗人'],
    ['皖A12345挡了车库', '〔车牌〕挡了车库'],
    ['皖AD12345挡了车库', '〔车牌〕挡了车库'],
  ])('no number that leads to somebody: %s', (said, left) => {
    expect(maskPersonal(said, NOBODY)).toBe(left);
  });

  it.each([
    ['3栋2单元501漏水', '3栋2单元〔室号〕漏水'],
    ['5栋302的灯坏了', '5栋〔室号〕的灯坏了'],
    ['3-2-501没水', '3-2-〔室号〕没水'],
    ['三单元五零一室', '三单元〔室号〕室'],
    ['隔壁502天天吵', '隔壁〔室号〕天天吵'],
    ['1204室空调滴水', '〔室号〕空调滴水'],
  ])('no room: %s', (said, left) => {
    expect(maskPersonal(said, NOBODY)).toBe(left);
  });

  it.each([
    ['我叫王秀英，灯坏了', '我叫〔姓名〕,灯坏了'],
    ['我姓欧阳', '我姓〔姓名〕'],
    ['本人李刚，反映停水', '本人〔姓名〕,反映停水'],
    ['别说是我孙晓梅说的', '别说是我〔姓名〕说的'],
    ['隔壁老王又打牌', '隔壁〔姓名〕又打牌'],
    ['找小李来看看', '找小〔姓名〕来看看'],
    ['王阿姨家漏水', '〔姓名〕阿姨家漏水'],
    ['陈师傅昨天没来', '〔姓名〕师傅昨天没来'],
    ['陈静书记说明天来', '〔姓名〕书记说明天来'],
    ['楼上张建国半夜装修', '楼上〔姓名〕半夜装修'],
    ['刘伟打人了', '〔姓名〕打人了'],
    ['欧阳娜娜住在隔壁', '〔姓名〕住在隔壁'],
    ['我叫高峰', '我叫〔姓名〕'],
  ])('no name, though nobody of that name is known: %s', (said, left) => {
    expect(maskPersonal(said, NOBODY)).toBe(left);
  });

  it.each([
    ['高峰把车停在门口', ['高峰'], '〔姓名〕把车停在门口'],
    ['阳光明媚的灯坏了', ['阳光明媚'], '〔姓名〕的灯坏了'],
    ['让朱红和朱红梅都来', ['朱红', '朱红梅'], '让〔姓名〕和〔姓名〕都来'],
    ['门坏了', ['门'], '门坏了'],
  ])('no name that is known, even an ordinary word: %s', (said, people, left) => {
    expect(maskPersonal(said, { people, places: [] })).toBe(left);
  });

  it.each([
    '楼道灯坏了三天了,老人下楼差点摔一跤',
    '由于下雨导致路面积水严重',
    '高空抛物没人管',
    '黄山路施工噪音',
    '张贴小广告的又来了',
    '打了110和12345都没用',
    '周末也施工,白天没水',
    '水费多收了300元,等了2小时',
    '2026年的医保怎么交',
    '3栋2单元门口',
  ])('what is no business of anybody stays: %s', (said) => {
    expect(maskPersonal(said, NOBODY)).toBe(said);
  });

  it('keeps the names of places that the roster has, whatever they sound like', () => {
    const known = { people: ['高峰'], places: ['高峰小区', '江边', '王府花园'] };
    expect(maskPersonal('高峰小区、江边和王府花园的灯坏了,高峰知道', known)).toBe(
      '高峰小区、江边和王府花园的灯坏了,〔姓名〕知道',
    );
  });

  it('does not let anybody put words in through the signs it uses itself', () => {
    const said = '\ue000\ue001我叫王秀英\ue000';
    expect(maskPersonal(said, { people: ['刘德福'], places: [] })).toBe('我叫〔姓名〕');
  });

  it('finds nineteen in twenty names of the sample community without its roster, and all with it', () => {
    const names = namesOfSample();
    const told = SAYINGS.flatMap((saying) =>
      names.map((name) => [saying.replace('@', name), name]),
    );
    const leaks = (known: KnownNames) =>
      told.filter(([said = '', name = '']) => maskPersonal(said, known).includes(name)).length;
    expect(leaks(NOBODY) / told.length).toBeLessThan(0.05);
    expect(leaks({ people: names, places: [] })).toBe(0);
  });
});

const SAYINGS = [
  '@家水管漏了',
  '我是3栋的@，楼上吵',
  '隔壁@天天打牌',
  '@在楼道里堆东西',
  '请找一下@',
  '让@来看看吧',
  '昨天@说今天来修，没来',
  '电话打给@了没人接',
  '@把车停在消防通道',
  '3栋2单元@反映漏水',
  '说是@弄的',
];

function namesOfSample(): string[] {
  const columns = { 居民: 0, 人员: 1 };
  return Object.entries(columns).flatMap(([sheet, column]) =>
    readFileSync(`config/samples/guangming-street/${sheet}.csv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[column] ?? ''),
  );
}
