/** What WeChat's clients put after a mention: U+2005 from phones, a space from computers. */
const AFTER_MENTION = '[\\u2005\\u00a0\\u0020]*';

/** Whether a text names us with an at sign. */
export function mentions(text: string, ourName: string): boolean {
  return ourName !== '' && text.includes(`@${ourName}`);
}

/** The text without the mentions of us, as it would have been said in private. */
export function withoutMention(text: string, ourName: string): string {
  if (!mentions(text, ourName)) return text;
  const name = ourName.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text.replaceAll(new RegExp(`@${name}${AFTER_MENTION}`, 'g'), '').trim();
}
