import { addMinutes } from '../kernel/calendar.js';

/** Characters of a code; 31^8 possibilities against five guesses an hour. */
export const CODE_LENGTH = 8;
/** Days a code can be used (ours: a roster is handed out within two working weeks). */
export const CODE_DAYS = 14;
/** Wrong codes a contact may try in one window before it has to wait (issue "Roster": tries limited; the number is ours). */
export const WRONG_TRIES = 5;
/** Length of that window, in minutes. */
export const GUESS_WINDOW_MINUTES = 60;

const CODE = new RegExp(`^[2-9A-HJKMNP-Z]{${CODE_LENGTH}}$`);
const LEAD_IN =
  /^(?:我的)?(?:工作人员)?(?:邀请码|绑定码|绑定工号|绑定|验证码|码)(?:是|为)?[:：,，]?/u;

/**
 * The code in a text that is nothing but a code, perhaps after 「绑定」 or 「邀请码：」; blanks, hyphens and case do not
 * matter. Undefined for any other text. An ordinary word of eight letters is no code unless 「绑定」 stands before it.
 */
export function readCode(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[。.!！~]+$/u, '')
    .trim();
  const rest = plain.replace(LEAD_IN, '');
  const code = rest.replace(/[\s\-–—_]/gu, '').toUpperCase();
  if (!CODE.test(code)) return undefined;
  return rest !== plain || /\d/.test(code) ? code : undefined;
}

/** When a code issued now expires. */
export function expiryOf(issuedAt: Date): Date {
  return addMinutes(issuedAt, CODE_DAYS * 24 * 60);
}
