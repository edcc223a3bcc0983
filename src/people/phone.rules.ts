/** Chinese mobile numbers have eleven digits and begin with 1; +86, blanks and hyphens are decoration. */
const MOBILE = /^1\d{10}$/;
/** Land lines: area code and seven or eight digits, or local; 400/800 service numbers. */
const LANDLINE = /^(?:0\d{2,3}[2-9]\d{6,7}|[2-9]\d{6,7}|[48]00\d{7})$/;

/** The number in digits only, the form that is hashed and stored; undefined when it is no telephone number. */
export function normalisePhone(text: string): string | undefined {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s\-()（）.]/gu, '')
    .replace(/^(?:\+|00)86/, '');
  return MOBILE.test(digits) || LANDLINE.test(digits) ? digits : undefined;
}

/** For eyes that need not know it: `王秀兰` → `王**`. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.max(1, rest.length));
}
