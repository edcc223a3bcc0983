import type { Door } from './address.rules.js';
import { type DoorToken, tokensOf } from './address-tokens.rules.js';
import { label } from './numerals.rules.js';
import { anyOf } from './pattern.rules.js';

/**
 * Addresses as they stand on a parcel: division, road, number, estate, building, unit, floor, room, often without the
 * words that tell which is which (「滨江路12号金色大厦1203」, 「江北新村18-2」). What a number means follows from what
 * stands before it, so the line is read from left to right. Chat is not read this way: there numbers count things.
 */

const LONGEST_LINE = 90;
/** The head of an address: a division, or a road with its number. */
const HEAD = anyOf(
  /^(?:中国|地址[是:]?|收货地址[:是]?)?[\u4e00-\u9fa5]{2,7}(?:省|市|自治区|自治州|区|县|旗|镇|乡|街道)/,
  /(?:路|大道|大街|街|巷|弄堂|胡同)(?:[东南西北中一二三四五六七八九\d]段)?\d{1,5}(?:号|弄|-)/,
  /(?:[\u4e00-\u9fa5]{2}|\d区)[一二三四五六七八九十\d]{1,3}[楼层F](?:[A-Z]区)?[A-Z]?\d{3,5}(?:号|室|店|档|$)/,
  /[\u4e00-\u9fa5]{4}楼[A-Z]?\d{3,4}(?:号|室)?$/,
  /^[\u4e00-\u9fa5]{4,}\d{1,4}号\d{3,4}室?$/,
);
/** A place of many doors right before its number: 「金色大厦1203」. */
const PLACE_BEFORE_NUMBER =
  /(?:小区|花园|花苑|家园|嘉园|新村|公寓|公馆|大厦|大楼|广场|商城|市场|国际|中心|名苑|[苑园府庭城])(?:[东南西北]?[A-Z一二三四五六七八九十\d]?[区期])?[A-Z]?\d/;
/** Words of somebody who tells what is wrong; no parcel carries them. */
const TOLD = anyOf(
  /[,。!?;…~]|[我你他她它咱俺您吗呢吧啊呀嘛没坏漏堵脏臭吵谁][^店馆坊屋家]/,
  /怎么|什么|为啥|已经|还是|不(?:亮|通|能|来|管|给|了|好|到|见|是|让|行)|[有在]人|一直|有(?:个|一|几|很|点|没|味|\d)|停[水电气]|路灯|垃圾|电梯|噪|反映|投诉|举报|违[规法建]|拖欠|占用|收费|乱|扰民|维权|质量|[起着失]火|出租|问题|难|要求|建议|能否|请|麻烦|谢谢|维修|报修|今[天早晚]|昨|明天|[了的]$/,
);

/** Most of what people say has no number in it and need not be looked at any further. */
const NUMBERED = /\d|[一二三四五六七八九十A-Z][栋幢座号]/;

function isLine(text: string): boolean {
  return (
    text.length <= LONGEST_LINE &&
    NUMBERED.test(text) &&
    !TOLD.test(text) &&
    (HEAD.test(text) || PLACE_BEFORE_NUMBER.test(text))
  );
}

/** What the last thing read was; decides what a bare number after it means. */
type After = 'nothing' | 'road' | 'roadNo' | 'lane' | 'name' | 'house' | 'unit' | 'floor' | 'room';

interface Line {
  after: After;
  /** The word before the number names a place where numbers are rooms or stalls, not houses. */
  isHall: boolean;
  /** It names a place where people live. */
  isHomes: boolean;
  building?: string;
  /** The building was a number that only its position makes one; a written 栋 overrules it. */
  isWeak?: boolean;
  unit?: string;
  room?: string;
  start?: number;
  end: number;
}

const ROAD_BEFORE =
  /(?:路|大道|大街|街|巷|胡同|公路|[道弄线]|[路街](?:[东西南北中][段侧路]?|\p{Script=Han}段))$/u;
