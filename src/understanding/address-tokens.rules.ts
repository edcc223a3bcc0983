import { CHINESE_DIGIT } from './numerals.rules.js';

/** A number, letter or stem of an address line with the word that follows it. */
export interface DoorToken {
  readonly start: number;
  readonly end: number;
  /** As written, without its word: `3`, `B12`, `二`, `805-811`. */
  readonly value: string;
  /** `bare`: no word, or 号, which does not decide; `name`: part of a name (三区, 5组, 2期); `road`: 四路, 9街. */
  readonly kind: 'house' | 'unit' | 'floor' | 'room' | 'lane' | 'name' | 'road' | 'bare';
  /** What stands between the token before and this one, without dashes. */
  readonly before: string;
  /** Only a dash between the two. */
  readonly isDashed: boolean;
  /** 805-811: rooms or stalls in a row. */
  readonly isRange: boolean;
  /** 号 follows. */
  readonly isNumbered: boolean;
}

/** Words after a number, the longer before the shorter, and what they make of it. */
const WORDS = {
  name: '号线|号门(?=\\D|$)|号馆|号厅|号院|号桥|公里|市场|病区|小区|组团|[组社队村区期里班年米台届]',
  road: '号大街|号路|大道|大街|[路街巷]',
  unit: '单元楼|单元|单无|单园|单(?=\\d)|梯(?=\\d)|门(?=\\d)',
  house:
    '号楼|号栋|号幢|高楼|栋楼|#楼|楼(?=[\\dA-Z一二三四五六七八九十]{1,2}单元)|栋|幢|撞|座|排|#',
  floor: '楼|层|F(?![A-Z])',
  lane: '弄',
  room: '号室|号房间|号房|号铺|室|房间|房|户|铺',
} as const;
type Word = keyof typeof WORDS;
const WORD = Object.entries(WORDS)
  .map(([kind, words]) => `(?<${kind}>${words})`)
  .join('|');
const CN = `[${CHINESE_DIGIT}]`;
/** A number with its letters, a number in words where a word follows, a lone letter or stem of a building. */
const VALUE = [
  '[A-Z]{0,2}\\d+(?:[A-EG-Z](?=\\d{2,4}(?!\\d))|[A-EG-Z](?![A-Z\\d]))?',
  `${CN}{1,4}(?=[号单元栋幢座楼层室弄门梯路街巷区期组排])`,
  `(?<=[栋幢座])${CN}(?=\\d{3,4}(?!\\d))`,
  '[A-Z](?=[栋幢座楼号单#\\d-]|$)',
  '[甲乙丙丁戊己东西南北](?=[栋幢座]|号楼|单元)',
].join('|');
/** What is counted, timed or paid is no door; nor is a letter that stands for a town. */
const COUNTED =
  /^(?:[多余万千天元月年日点分秒间个名位人次台辆盏条只斤吨伏度倍款岁件份市县%:.]|户型|平[方米])/;
const TOKEN = new RegExp(`[第笫]?(?<value>${VALUE})(?:${WORD}|(?<number>号))?`, 'gu');
/** Longer runs of digits are telephone numbers, parcels and slips. */
const LONGEST_NUMBER = 6;
/** Longest row of rooms that somebody writes as one. */
const LONGEST_ROW = 60;
const ROW = /^(\d{2,5})-(\d{2,5})(?![\d-])/;
const DASHES = /[-_/]+/gu;

function rangeAt(text: string, start: number): string | undefined {
  const match = ROW.exec(text.slice(start, start + 12));
  const [row, from = '', to = ''] = match ?? [];
  const width = Number(to) - Number(from);
  const isRow = from.length >= 3 && from.length === to.length && width > 0 && width < LONGEST_ROW;
  return isRow ? row : undefined;
}

/** 「100一3」: typed for a dash. */
function withDashes(text: string): string {
  return text.replace(/(?<=[\dA-Z栋幢])一(?=[\dA-Z])/g, '-');
}

function tokenOf(match: RegExpExecArray, text: string, from: number): DoorToken | undefined {
  const { value = '', number, ...words } = match.groups ?? {};
  const last = match.index + match[0].length;
  const isCounted = match[0] === value && COUNTED.test(text.slice(last, last + 2));
  if (isCounted || value.replace(/\D/g, '').length > LONGEST_NUMBER) return undefined;
  const range = rangeAt(text, match.index);
  const kind = (Object.keys(WORDS) as Word[]).find((word) => words[word] !== undefined);
  const gap = text.slice(from, match.index);
  const before = gap.replace(DASHES, '');
  return {
    start: match.index,
    end: range === undefined ? last : match.index + range.length,
    value: range ?? value,
    kind: range === undefined ? (kind ?? 'bare') : 'bare',
    before,
    isDashed: gap !== '' && before === '',
    isRange: range !== undefined,
    isNumbered: number !== undefined,
  };
}

/** The numbered parts of an address line, left to right. Linear. */
export function tokensOf(line: string): DoorToken[] {
  const text = withDashes(line);
  const tokens: DoorToken[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const token = tokenOf(match, text, tokens.at(-1)?.end ?? 0);
    if (!token) continue;
    tokens.push(token);
    TOKEN.lastIndex = token.end;
  }
  return tokens;
}
