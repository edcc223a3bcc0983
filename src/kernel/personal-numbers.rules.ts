import { maskPhones } from './phones.rules.js';

/** Numbers that nobody here needs: identity cards, bank cards, passports. They are never kept, shown or handed on. */

/** Put in place of a number; of the number itself nothing stays. */
export const IDENTITY_MASK = '〔证件号〕';
export const CARD_MASK = '〔卡号〕';

/** Digits may stand in groups (`340101 19900101 1234`), full width too. */
const GAP = '[ \\u00a0\\-－—]?';
const DATE = `(?:0[1-9]|1[0-2])${GAP}(?:0[1-9]|[12]\\d|3[01])`;
const BEFORE = '(?<![\\dA-Za-z])';
/** Resident identity card, GB 11643: six digits of the place, date of birth, three of a row, check character. */
const IDENTITY = new RegExp(
  `${BEFORE}[1-9]\\d{2}${GAP}\\d{3}${GAP}(?:18|19|20)\\d{2}${GAP}${DATE}${GAP}\\d{3}${GAP}[\\dXx](?!\\d)`,
  'g',
);
/** The older card of fifteen digits. */
const OLD_IDENTITY = new RegExp(
  `${BEFORE}[1-9]\\d{2}${GAP}\\d{3}${GAP}\\d{2}${DATE}${GAP}\\d{3}(?!\\d)`,
  'g',
);
/** One that is said to be one, however it is mistyped. */
const CALLED_IDENTITY =
  /((?:身份证|证件|护照|社保卡|医保卡|通行证)(?:号码?|编号)?(?:是|为|:|：|，|,)?\s*)([A-Za-z]{0,2}\d[\d -]{6,20}[\dXx])(?!\d)/g;
const CALLED_CARD =
  /((?:银行卡|卡号|账号|账户|帐号|帐户|存折|储蓄卡|信用卡)(?:号码?)?(?:是|为|:|：|，|,)?\s*)(\d[\d -]{9,24}\d)(?!\d)/g;
/** Bank cards, ISO/IEC 7812: 14 to 19 digits, the last one checks the others. */
const CARD = new RegExp(`${BEFORE}[3-6](?:${GAP}\\d){13,18}(?!\\d)`, 'g');
/** Shorter runs of digits hide none of these. */
const LONG_RUN = /\d(?:[ \u00a0\-－—]?\d){7,}/;

/** The text without numbers of identity and bank cards. */
export function withoutCardNumbers(text: string): string {
  const folded = halfWidthDigits(text);
  if (!LONG_RUN.test(folded)) return text;
  const masked = folded
    .replace(IDENTITY, IDENTITY_MASK)
    .replace(CARD, (found) => (isCard(found) ? CARD_MASK : found))
    .replace(CALLED_IDENTITY, (_found, words: string) => `${words}${IDENTITY_MASK}`)
    .replace(CALLED_CARD, (_found, words: string) => `${words}${CARD_MASK}`)
    .replace(OLD_IDENTITY, IDENTITY_MASK);
  return masked === folded ? text : masked;
}

/** What may be stored and shown in a list: card numbers gone, phone numbers shortened. */
export function maskPersonal(text: string): string {
  return maskPhones(withoutCardNumbers(text));
}

/** The check of Luhn: every second digit from the right doubled, the sum of all digits divisible by ten. */
function isCard(found: string): boolean {
  const digits = [...found.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const weighed = index % 2 === 1 ? digit * 2 : digit;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}

/** One character in, one out. */
function halfWidthDigits(text: string): string {
  return text.replace(/[０-９Ｘｘ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}