const HALL_BEFORE =
  /(?:大厦|广场|中心|市场|商厦|酒店|饭店|国际|银座|公寓|[城楼馆厦座])(?:[东南西北]?[A-Z东南西北\d一二三四五六七八九]?区)?$/u;
/** Names of places where people live: a number behind them is a building. */
const HOMES_BEFORE =
  /(?:小区|公寓|[苑园村庭府家里湾居坊庄郡岸舍院墅])(?:[东南西北]?[A-Z东南西北]?[区期])?$/u;
/** Words that stand inside a door and change nothing: 「9栋商铺8号」. */
const INSIDE_DOOR =
  /^(?:、|商铺|底商|店面|门面|商业|车库|车位|地下室|架空层|第|房间|室内|内|之|的)*$/u;

const LETTER = /^[A-Z]$/;

function takeHouse(line: Line, token: DoorToken): void {
  const { value } = token;
  line.after = 'house';
  if (line.building !== undefined && !line.isWeak) {
    // 「A座4号楼」: a numbered building beats the letter of its block; 「13栋A座」: the block lies in the building.
    if (LETTER.test(line.building) && /\d/.test(value)) line.building = value;
    else if (LETTER.test(value)) line.unit ??= value;
    return;
  }
  // 3-11号楼
  const isJoined = (token.isDashed || token.before === '、') && line.isWeak && !line.unit;
  line.building = isJoined ? `${line.building}${token.isDashed ? '-' : '、'}${value}` : value;
  line.isWeak = false;
  line.unit = undefined;
  line.room = undefined;
  line.start = token.start;
}

function takeWeakHouse(line: Line, token: DoorToken): void {
  if (line.building !== undefined && !line.isWeak) {
    takeRoom(line, token);
    return;
  }
  line.building = token.value;
  line.unit = undefined;
  line.room = undefined;
  line.isWeak = true;
  line.start ??= token.start;
  line.after = 'house';
}

function takeUnit(line: Line, token: DoorToken): void {
  line.unit ??= token.value;
  line.start ??= token.start;
  line.after = 'unit';
}

function takeRoom(line: Line, token: DoorToken): void {
  // 502-2: the second half of a flat that was divided.
  const isHalf = line.after === 'room' && token.isDashed && digitsOf(token) === 1;
  if (isHalf && line.room !== undefined) line.room = `${line.room}-${token.value}`;
  else line.room ??= token.value;
  line.start ??= token.start;
  line.after = 'room';
}

const digitsOf = (token: DoorToken | undefined) => token?.value.replace(/\D/g, '').length ?? 0;

/** What a number is taken for. `weak` is a building by its position only, `run` unit and room run together. */
type Taken =
  | 'house'
  | 'weak'
  | 'unit'
  | 'floor'
  | 'room'
  | 'run'
  | 'road'
  | 'roadNo'
  | 'lane'
  | 'name';
/** What a number without a telling word means after something: itself and the three that follow. */
type Decide = (line: Line, token: DoorToken, rest: readonly DoorToken[]) => Taken;

/** 「丹桂路14-5-1302」 is a building, unit and room; with a fourth number the first is the road's. */
const afterRoad: Decide = (_, token, rest) => {
  const end = rest.findIndex((next) => !next.isDashed || next.kind === 'house');
  const isDoor = (end < 0 ? rest.length : end) === 2 && !token.isNumbered;
  return isDoor ? 'weak' : 'roadNo';
};

/** After the number of a road: 「66-3号」 a house behind it, 「125号1203」 a room. */
const afterRoadNo: Decide = (_, token) =>
  digitsOf(token) >= 3 && !(token.isDashed && digitsOf(token) === 3) ? 'room' : 'weak';

/** 6-101203: unit and room run together. */
const RUN = /^(\d{1,2}?)([1-9]\d{2,3})$/;

const afterHouse: Decide = (line, token, [next]) => {
  const isLong = digitsOf(token) >= 3;
  if (digitsOf(token) >= 5 && RUN.test(token.value)) return 'run';
  if (token.before !== '' || line.unit !== undefined || token.isRange) return 'room';
  if (isLong && next?.isDashed === true && digitsOf(next) === 1) return 'room';
  const isFollowed = next?.before === '' && next.kind !== 'floor';
  return isFollowed || !isLong ? 'unit' : 'room';
};

