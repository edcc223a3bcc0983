import type { Dice } from './dice.js';

const MATTERS: readonly ((place: string) => string)[] = [
  (place) => `${place}路灯坏了`,
  (place) => `${place}的垃圾三天没人收了`,
  (place) => `你好，${place}下水道堵了，水都漫出来了`,
  (place) => `我是${place}的，家里停水2天了`,
  (place) => `${place}电梯又坏了，今天第3次`,
  (place) => `${place}有2个人在打架`,
  (place) => `反映一下${place}乱停车，昨天12点打12345也没用`,
  (place) => `电瓶车堵住了消防通道，在${place}`,
  (place) => `请问${place}什么时候通暖气`,
  (place) => `${place}，楼道灯不亮，老人摔了一跤`,
  (place) => `麻烦派人来看看，${place}井盖没了`,
  (place) => `${place}`,
  (place) => `昨晚下水道返水 ${place}`,
  (place) => `路灯坏了。我住${place}`,
  (place) => `${place}楼上邻居半夜还在装修`,
  (place) => `师傅，${place}今天怎么又停电`,
  (place) => `老人一个人在家没暖气，地址${place}`,
];
/** What people without characters at hand write. */
export const MATTERS_PINYIN = [
  'ludeng huaile',
  'meishui',
  'laji meiren guan',
  'dianti huaile',
  'loushui',
];
export const BUILDING_WORDS = ['栋', '号楼', '幢', '#', '栋楼', '号楼'];
const CHINESE = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** A sentence about a place. */
export function said(place: string, dice: Dice): string {
  return dice.pick(MATTERS)(place);
}

/** A number up to thirty in words. */
export function chinese(label: string): string {
  const number = Number(label);
  if (!(number > 0) || number > 30) return label;
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return `${tens > 1 ? CHINESE[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? CHINESE[ones] : ''}`;
}

/** A door as people write it; the unit is drawn where it is not given. */
export function door(label: string, dice: Dice, unit: number = dice.between(1, 4)): string {
  if (/^[A-Z]$/.test(label))
    return `${dice.chance(0.5) ? label : label.toLowerCase()}${dice.pick(['座', '栋'])}`;
  const written = dice.chance(0.25) ? chinese(label) : label;
  const building = `${written}${dice.pick(BUILDING_WORDS)}`;
  const room = dice.between(1, 6) * 100 + dice.between(1, 4);
  return dice.pick([
    building,
    building,
    `${building}${unit}单元`,
    `${building}${unit}单元${room}`,
    `${label}-${unit}-${room}`,
    `${building}${room}室`,
    `${label} ${unit} ${room}`,
  ]);
}
