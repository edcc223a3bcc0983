import { CHINESE_DIGIT, label } from './numerals.rules.js';

/** Building, unit and room as read from a text; labels are normalised (`3`, `甲`, `A`), ranges as `3-5`, lists as `3、4`. */
export interface Door {
  readonly building?: string;
  readonly unit?: string;
  readonly room?: string;
  /** Where the reading begins and ends in the compact text. */
  readonly start: number;
  readonly end: number;
}

const CN = `[${CHINESE_DIGIT}]`;
const NUM = `(?:\\d{1,4}|${CN}{1,4})`;
/** What can stand before 栋: 3, 三, A, A3, 3A, 甲, 东, 3-5, 3、4. */
const NAME = `(?:[东西南北中]?[A-Z]?-?(?:\\d{1,4}(?:[-~至到、]\\d{1,3})*|${CN}{1,4})[A-Z]?|[A-Z]|[甲乙丙丁戊己庚])`;
const HOUSE_SUFFIX =
  '(?:号楼|号栋|号幢|高楼|栋楼|幢楼|#楼|栋|幢|#|号院(?=\\d)|DONG|洞(?=\\d)|冻(?=\\d)|懂(?=\\d))';
const HOUSE = `(?:第?(?<house>${NAME})${HOUSE_SUFFIX}|(?<seat>[A-Z]?\\d{1,3}|[A-Z]|[甲乙丙丁])座|(?<side>[东西南北])(?:楼(?=${NUM}单元)|[栋幢座]|(?<=[舍苑区村园厂院家寓□][东西南北])楼(?![上下道梯层顶市盘]))|(?<row>\\d{1,3})排(?=\\d{1,4}号)|(?<plain>\\d{1,4}|${CN}{1,3})(?:楼|号|撞)(?=(?:${NUM}|[A-Z])单元)|(?<![\\d-])(?<bareNo>\\d{1,4})(?=${CN}{1,2}单元)|(?<=小区|花园|新村|家园|公寓|[苑村园府庭])(?<lot>\\d{1,3})号(?![线店门院路岗]))`;
const SEP = '[-_,，.。、/的之]*';
const FLAT_END =
  '(?!楼|层|号楼|号院|号门|单元|栋|幢|座|[\\d多余几来块元天年月日次点米度斤岁分秒小%:])';
const ROOM = `(?:(?<floor>\\d{1,2}|${CN}{1,3})(?:楼|层)${SEP})?(?:(?<room>[A-Z]?\\d{2,5}[A-Z]?|${CN}{3,4})(?:室|房间|房|号(?!楼|院)|户(?!人))?${FLAT_END}|(?<small>\\d{1,2}|${CN}{1,2})(?:室|房|户(?!人)))`;
const UNIT = `(?<unit>\\d{1,4}|${CN}{1,3}|[A-Z]|[东西南北中](?=单元))(?:单元楼|单元|单无|单园|单(?=\\d)|DANYUAN|DY|梯|门(?=\\d))`;

/** After a building a small number with 号 is its stair: 3栋2号. */
const STAIR = `(?<unit>\\d{1,2}|${CN}{1,2})号(?!楼|院|线|店|门|[栋幢])`;

const sticky = (source: string) => new RegExp(source, 'y');
const FROM_HOUSE = new RegExp(HOUSE, 'g');
const FROM_UNIT = new RegExp(UNIT, 'g');
const NEXT_UNIT = sticky(`${SEP}${UNIT}`);
const NEXT_HOUSE = sticky(
  `(?:和|与|跟|及|、|到)(?<joined>\\d{1,3}|${CN}{1,3})(?:号楼|栋|幢)|(?<next>\\d{1,3}|${CN}{1,3})[栋幢]`,
);
const NEXT_STAIR = sticky(`${SEP}${STAIR}`);
const NEXT_ROOM = sticky(`${SEP}${ROOM}`);
/** After the building, without the word 单元: 3幢-2-501, 3栋一号501, 3栋2-501, B2三501, A座2-H501. */
const NEXT_PAIR = sticky(
  `${SEP}(?:(?<unit>\\d{1,4}|${CN}{1,2}|[A-Z]\\d?)(?:号|户|门)?[-一/]|(?<unitNo>\\d{1,4}|${CN}{1,2})(?:号|户|门))-?(?<room>[A-Z]?\\d{1,5}[A-Z]?|${CN}{3,4})(?:室|号|房|户)?${FLAT_END}`,
);
/** 3-2-501, 3一2一501, B-2-501, 3-东-501, 3-2单元-501, A3-2-501. */
const DASHED =
  /(?<![\d\-.:年])(?<house>[A-Z]?-?\d{1,4}[A-Z]?|[A-Z])[-_]{1,2}(?<unit>\d{1,4}|[A-Z]|[东西中南北一二三四五六七八九])(?:单元|号|户)?[-_]{1,2}(?<room>[A-Z]?\d{1,5}[A-Z]?)(?:室|号|房|户)?(?![\d日号:])/g;