/** 5-7-5 after a building: unit, floor, room. */
const afterUnit: Decide = (_, token, [next]) => {
  const isFollowed = next?.isDashed === true && next.kind === 'bare';
  return token.isDashed && digitsOf(token) <= 2 && isFollowed ? 'floor' : 'room';
};

/** Whether a number after a name is the room of a hall or of a place that stands alone; homes have buildings. */
function isRoom(line: Line, token: DoorToken): boolean {
  const digits = digitsOf(token);
  if (line.isHomes && digits < 4) return false;
  return line.isHall ? digits >= 3 || token.isRange : !token.isNumbered && digits >= 3;
}

const afterName: Decide = (line, token, [next]) => {
  const isFollowed = next?.before === '' && next.kind === 'bare';
  const isBuilding = isFollowed && (token.isNumbered || (next.isDashed && !token.isRange));
  return !isBuilding && isRoom(line, token) ? 'room' : 'weak';
};

const DECIDE: Readonly<Record<After, Decide>> = {
  nothing: () => 'name',
  road: afterRoad,
  roadNo: afterRoadNo,
  lane: () => 'weak',
  house: afterHouse,
  unit: afterUnit,
  floor: () => 'room',
  room: () => 'room',
  name: afterName,
};

function takeRun(line: Line, token: DoorToken): void {
  const [, unit, room] = RUN.exec(token.value) ?? [];
  line.unit ??= unit;
  line.room ??= room;
  line.after = 'room';
}

function takeName(line: Line, token: DoorToken): void {
  // 「轻纺市场三区1205号」 is still a market.
  line.isHall = HALL_BEFORE.test(token.before);
  line.isHomes = HOMES_BEFORE.test(token.before);
  line.after = 'name';
}

const moveTo = (after: After) => (line: Line) => {
  line.after = after;
};

const TAKE: Readonly<Record<Taken, (line: Line, token: DoorToken) => void>> = {
  house: takeHouse,
  weak: takeWeakHouse,
  unit: takeUnit,
  floor: moveTo('floor'),
  room: takeRoom,
  run: takeRun,
  road: moveTo('road'),
  roadNo: moveTo('roadNo'),
  lane: moveTo('lane'),
  name: takeName,
};

/** What the words before a number make of it. */
function move(line: Line, token: DoorToken): void {
  if (token.before === '') return;
  const isDoor = line.after === 'house' || line.after === 'unit' || line.after === 'floor';
  if (ROAD_BEFORE.test(token.before) && token.kind !== 'house') line.after = 'road';
  else if ((!isDoor || line.isWeak) && !INSIDE_DOOR.test(token.before)) {
    line.after = line.room === undefined ? 'name' : 'room';
    line.isHall = HALL_BEFORE.test(token.before);
    line.isHomes = HOMES_BEFORE.test(token.before);
  }
}

/**
 * The door of an address line.
 * @param text compact text (see `compact`); linear in its length
 * @returns undefined when the text is no address line or names no door
 */
export function readAddressLine(text: string): Door | undefined {
  if (!isLine(text)) return undefined;
  const tokens = tokensOf(text);
  const line: Line = { after: 'nothing', isHall: false, isHomes: false, end: 0 };
  for (const [i, token] of tokens.entries()) {
    const before = `${line.building}/${line.unit}/${line.room}`;
    move(line, token);
    const taken =
      token.kind === 'bare'
        ? DECIDE[line.after](line, token, tokens.slice(i + 1, i + 4))
        : token.kind;
    TAKE[taken](line, token);
    if (before !== `${line.building}/${line.unit}/${line.room}`) line.end = token.end;
  }
  if (line.start === undefined) return undefined;
  return {
    ...(line.building !== undefined && { building: label(line.building) }),
    ...(line.unit !== undefined && { unit: label(line.unit) }),
    ...(line.room !== undefined && { room: label(line.room) }),
    start: line.start,
    end: line.end,
  };
}
