/** Numbers as Chinese people write them. */

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const POWERS: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
};

/** Inside of a character class: everything a Chinese number is written with. */
export const CHINESE_DIGIT = '零〇一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰幺';

const SPOKEN = new RegExp(`^[${CHINESE_DIGIT}千仟]+$`);
const LABEL = new RegExp(`^([A-Z]?)-?([\\d${CHINESE_DIGIT}]+)([A-Z]?)$`);

function spoken(text: string): number {
  let total = 0;
  let digit = -1;
  for (const char of text) {
    const power = POWERS[char];
    if (power === undefined) {
      digit = DIGITS[char] ?? 0;
      continue;
    }
    total += (digit < 0 ? 1 : digit) * power;
    digit = -1;
  }
  return total + Math.max(digit, 0);
}

/**
 * A number as digits: 「十二」 → `12`, 「二十」 → `20`, 「五零一」 → `501`, 「两百零三」 → `203`, `012` → `12`.
 * Anything else comes back as it is.
 */
export function toDigits(text: string): string {
  if (/^\d+$/.test(text)) return text.replace(/^0+(?=\d)/, '');
  if (/^[\d零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖幺]+$/.test(text)) {
    return [...text].map((char) => String(DIGITS[char] ?? char)).join('');
  }
  if (SPOKEN.test(text)) return String(spoken(text));
  return text;
}

/** As {@link toDigits}, for arithmetic; undefined when it is no number. */
export function toNumber(text: string): number | undefined {
  const digits = toDigits(text.trim());
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

/** A building, unit or room label as the roster is compared: no suffix, digits, upper case (`３号楼` → `3`, `甲栋` → `甲`). */
export function label(text: string): string {
  if (/^[1-9]\d*$/.test(text)) return text;
  const core = text
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, '')
    .toUpperCase()
    .replace(/^第/, '')
    .replace(/(?:号楼|号栋|号幢|栋楼|号门|单元|栋|幢|座|楼|#|号|室|房|门|户)$/, '');
  const match = LABEL.exec(core);
  return match ? `${match[1]}${toDigits(match[2] ?? '')}${match[3]}` : core || text;
}