/** 88-3-2-501 after a road: the first is the road's. */
const DASHED_ROAD =
  /(?<=[路街巷弄]\d{1,4}-)(?<house>\d{1,3})-(?<unit>\d{1,3})-(?<room>\d{1,5})(?![\d日号:])/g;
/** 3-21203, 3-101203: unit and room run together. */
const DASHED_RUN = /(?<![\d\-.:年])(?<house>\d{1,3})-(?<unit>\d{1,2})(?<room>\d{4})(?!\d)/g;
const DASHED_BY_ONE =
  /(?<![\d\-.:年])(?<house>[A-Z]?\d{1,4})一(?<unit>\d{1,3})一(?<room>\d{1,4})(?!\d)/g;
/** 3-1203, 3-501: building and room; the second number is a room by its length. */
const PAIR =
  /(?<![\d\-.:年路街弄巷道号])(?<house>[A-Z]?\d{1,3}[A-Z]?|[A-Z])-(?<room>[A-Z]?\d{3,4}[A-Z]?)(?:室|号|房|户)?(?![\d\-日号:年])/g;
/** 3-2单元, 3-2单元501. */
const PAIR_UNIT = /(?<![\d\-.:年])(?<house>[A-Z]?\d{1,4})-(?=(?:\d{1,3}|[A-Z])单元)/g;
const LONE_ROOM =
  /(?<![\d\-A-Z路街弄巷道.:])(?<room>[A-Z]?\d{3,4}[A-Z]?|[零一二三四五六七八九]{3,4})(?:室|房(?![产子价租]))/g;
/** 「这一栋」「整栋」「两栋楼」 name no building. */
const COUNTED = /(?:[这那整每哪同几某一]|两|[半全]|有|共|[数多])$/;

interface Reading {
  building?: string;
  unit?: string;
  room?: string;
  end: number;
}

function groups(match: RegExpExecArray): Record<string, string | undefined> {
  return match.groups ?? {};
}

