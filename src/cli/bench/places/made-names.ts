import type { Dice } from './dice.js';

/** Characters that estates are named with, each with its pinyin and what a keyboard offers in its place. */
const CHARACTERS: Readonly<Record<string, readonly [pinyin: string, alike: string]>> = {
  春: ['chun', '纯椿淳'],
  和: ['he', '河荷禾合'],
  枫: ['feng', '峰风丰锋'],
  林: ['lin', '霖琳临'],
  翠: ['cui', '脆萃粹'],
  湖: ['hu', '胡糊葫'],
  竹: ['zhu', '烛逐竺'],
  溪: ['xi', '西希熙惜'],
  金: ['jin', '今津巾'],
  桂: ['gui', '贵柜'],
  银: ['yin', '寅吟'],
  杏: ['xing', '幸姓'],
  凤: ['feng', '奉'],
  凰: ['huang', '皇煌'],
  龙: ['long', '隆笼'],
  泉: ['quan', '全权'],
  锦: ['jin', '谨紧'],
  绣: ['xiu', '秀锈'],
  江: ['jiang', '将姜'],
  南: ['nan', '楠男'],
  阳: ['yang', '洋杨扬'],
  光: ['guang', '广'],
  明: ['ming', '铭名'],
  珠: ['zhu', '朱株'],
  东: ['dong', '冬咚'],
  方: ['fang', '芳坊'],
  紫: ['zi', '子籽'],
  荆: ['jing', '京晶'],
  碧: ['bi', '璧必'],
  云: ['yun', '芸耘'],
  天: ['tian', '添'],
  悦: ['yue', '月越'],
  海: ['hai', '孩'],
  棠: ['tang', '堂唐糖'],
  兰: ['lan', '蓝澜'],
  亭: ['ting', '庭停'],
  玉: ['yu', '育裕'],
  泽: ['ze', '则择'],
  华: ['hua', '骅'],
  府: ['fu', '俯腐'],
  盛: ['sheng', '胜圣'],
  世: ['shi', '市是'],
  丽: ['li', '莉力利'],
  景: ['jing', '井警'],
  学: ['xue', '雪'],
  士: ['shi', '仕室'],
  静: ['jing', '净敬'],
  安: ['an', '岸案'],
  康: ['kang', '慷'],
  乐: ['le', '勒'],
  福: ['fu', '伏扶'],
  寿: ['shou', '受'],
  山: ['shan', '珊衫'],
  水: ['shui', '睡'],
  青: ['qing', '清轻'],
  石: ['shi', '时实'],
  桥: ['qiao', '乔侨'],
  梅: ['mei', '煤眉'],
  柳: ['liu', '绺'],
  荷: ['he', '和何'],
  塘: ['tang', '糖唐'],
  城: ['cheng', '成诚程'],
  月: ['yue', '悦阅'],
  望: ['wang', '旺忘'],
  星: ['xing', '兴形'],
  河: ['he', '和何'],
  观: ['guan', '关官'],
  澜: ['lan', '蓝兰'],
  怡: ['yi', '宜移'],
  庭: ['ting', '亭停'],
  书: ['shu', '舒输'],
  香: ['xiang', '乡箱'],
  墨: ['mo', '莫默'],
  园: ['yuan', '圆元缘'],
  苑: ['yuan', '院愿'],
  花: ['hua', '哗'],
  家: ['jia', '佳嘉'],
  村: ['cun', '存'],
  新: ['xin', '心欣'],
  小: ['xiao', '晓'],
  区: ['qu', '曲'],
  公: ['gong', '工宫'],
  寓: ['yu', '遇域'],
  居: ['ju', '具局'],
  里: ['li', '李理'],
};

/** Estates are named by pairs of these; the pairs themselves are drawn, so that no two communities are the same. */
const FIRST = [...'春枫翠金银凤锦东紫碧天海玉盛丽学静康福青石桂柳荷月星龙澜怡书香墨'];
const SECOND = [...'和林湖溪泉江南阳光明珠方云悦棠亭泽府世景安乐寿山水桥塘城望河观庭园杏'];
const ESTATE_TAILS = [
  '小区',
  '花园',
  '家园',
  '新村',
  '公寓',
  '苑',
  '居',
  '里',
  '城',
  '雅苑',
  '华庭',
  '府',
  '名邸',
];
const LONG_MIDDLES = ['江南', '国际', '一品', '学府', '阳光', '公馆', '上城', '丽景'];
const WORKS = [
  '棉纺厂',
  '机械厂',
  '粮站',
  '酒厂',
  '水泥厂',
  '供销社',
  '农机站',
  '印刷厂',
  '电表厂',
  '煤建公司',
  '轴承厂',
  '塑料厂',
];
const WORKS_TAILS = ['宿舍', '家属院', '老楼', '大院'];
const LANDMARK_TAILS = [
  '菜市场',
  '小学',
  '幼儿园',
  '超市',
  '公园',
  '卫生院',
  '农贸市场',
  '中学',
  '广场',
  '加油站',
];
const ROAD_TAILS = ['路', '街', '巷', '大道', '东路', '西路'];

