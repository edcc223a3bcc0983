import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for one another when read aloud or copied by hand (no 0 O 1 I L). */
const READABLE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A random code of the length, from a cryptographic source: invitations, and the mark kept in a contact's remark. */
export function readableCode(length: number): string {
  return Array.from({ length }, () => READABLE[randomInt(READABLE.length)]).join('');
}
