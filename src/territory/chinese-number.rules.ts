const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const NUMERALS = '〇零一二两三四五六七八九';
const DIGIT_BY_DIGIT = new RegExp(`^[${NUMERALS}]+$`, 'u');
const WITH_TENS = new RegExp(
  `^(?:([${NUMERALS}])百)?(?:零)?(?:([${NUMERALS}])?(十))?([${NUMERALS}])?$`,
  'u',
);

/**
 * Reads a whole number written in Chinese numerals, below a thousand (`三` 3, `十二` 12, `二十` 20, `一百零三` 103) or
 * digit by digit (`五〇一` 501). Undefined when the text is anything else.
 */
export function chineseNumber(text: string): number | undefined {
  if (DIGIT_BY_DIGIT.test(text)) {
    return Number([...text].map((numeral) => DIGITS[numeral]).join(''));
  }
  const match = WITH_TENS.exec(text);
  if (!match || text === '') return undefined;
  const [, hundreds, tens, ten, ones] = match;
  if (!hundreds && !ten) return undefined;
  const value = (numeral: string | undefined) => (numeral ? (DIGITS[numeral] ?? 0) : 0);
  return value(hundreds) * 100 + (ten ? (tens ? value(tens) : 1) * 10 : 0) + value(ones);
}