function at(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

const SEPARATE = /[-~至到]/;

function houseLabel(written: string): string {
  const raw = written.replace(/^[东西南北中](?=.)/, '');
  if (raw.includes('、')) return raw.split('、').map(label).join('、');
  const [from, to] = raw.split(SEPARATE);
  if (to !== undefined && /^\d+$/.test(from ?? '') && /^\d+$/.test(to))
    return `${label(from ?? '')}-${label(to)}`;
  return label(raw);
}

function readRoom(text: string, reading: Reading): void {
  const room = at(NEXT_ROOM, text, reading.end);
  if (!room) return;
  const { room: long, small } = groups(room);
  reading.room = label(long ?? small ?? '');
  reading.end += room[0].length;
}

/** What follows the building or stands alone: unit and room, in every order of writing. */
function readInner(text: string, reading: Reading): void {
  const unit = at(NEXT_UNIT, text, reading.end);
  if (unit) {
    reading.unit = label(groups(unit).unit ?? '');
    reading.end += unit[0].length;
    readRoom(text, reading);
    return;
  }
  const pair = reading.building === undefined ? null : at(NEXT_PAIR, text, reading.end);
  if (pair) {
    const { unit: dashed, unitNo, room } = groups(pair);
    reading.unit = label(dashed ?? unitNo ?? '');
    reading.room = label(room ?? '');
    reading.end += pair[0].length;
    return;
  }
  const stair = reading.building === undefined ? null : at(NEXT_STAIR, text, reading.end);
  if (stair) {
    reading.unit = label(groups(stair).unit ?? '');
    reading.end += stair[0].length;
  }
  readRoom(text, reading);
}

/** 「3栋和5栋之间」: both. */
function readSecond(text: string, reading: Reading): void {
  const second = at(NEXT_HOUSE, text, reading.end);
  if (!second) return;
  const { joined, next = '' } = groups(second);
  reading.building = `${reading.building}、${label(joined ?? next)}`;
  reading.end += second[0].length;
}

function isCounted(text: string, match: RegExpExecArray): boolean {
  const { house } = groups(match);
  const before = text.slice(Math.max(0, match.index - 1), match.index);
  if (house === undefined || !/^[一两]$/.test(house)) return false;
  const isNamed = /^[^ ]{0,2}(?:单元|\d)/.test(text.slice(match.index + match[0].length));
  return !isNamed && (house === '两' || COUNTED.test(before) || match[0].endsWith('栋楼'));
}

function fromHouse(text: string): Door | undefined {
  FROM_HOUSE.lastIndex = 0;
  let best: Door | undefined;
  for (let match = FROM_HOUSE.exec(text); match; match = FROM_HOUSE.exec(text)) {
    if (isCounted(text, match)) continue;
    const named = groups(match);
    const written =
      named.house ??
      named.seat ??
      named.side ??
      named.row ??
      named.plain ??
      named.bareNo ??
      named.lot ??
      '';
    const reading: Reading = { building: houseLabel(written), end: match.index + match[0].length };
    readSecond(text, reading);
    readInner(text, reading);
    const door = { ...reading, start: match.index };
    if (!best || detail(door) > detail(best)) best = door;
    if (best.room !== undefined) break;
  }
  return best;
}

const detail = (door: Door) =>
  (door.unit === undefined ? 0 : 1) + (door.room === undefined ? 0 : 2);

function fromDashes(text: string): Door | undefined {
  for (const pattern of [DASHED_ROAD, DASHED, DASHED_BY_ONE, DASHED_RUN]) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const { house = '', unit = '', room = '' } = groups(match);
      if (isDate(house, unit, room)) continue;
      return {
        building: label(house),
        unit: label(unit),
        room: label(room),
        start: match.index,
        end: pattern.lastIndex,
      };
    }
  }
  return undefined;
}

/** 2024-3-5 is a day, not a door. */
function isDate(first: string, second: string, third: string): boolean {
  return /^(?:19|20)\d\d$/.test(first) && Number(second) <= 12 && Number(third) <= 31;
}

function fromPair(text: string): Door | undefined {
  const withUnit = at(PAIR_UNIT, text, 0);
  if (withUnit) {
    const reading: Reading = {
      building: label(groups(withUnit).house ?? ''),
      end: withUnit.index + withUnit[0].length,
    };
    readInner(text, reading);
    return { ...reading, start: withUnit.index };
  }
  const pair = at(PAIR, text, 0);
  if (!pair) return undefined;
  const { house = '', room = '' } = groups(pair);
  return { building: label(house), room: label(room), start: pair.index, end: PAIR.lastIndex };
}

function fromUnit(text: string): Door | undefined {
  const unit = at(FROM_UNIT, text, 0);
  if (unit) {
    const reading: Reading = {
      unit: label(groups(unit).unit ?? ''),
      end: unit.index + unit[0].length,
    };
    readRoom(text, reading);
    return { ...reading, start: unit.index };
  }
  const room = at(LONE_ROOM, text, 0);
  return room
    ? { room: label(groups(room).room ?? ''), start: room.index, end: LONE_ROOM.lastIndex }
    : undefined;
}

/**
 * The door named in a text: 3栋2单元501, 三号楼, 3#, 甲栋, 3-2-501, 7-1513, 2单元301 …
 * @param text compact text (see `compact`); linear in its length
 * @returns undefined when no building, unit or room is named
 */
export function readDoor(text: string): Door | undefined {
  const house = fromHouse(text);
  if (house && (house.unit !== undefined || house.room !== undefined)) return house;
  return fromDashes(text) ?? house ?? fromPair(text) ?? fromUnit(text);
}
