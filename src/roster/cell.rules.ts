import { normalisePhone } from '../people/phone.rules.js';
import type { LabelsRead } from '../territory/building-range.rules.js';
import type { LngLat } from '../territory/territory.types.js';
import { dayOfSerial } from './date-serial.rules.js';
import { EXPECTED } from './roster.texts.js';
import type { RawCell } from './roster.types.js';

/** What a cell was read as; `note` is something to look at that does no harm. */
export type CellRead<T> =
  | { readonly ok: true; readonly value: T; readonly note?: string }
  | { readonly ok: false; readonly expected: string };

/** Longest text of one cell that is a name or a number of something. */
const LONGEST_NAME = 100;
/** Longest list or free text of one cell. */
const LONGEST_TEXT = 2_000;
/** Date serials of the years 2000 to 2099: no building bears such a number. */
const SERIALS = { from: 36_526, to: 73_050 } as const;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SCIENTIFIC = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i;

/** A number or name of something: half-width, one line, `3.0` back to `3`. */
export function readName(cell: RawCell): CellRead<string> {
  const text = plain(cell.text).replace(/^(\d+)\.0+$/, '$1');
  if (SCIENTIFIC.test(text)) return { ok: false, expected: EXPECTED.plainNumber };
  if (/^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)/.test(text)) {
    return { ok: false, expected: EXPECTED.noError };
  }
  if ([...text].length > LONGEST_NAME) return { ok: false, expected: EXPECTED.short(LONGEST_NAME) };
  return { ok: true, value: text };
}

/** Several values, separated by `;` or `；`. */
export function readList(cell: RawCell): CellRead<string[]> {
  const text = plain(cell.text);
  if (text.length > LONGEST_TEXT) return { ok: false, expected: EXPECTED.short(LONGEST_TEXT) };
  const values = text
    .split(';')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return { ok: true, value: [...new Set(values)] };
}

/** A telephone number, also one that a spreadsheet turned into a number as long as no digit is lost. */
export function readPhone(cell: RawCell): CellRead<string> {
  const text = plain(cell.text).replace(/^(\d+)\.0+$/, '$1');
  const scientific = SCIENTIFIC.exec(text);
  if (scientific) {
    const [, first = '', decimals = '', exponent = ''] = scientific;
    const digits = `${first}${decimals}`;
    if (digits.length !== Number(exponent) + 1)
      return { ok: false, expected: EXPECTED.phoneDigits };
    return readPhone({ text: digits });
  }
  if (/[*×xX]{2,}/.test(text)) return { ok: false, expected: EXPECTED.masked };
  const phone = normalisePhone(text);
  return phone ? { ok: true, value: phone } : { ok: false, expected: EXPECTED.phone };
}

/** A whole number of something. */
export function readCount(cell: RawCell): CellRead<number> {
  const text = plain(cell.text).replace(/\.0+$/, '').replace(/户$/u, '');
  return /^\d{1,7}$/.test(text)
    ? { ok: true, value: Number(text) }
    : { ok: false, expected: EXPECTED.count };
}

/** A list of labels such as `1-6`; one that became a date is read back when only one reading is left. */
export function readLabels(
  cell: RawCell,
  parse: (text: string) => LabelsRead,
): CellRead<readonly string[]> {
  const day = dayIn(cell) ?? dayOfBareSerial(cell);
  const text = day ? `${day.month}-${day.day}` : plain(cell.text).replace(/^(\d+)\.0+$/, '$1');
  if (day && day.month >= day.day) return { ok: false, expected: EXPECTED.date };
  const read = parse(text);
  if (!read.ok) {
    const expected = {
      unreadable: EXPECTED.labels,
      backwards: EXPECTED.ascending,
      'too-many': EXPECTED.fewer,
    };
    return { ok: false, expected: expected[read.reason] };
  }
  return day
    ? { ok: true, value: read.labels, note: EXPECTED.dateRead(text) }
    : { ok: true, value: read.labels };
}

/** The label of one building, unit or room. A date in its place may have been anything. */
export function readLabel(cell: RawCell, normalise: (text: string) => string): CellRead<string> {
  const text = plain(cell.text).replace(/^(\d+)\.0+$/, '$1');
  const label = normalise(text);
  if (dayIn(cell) || /[;,、]/u.test(text)) return { ok: false, expected: EXPECTED.oneLabel };
  return label !== '' && label.length <= 20
    ? { ok: true, value: label }
    : { ok: false, expected: EXPECTED.oneLabel };
}

/** `lng,lat`. */
export function readPoint(cell: RawCell): CellRead<LngLat> {
  const point = pointOf(plain(cell.text).split(/[,\s]+/));
  return point ? { ok: true, value: point } : { ok: false, expected: EXPECTED.point };
}

/** `lng lat, lng lat, …`; a last point that repeats the first is left out. */
export function readRing(cell: RawCell): CellRead<LngLat[]> {
  const points = plain(cell.text)
    .split(/[,;]/)
    .filter((pair) => pair.trim() !== '')
    .map((pair) => pointOf(pair.trim().split(/\s+/)));
  const ring = points.filter((point) => point !== undefined);
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length > 3 && first?.lng === last?.lng && first?.lat === last?.lat) ring.pop();
  return ring.length === points.length && ring.length >= 3
    ? { ok: true, value: ring }
    : { ok: false, expected: EXPECTED.ring };
}

/** One line, half-width where Unicode has a half-width form, without control characters. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
}

function pointOf(parts: readonly string[]): LngLat | undefined {
  const [lng = Number.NaN, lat = Number.NaN] = parts.map((part) =>
    part === '' ? Number.NaN : Number(part),
  );
  const isOnEarth = Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
  return parts.length === 2 && isOnEarth ? { lng, lat } : undefined;
}

/** Month and day of a number that can only be the serial of a day. Rooms may bear such numbers, buildings do not. */
function dayOfBareSerial(cell: RawCell): { month: number; day: number } | undefined {
  const text = plain(cell.text);
  const serial = /^\d{5}(?:\.0+)?$/.test(text) ? Number(text) : 0;
  return serial >= SERIALS.from && serial <= SERIALS.to ? dayOfSerial(serial) : undefined;
}

/** Month and day of a cell that is a date, or was one when it was written out. */
function dayIn(cell: RawCell): { month: number; day: number } | undefined {
  if (cell.date) return cell.date;
  const text = plain(cell.text).replace(/ 0?0:00(?::00)?$/, '');
  const numbers =
    /^\d{4}[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text) ??
    /^(\d{1,2})月(\d{1,2})日$/u.exec(text) ??
    /^(\d{1,2})\/(\d{1,2})\/(?:\d{2}|\d{4})$/.exec(text);
  if (numbers) return { month: Number(numbers[1]), day: Number(numbers[2]) };
  const named = /^([a-z]{3})-(\d{1,2})$/i.exec(text) ?? /^(\d{1,2})-([a-z]{3})$/i.exec(text);
  return named ? dayOfNames(named[1] ?? '', named[2] ?? '') : undefined;
}

/** `Jan-06` and `6-Jan`: what spreadsheets make of `1-6`. */
function dayOfNames(a: string, b: string): { month: number; day: number } | undefined {
  const [name, number] = /^\d/.test(a) ? [b, a] : [a, b];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  return month > 0 ? { month, day: Number(number) } : undefined;
}
