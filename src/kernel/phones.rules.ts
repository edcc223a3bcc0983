/** Digits as people type them on a Chinese keyboard. */
const FULL_WIDTH = /[０-９]/g;
/** A mobile number, in one piece or grouped (`138 0013 8000`), or a landline with its area code. */
const NUMBER = /(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})(?!\d)/g;

/** The text with every phone number shortened to `199****0001`: what may be stored and shown in a list. */
export function maskPhones(text: string): string {
  return halfWidth(text).replace(NUMBER, (found) => maskNumber(found));
}

/** `199****0001`; short numbers keep only their last two digits. Empty stays empty. */
export function maskNumber(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^86(?=1[3-9]\d{9}$)/, '');
  if (digits.length < 8)
    return digits && `${'*'.repeat(Math.max(digits.length - 2, 1))}${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** Numbers become half-width only where a phone number could otherwise hide; the rest of the text is left as it was. */
function halfWidth(text: string): string {
  return text.replace(/[０-９]{7,}/g, (run) =>
    run.replace(FULL_WIDTH, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)),
  );
}
