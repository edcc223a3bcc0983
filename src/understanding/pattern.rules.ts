import { factorsOf } from './pattern-factors.js';

/** What pieces of text are asked for: whether they are in there. */
export type Matcher = Pick<RegExp, 'test'>;

/** Texts whose signs are remembered: the forms of one message, read by many patterns in turn. */
const REMEMBERED = 4;

/** Patterns whose factor begins with a character: those for which it is enough, and those that want a certain next one. */
interface Opening {
  readonly alone: number[];
  readonly followed: Map<number, number[]>;
}

/**
 * Knows for a text, after one pass over it, which of all patterns could match it at all: a message of twenty
 * characters is asked for some two hundred patterns of many alternatives each, and nearly all of them cannot.
 */
class Sieve {
  private readonly openings = new Map<number, Opening>();
  private readonly texts: (string | undefined)[] = new Array(REMEMBERED).fill(undefined);
  private readonly signs: Uint8Array[] = [];
  private oldest = 0;
  private patterns = 0;

  /** The number of the pattern; undefined when nothing can be said of the texts it matches. */
  add(pattern: RegExp): number | undefined {
    const factors = factorsOf(pattern);
    if (!factors) return undefined;
    const number = this.patterns;
    this.patterns += 1;
    for (const factor of factors) this.put(factor, number);
    this.texts.fill(undefined);
    this.signs.length = 0;
    return number;
  }

  admits(number: number, text: string): boolean {
    for (let i = 0; i < REMEMBERED; i += 1)
      if (this.texts[i] === text) return (this.signs[i] as Uint8Array)[number] === 1;
    return this.read(text)[number] === 1;
  }

  private put(factor: string, number: number): void {
    const code = factor.charCodeAt(0);
    let opening = this.openings.get(code);
    if (!opening) {
      opening = { alone: [], followed: new Map() };
      this.openings.set(code, opening);
    }
    if (factor.length === 1) {
      opening.alone.push(number);
      return;
    }
    const next = factor.charCodeAt(1);
    const numbers = opening.followed.get(next);
    if (numbers) numbers.push(number);
    else opening.followed.set(next, [number]);
  }

  private read(text: string): Uint8Array {
    const slot = this.oldest;
    this.oldest = (slot + 1) % REMEMBERED;
    const signs = this.signs[slot]?.fill(0) ?? new Uint8Array(this.patterns);
    this.signs[slot] = signs;
    for (let i = 0; i < text.length; i += 1) {
      const opening = this.openings.get(text.charCodeAt(i));
      if (!opening) continue;
      for (const number of opening.alone) signs[number] = 1;
      const followed = opening.followed.get(text.charCodeAt(i + 1));
      if (followed) for (const number of followed) signs[number] = 1;
    }
    this.texts[slot] = text;
    return signs;
  }
}

const sieve = new Sieve();

/** A regular expression that is only tried on texts which it could match. Gives what the expression alone would. */
export class Pattern implements Matcher {
  private readonly number: number | undefined;

  private readonly every: RegExp;

  /** @param regexp without the flags g and y: a pattern remembers no place */
  constructor(private readonly regexp: RegExp) {
    this.number = sieve.add(regexp);
    this.every = new RegExp(regexp, `${regexp.flags}g`);
  }

  get source(): string {
    return this.regexp.source;
  }

  test(text: string): boolean {
    return this.admits(text) && this.regexp.test(text);
  }

  exec(text: string): RegExpExecArray | null {
    return this.admits(text) ? this.regexp.exec(text) : null;
  }

  /** The text with each match written anew. */
  replaceAll(text: string, by: string): string {
    return this.admits(text) ? text.replace(this.every, by) : text;
  }

  /** How often it matches. */
  countIn(text: string): number {
    return this.admits(text) ? (text.match(this.every)?.length ?? 0) : 0;
  }

  /** Whether the text has what the pattern needs; false = it surely does not match. */
  private admits(text: string): boolean {
    return this.number === undefined || sieve.admits(this.number, text);
  }
}

/**
 * One pattern out of many: a list is read line by line by people, the joined pattern in one pass by the machine.
 * @param parts alternatives in the order in which they are tried; flags of the parts are ignored
 */
export function anyOf(...parts: readonly (RegExp | Pattern)[]): Pattern {
  return new Pattern(new RegExp(parts.map((part) => part.source).join('|')));
}
