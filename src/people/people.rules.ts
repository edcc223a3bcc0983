import {
  normaliseBuilding,
  normaliseName,
  normaliseRoom,
  normaliseUnit,
} from '../territory/building-range.rules.js';
import type { Address } from '../territory/territory.types.js';
import type { Staff } from './people.types.js';

/** Labels of people who need help sooner: a matter that concerns them is urgent (contracts section 6, `high`). */
const VULNERABLE = /独居|孤寡|空巢|高龄|失智|失能|残疾|困难|低保|特困|重病|孕|留守/u;

/** Surnames of two characters among the common ones (欧阳 …): 「小欧阳」 is a call too. */
const LONG_SURNAMES = new Set([
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '司徒',
  '夏侯',
]);

/** A name made comparable: half-width, no blanks, no middle dots of any kind but one. */
export function normalisePersonName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[•‧∙・．.]/gu, '·');
}

/** So many characters a full name has. */
const NAME_LENGTHS = [2, 3, 4];

/** Every piece of a text that could be a full name, each once. */
export function namePieces(text: string): string[] {
  const runs = text.match(/[\p{Script=Han}·]{2,}/gu) ?? [];
  const pieces = runs.flatMap((run) =>
    NAME_LENGTHS.flatMap((length) =>
      Array.from({ length: Math.max(run.length - length + 1, 0) }, (_, at) =>
        run.slice(at, at + length),
      ),
    ),
  );
  return [...new Set(pieces)];
}

/** The home with its labels as the roster keeps them: building `3`, unit `2`, room `501`. */
export function normaliseHome(home: Address): Address {
  const labels = {
    building: home.building && normaliseBuilding(home.building),
    unit: home.unit && normaliseUnit(home.unit),
    room: home.room && normaliseRoom(home.room),
  };
  return {
    ...(home.estate ? { estate: home.estate.trim() } : {}),
    ...(labels.building ? { building: labels.building } : {}),
    ...(labels.unit ? { unit: labels.unit } : {}),
    ...(labels.room ? { room: labels.room } : {}),
  };
}

/** What makes a resident of the roster the same person at the next import; hashed before it is stored. */
export function residentKey(name: string, home: Address): string {
  const { estate = '', building = '', unit = '', room = '' } = normaliseHome(home);
  return [normalisePersonName(name), normaliseName(estate), building, unit, room].join('|');
}

/** Whether two homes are the same door. */
export function isSameHome(a: Address, b: Address): boolean {
  return residentKey('', a) === residentKey('', b);
}

/** Whether one of the labels asks for help sooner. */
export function isVulnerableLabel(labels: readonly string[]): boolean {
  return labels.some((label) => VULNERABLE.test(label));
}

/** The surname in what people call somebody: 「小李」 「老王」 「李师傅」 「李书记」 → 李; undefined when it is no such call. */
export function surnameInCall(call: string): string | undefined {
  const name = normalisePersonName(call);
  const match =
    /^[小老大阿](\p{Script=Han}{1,2})$/u.exec(name) ??
    /^(\p{Script=Han}{1,2})(?:师傅|书记|主任|同志|干部|队长|律师|老师|姐|哥|工)$/u.exec(name);
  const surname = match?.[1];
  return surname && (surname.length === 1 || LONG_SURNAMES.has(surname)) ? surname : undefined;
}

/** Whether the person bears the surname. */
export function hasSurname(staff: Staff, surname: string): boolean {
  return normalisePersonName(staff.name).startsWith(surname);
}
