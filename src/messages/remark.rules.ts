/** Characters of a mark; 31^6 ≈ 890 million, so a guessed or mistyped one meets nobody. */
export const MARK_LENGTH = 6;

/** WeChat keeps 16 Chinese characters of a remark (client limit, seen 2026); the mark and its sign take 8 of them. */
const LABEL_LENGTH = 8;

const MARK = /·#([23456789ABCDEFGHJKMNPQRSTUVWXYZ]{6})\s*$/;

/** The remark (备注) kept for a contact: a readable label and the mark by which the person is found again. */
export function remarkOf(label: string, mark: string): string {
  return `${shortLabel(label)}·#${mark}`;
}

/** The mark that a remark carries; undefined when it carries none of ours. */
export function markIn(remark: string | undefined): string | undefined {
  return remark === undefined ? undefined : MARK.exec(remark)?.[1];
}

/** The label for a person just met: what the remark already says (a clerk may have written it), else the own name. */
export function labelOf(remark: string | undefined, displayName: string): string {
  return shortLabel(remark?.replace(MARK, '') ?? '') || shortLabel(displayName);
}

function shortLabel(text: string): string {
  return [...text.replaceAll(/[·#\s]+/g, ' ').trim()].slice(0, LABEL_LENGTH).join('').trim();
}
