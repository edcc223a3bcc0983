/**
 * Words of the dialects and of the net in the words of the standard language: 「冇人嚟」 → 没有人来. Whoever writes as they
 * speak is read like everybody else. Only for reading what is wanted: what was written stays as it was.
 */
export class Dialect {
  private readonly standardOf = new Map<string, string>();
  private readonly beginnings = new Set<string>();
  private longest = 0;

  /** @param words standard word → what is said for it; a word maps to itself to be left alone (「返工」 beside 返 for 回) */
  constructor(words: ReadonlyMap<string, readonly string[]>) {
    for (const [standard, said] of words)
      for (const word of said) {
        this.standardOf.set(word, standard === KEPT ? word : standard);
        this.beginnings.add(word.charAt(0));
        this.longest = Math.max(this.longest, word.length);
      }
  }

  /** A plain text in standard words, longest words first; the same text when nothing in it is dialect. */
  standard(text: string): string {
    let out = '';
    let from = 0;
    for (let i = 0; i < text.length; ) {
      const said = this.beginnings.has(text.charAt(i)) ? this.wordAt(text, i) : undefined;
      if (said === undefined) {
        i += 1;
        continue;
      }
      out += text.slice(from, i) + this.standardOf.get(said);
      i += said.length;
      from = i;
    }
    return from === 0 ? text : out + text.slice(from);
  }

  private wordAt(text: string, at: number): string | undefined {
    for (let length = Math.min(this.longest, text.length - at); length > 0; length--) {
      const word = text.slice(at, at + length);
      if (this.standardOf.has(word)) return word;
    }
    return undefined;
  }
}

/** Heading of the words that look like dialect and are not. */
export const KEPT = '保留';
