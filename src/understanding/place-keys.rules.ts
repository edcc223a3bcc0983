import { compact } from './normalise.rules.js';
import { toDigits } from './numerals.rules.js';

/** The forms of a name under which the roster keeps it. */

const NUMBERED = /[一二三四五六七八九十]{1,3}(?=区|期|网格|组团|号院|巷|弄|支部)/g;

/** A name as it is looked up: compact, 「第三网格」 = 「3网格」. */
export function nameKey(text: string): string {
  return compact(text)
    .replace(NUMBERED, (digits) => toDigits(digits))
    .replace(/第(?=\d+网格)/g, '');
}

const TAIL =
  /(?:居民小区|住宅小区|小区|社区居委会|社区|花园小区|花苑|花园|家园|新村|公寓|嘉园|大院|宿舍楼|宿舍|生活区|住宅区|街道办事处|街道|办事处|居委会)$/;

/** 灵西小区 → 灵西; undefined when nothing worth calling a name is left. */
export function shortName(key: string): string | undefined {
  const short = key.replace(TAIL, '');
  return short.length >= 2 && short !== key ? short : undefined;
}

/** All that an estate is called by leaving out its end: 长城住宅小区 → 长城, 长城住宅. */
export function shortNames(key: string): Set<string> {
  const shorts = [shortName(key), key.replace(/小区$/, '')];
  return new Set(
    shorts.filter((short) => short !== undefined && short !== key && short.length >= 2) as string[],
  );
}

/** What people call the same kind of place, each by any of its words. */
const SAME_KIND: readonly (readonly string[])[] = [
  ['农贸市场', '集贸市场', '菜市场', '菜场', '菜市'],
  ['公共厕所', '公厕', '厕所'],
  ['快递驿站', '快递站', '快递点', '驿站'],
  ['公共汽车站', '公交站', '公交站台', '车站'],
  ['卫生服务站', '卫生站', '卫生院', '卫生所', '卫生室'],
  ['老年食堂', '助餐点', '食堂'],
];

/** A landmark under each word for its kind: 双岗菜市, 双岗菜场. */
export function otherWords(key: string): string[] {
  const words = SAME_KIND.find((same) => same.some((word) => key.includes(word)));
  const own = words?.find((word) => key.includes(word));
  if (words === undefined || own === undefined || key === own) return [key];
  return [key, ...words.filter((word) => word !== own).map((word) => key.replace(own, word))];
}
