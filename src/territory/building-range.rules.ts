import { chineseNumber } from './chinese-number.rules.js';

/** Most labels one cell of the roster may stand for: a longer list is a slip of the keyboard (`1-6000`), not an estate. */
export const MAX_BUILDINGS_PER_CELL = 1_000;

/** What a cell of 楼栋 or 单元 stands for. */
export type LabelsRead =
  | { readonly ok: true; readonly labels: readonly string[] }
  | { readonly ok: false; readonly reason: 'unreadable' | 'backwards' | 'too-many' };

const STEMS = [...'甲乙丙丁戊己庚辛壬癸'];
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const BUILDING_WORD = /(?:号楼|栋楼|号院|号门|栋|幢|座|号|楼|#)$/u;
const UNIT_WORD = /(?:单元|门洞|门|单)$/u;
const ROOM_WORD = /(?:号房|室|房|号|户)$/u;

/** The label of a building as the roster keeps it: `三号楼`, `3#`, `３栋`, `03` → `3`; `a座` → `A`; `甲楼` → `甲`. */
export function normaliseBuilding(text: string): string {
  return label(text, BUILDING_WORD);
}

/** The label of a unit (单元): `二单元`, `2单元` → `2`. */
export function normaliseUnit(text: string): string {
  return label(text, UNIT_WORD);
}

/** The label of a room: `501室`, `五〇一` → `501`. */
export function normaliseRoom(text: string): string {
  return label(text, ROOM_WORD);
}

/** A name of an estate, lane or landmark made comparable: full-width forms, blanks and case of letters do not matter. */
export function normaliseName(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
}

/** Spells out a cell of 楼栋: `1-6`, `甲;乙`, `1-3;7`, `1号楼-6号楼`, `A-D座`, `1-59单` (odd house numbers of a lane). */
export function parseBuildings(cell: string): LabelsRead {
  return parseLabels(cell, normaliseBuilding);
}

/** Spells out a cell of 单元: `2`, `1-3`, `一单元;二单元`. */
export function parseUnits(cell: string): LabelsRead {
  return parseLabels(cell, normaliseUnit);
}

function label(text: string, word: RegExp): string {
  const bare = normaliseName(text)
    .replace(/^第|^#/u, '')
    .replace(word, '');
  const number = chineseNumber(bare);
  return number === undefined ? bare.replace(/^0+(?=\d)/u, '') : String(number);
}

function parseLabels(cell: string, normalise: (text: string) => string): LabelsRead {
  const labels = new Set<string>();
  for (const part of cell.normalize('NFKC').split(/[;,、\n]/u)) {
    if (part.trim() === '') continue;
    const read = parsePart(part.trim(), normalise);
    if (!read.ok) return read;
    for (const one of read.labels) labels.add(one);
    if (labels.size > MAX_BUILDINGS_PER_CELL) return { ok: false, reason: 'too-many' };
  }
  return { ok: true, labels: [...labels] };
}

function parsePart(part: string, normalise: (text: string) => string): LabelsRead {
  const ends = /^(.+?)\s*(?:-|~|—|–|至|到)\s*(.+)$/u.exec(part);
  if (ends?.[1] && ends[2]) return parseRange(ends[1], ends[2], normalise);
  const one = normalise(part);
  const plain = /^[\p{L}\p{N}]{1,12}$/u.test(one) && !/单元/u.test(one);
  return plain ? { ok: true, labels: [one] } : { ok: false, reason: 'unreadable' };
}

function parseRange(first: string, last: string, normalise: (text: string) => string): LabelsRead {
  const parity = /[单双]号?$/u.exec(last)?.[0][0];
  const from = normalise(first);
  const to = normalise(parity ? last.replace(/[单双]号?$/u, '') : last);
  const sequence = [STEMS, LETTERS].find((row) => row.includes(from) && row.includes(to));
  if (sequence) return sliceOf(sequence, from, to);
  const a = /^(\D*)(\d{1,5})$/u.exec(from);
  const b = /^(\D*)(\d{1,5})$/u.exec(to);
  if (!a || !b || (b[1] !== '' && a[1] !== b[1])) return { ok: false, reason: 'unreadable' };
  return numbersOf(a[1] ?? '', Number(a[2]), Number(b[2]), parity);
}

function sliceOf(sequence: readonly string[], from: string, to: string): LabelsRead {
  const labels = sequence.slice(sequence.indexOf(from), sequence.indexOf(to) + 1);
  return labels.length > 0 ? { ok: true, labels } : { ok: false, reason: 'backwards' };
}

function numbersOf(
  prefix: string,
  from: number,
  to: number,
  parity: string | undefined,
): LabelsRead {
  if (from > to) return { ok: false, reason: 'backwards' };
  if (to - from >= MAX_BUILDINGS_PER_CELL) return { ok: false, reason: 'too-many' };
  const labels: string[] = [];
  for (let number = from; number <= to; number += 1) {
    if (parity && (parity === '单') !== (number % 2 === 1)) continue;
    labels.push(`${prefix}${number}`);
  }
  return { ok: true, labels };
}
