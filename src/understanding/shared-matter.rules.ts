import { fold } from './normalise.rules.js';
import { label } from './numerals.rules.js';
import { spellOut } from './pinyin.rules.js';
import { SHARED_THINGS, type SharedThing } from './shared-things.js';

/** A matter with its place, as far as two of them are compared. */
export interface PlacedMatter {
  readonly text: string;
  /** In words; empty when unknown. */
  readonly place: string;
  readonly address: {
    readonly estate?: string;
    readonly building?: string;
    readonly unit?: string;
  };
}

/** What a text says of a thing that several households share. */
export interface SharedSign {
  readonly thing: SharedThing;
  readonly faults: readonly string[];
  /** 「北门」「5楼」「2号梯」: which of several it is; sorted. */
  readonly marks: string;
  /** The words say that it is at a door: 「3栋」「楼下」. */
  readonly atDoor: boolean;
}

/** Inside a home, or between people: nobody else's business. */
const PRIVATE =
  /我们?家(?!门口|老人|孩子|小孩)|自家|家里|家中|屋里|屋内|卧室|客厅|厨房|卫生间|洗手间|浴室|马桶|阳台|水龙头|热水器|邻居|隔壁|对门|楼上(?!都|也)|我的?(?:车|电动车|电瓶车)|我(?:妈|爸|老公|老婆|孩子|儿子|女儿)|楼下说/u;
const OF_PEOPLE =
  /骂|吵架|吵起来|打架|打人|打我|打孩子|赌|被?偷了|抽烟|撒尿|麻将|打牌|养[狗鸡鸭鸽]|抛物|态度|不作为|不管事|收了?钱|赔|报复/u;
/** Asks, thanks, proposes: nothing that is being repaired. */
const NO_FAULT =
  /建议|能不能|可不可以|是否可以|想(?:办|补|申请|看|问)|申请|怎么(?:办理|交|缴)|表扬|修好了|谢谢小|要拆吗/u;

const SIDE = /([东西南北])(?:侧|边|头|面|角)/gu;
const GATE = /([东西南北正侧后前])大?门/gu;
const FLOOR =
  /(?<![一-龥\d]?第?\d?[栋幢])(\d{1,2}|[一二三四五六七八九十]{1,3}|顶)(?:楼|层)(?!顶|道|下|梯|上)/gu;
const NUMBERED = /([一二三四五\d])号(?:电?梯|机|门|桩|车库|通道)/gu;
const ZONE = /([A-Za-z])区|([左右])(?:边|侧|手)|(后)(?:面|边|头|院)|(负一|负二|[Bb][12])/gu;
const AT_DOOR =
  /\d+\s*(?:栋|幢|号楼|单元)|[一二三四五六七八九十]+(?:栋|幢|号楼|单元)|楼下|楼前|我们[楼栋]|单元|(?<![东西南北大正侧后前市])门口|门前/u;

/**
 * The shared thing a text speaks of; undefined when it names none, or speaks of a home, of people, or of no fault.
 * @param text as it was written
 */
export function sharedSignOf(text: string): SharedSign | undefined {
  const said = spellOut(fold(text));
  if (PRIVATE.test(said) || OF_PEOPLE.test(said) || NO_FAULT.test(said)) return undefined;
  for (const thing of SHARED_THINGS) {
    const faults = faultsOf(thing, said);
    if (faults.length === 0) continue;
    const marks = thing.anywhere ? '' : marksOf(said);
    return { thing, faults, marks, atDoor: AT_DOOR.test(said) };
  }
  return undefined;
}

/** Whether two people speak of the same matter at the same place. Unsure is no. */
export function isSharedMatter(
  one: PlacedMatter,
  other: PlacedMatter,
  signs: { readonly one?: SharedSign; readonly other?: SharedSign } = {},
): boolean {
  const a = signs.one ?? sharedSignOf(one.text);
  const b = signs.other ?? sharedSignOf(other.text);
  if (!a || !b || a.thing !== b.thing) return false;
  if (!a.faults.some((fault) => b.faults.includes(fault))) return false;
  if (a.marks !== b.marks) return false;
  return isSamePlace(one, other, reachOf(a, b));
}

/** Up to where the places have to agree; undefined when one speaks of a door and the other of the whole estate. */
function reachOf(a: SharedSign, b: SharedSign): SharedThing['reach'] | undefined {
  const { reach, anywhere } = a.thing;
  if (anywhere || reach === 'building') return reach;
  if (reach === 'estate') {
    if (a.atDoor !== b.atDoor) return undefined;
    return a.atDoor ? 'door' : 'estate';
  }
  // 「小区东门的垃圾」: which gate says more than whose door.
  return /[东西南北]门/u.test(a.marks) ? 'estate' : 'door';
}

function isSamePlace(
  one: PlacedMatter,
  other: PlacedMatter,
  reach: SharedThing['reach'] | undefined,
): boolean {
  if (!reach) return false;
  const [a, b] = [one.address, other.address];
  if (a.building === undefined && b.building === undefined && one.place === other.place)
    return one.place !== '';
  if (!isSameEstate(one, other)) return false;
  if (reach === 'estate') return true;
  if (a.building === undefined || a.building !== b.building) return false;
  return reach === 'building' || a.unit === b.unit;
}

function isSameEstate(one: PlacedMatter, other: PlacedMatter): boolean {
  const [a, b] = [one.address.estate, other.address.estate];
  if (a !== undefined && b !== undefined) return a === b;
  if (a !== undefined) return other.place.startsWith(a);
  return b !== undefined && one.place.startsWith(b);
}

function faultsOf(thing: SharedThing, said: string): string[] {
  const { words, only, not } = thing;
  if (!words.test(said) || (only && !only.test(said)) || not?.test(said)) return [];
  return Object.entries(thing.faults).flatMap(([name, fault]) => (fault.test(said) ? [name] : []));
}

function marksOf(said: string): string {
  const each = (pattern: RegExp) =>
    [...said.matchAll(pattern)].map((match) => match.slice(1).find(Boolean) ?? '');
  const marks = [
    ...each(SIDE),
    ...each(GATE).map((gate) => `${gate}门`),
    ...each(FLOOR).map((floor) => `${label(floor)}楼`),
    ...each(NUMBERED).map((number) => `${label(number)}号`),
    ...each(ZONE),
  ];
  return [...new Set(marks)].sort().join(' ');
}