/** Draws names that this world has not used yet. */
export class NameMaker {
  private readonly used = new Set<string>();

  /** @param outside names from elsewhere, taken for estates before any is made up */
  constructor(
    private readonly dice: Dice,
    private readonly outside: readonly string[] = [],
  ) {}

  community(): string {
    return this.fresh(() => this.stem());
  }

  estate(): string {
    return this.fresh(() => {
      if (this.outside.length > 0) return this.dice.pick(this.outside);
      const end = this.dice.chance(0.2) ? LONG_MIDDLES : ESTATE_TAILS;
      return this.stem() + this.dice.pick(end);
    });
  }

  landmark(): string {
    return this.fresh(() => this.stem() + this.dice.pick(LANDMARK_TAILS));
  }

  road(): string {
    return this.fresh(() => this.stem() + this.dice.pick(ROAD_TAILS));
  }

  nickname(): string {
    return this.fresh(() => {
      const age = this.dice.chance(0.4) ? '老' : '';
      const where = this.dice.chance(0.3) ? this.dice.pick(SECOND) : '';
      return age + where + this.dice.pick(WORKS) + this.dice.pick(WORKS_TAILS);
    });
  }

  private stem(): string {
    return this.dice.pick(FIRST) + this.dice.pick(SECOND);
  }

  private fresh(draw: () => string): string {
    for (let tries = 0; tries < 10_000; tries += 1) {
      const name = draw();
      if (this.used.has(name)) continue;
      this.used.add(name);
      return name;
    }
    throw new Error('every name of this kind is used: a world cannot be that large');
  }
}

/** The tail that people leave out, if the name has one. */
export function withoutTail(name: string): string | undefined {
  const tail = ['小区', '花园', '家园', '新村', '公寓'].find((one) => name.endsWith(one));
  return tail !== undefined && name.length - tail.length >= 2
    ? name.slice(0, -tail.length)
    : undefined;
}

/** The name typed by ear: one or two of its characters replaced by others of the same sound; undefined when none is known. */
export function misheard(name: string, dice: Dice): string | undefined {
  const characters = [...name];
  const places = characters.flatMap((char, i) => (CHARACTERS[char] ? [i] : []));
  if (places.length === 0) return undefined;
  const times = dice.chance(0.3) ? 2 : 1;
  for (let i = 0; i < times; i += 1) {
    const at = dice.pick(places);
    const alike = CHARACTERS[name.charAt(at)]?.[1] ?? name.charAt(at);
    characters[at] = dice.pick([...alike]);
  }
  return characters.join('');
}

/** What many speakers do not tell apart: n and ng, zh and z, l and n. */
const BLURRED: Readonly<Record<string, string>> = {
  林: '灵凌',
  金: '京晶',
  锦: '景',
  兰: '南男',
  南: '兰',
  山: '三',
  竹: '足',
  新: '星',
  明: '民',
  静: '进',
  石: '四',
  城: '层',
  青: '亲',
  景: '锦',
  银: '迎',
  春: '村',
  盛: '慎',
  珠: '租',
};

/** The name as somebody writes it who says n for ng or z for zh; undefined when it has no such sound. */
export function blurred(name: string, dice: Dice): string | undefined {
  const places = [...name].flatMap((char, i) => (BLURRED[char] ? [i] : []));
  if (places.length === 0) return undefined;
  const at = dice.pick(places);
  return name.slice(0, at) + dice.pick([...(BLURRED[name.charAt(at)] ?? '')]) + name.slice(at + 1);
}

/** The name in pinyin; undefined when a character of it is not known here. */
export function spelt(name: string): string | undefined {
  const syllables = [...name].map((char) => CHARACTERS[char]?.[0]);
  return syllables.includes(undefined) ? undefined : syllables.join('');
}

/** The name with a slip of the finger: a character lost, doubled, or two changed places. */
export function mistyped(name: string, dice: Dice): string {
  const at = dice.below(name.length - 1);
  const [a, b] = [name.charAt(at), name.charAt(at + 1)];
  return dice.pick([
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + a + a + name.slice(at + 1),
    name.slice(0, at) + b + a + name.slice(at + 2),
  ]);
}
