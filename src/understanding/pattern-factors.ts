import { type AST, RegExpParser } from '@eslint-community/regexpp';

/**
 * One or two characters next to each other, of which a text that matches a pattern has at least one. Undefined where
 * nothing of the kind can be said (`.*`, classes of many characters, optional parts alone).
 */
export type Factors = ReadonlySet<string> | undefined;

/** Classes of more characters than this say next to nothing about a text. */
const MOST_OF_CLASS = 24;
/** More pairs than this are looked up more slowly than the pattern is tried. */
const MOST_PAIRS = 160;
/**
 * How often a factor is met in a text, compared with one Chinese character: two in a row are rare, a digit is common.
 * Orders of magnitude; they decide which part of a pattern is looked for, never what matches.
 */
const MEETS_CHARACTER = 1;
const MEETS_DIGIT = 4;
const MEETS_PAIR = 0.03;
const MEETS_ASCII_PAIR = 0.3;

const parser = new RegExpParser();

/** What a text has to hold for the pattern to match it. */
export function factorsOf({ source, flags }: RegExp): Factors {
  // Without case, a letter would have to be looked for in all its forms.
  if (flags.includes('i')) return undefined;
  const pattern = parser.parsePattern(source, 0, source.length, flags.includes('u'));
  return ofAlternatives(pattern.alternatives);
}

function ofAlternatives(alternatives: readonly AST.Alternative[]): Factors {
  return union(alternatives.map(({ elements }) => ofSequence(elements)));
}

/** Each way needs one of its own; a way that needs nothing spoils all. */
function union(ways: readonly Factors[]): Factors {
  const all = new Set<string>();
  for (const way of ways) {
    if (!way) return undefined;
    for (const factor of way) all.add(factor);
  }
  return all;
}

/** The part of a sequence that is met most rarely. */
function ofSequence(elements: readonly AST.Element[]): Factors {
  let best: Factors;
  let least = Number.POSITIVE_INFINITY;
  const consider = (factors: Factors) => {
    if (!factors) return;
    const often = howOften(factors);
    if (often < least) [best, least] = [factors, often];
  };
  for (const [index, element] of elements.entries()) {
    consider(ofElement(element));
    const next = elements[index + 1];
    if (next) consider(pairs(edge(element, 'last'), edge(next, 'first')));
  }
  return best;
}

function howOften(factors: ReadonlySet<string>): number {
  let sum = 0;
  for (const factor of factors) {
    const isAscii = factor.charCodeAt(0) < 0x80;
    if (factor.length > 1) sum += isAscii ? MEETS_ASCII_PAIR : MEETS_PAIR;
    else sum += isAscii ? MEETS_DIGIT : MEETS_CHARACTER;
  }
  return sum;
}

function ofElement(element: AST.Element): Factors {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(element.alternatives);
    case 'Quantifier':
      return element.min > 0 ? ofElement(element.element) : undefined;
    default:
      return charactersOf(element);
  }
}

type Range = readonly [from: number, to: number];
const DIGITS: Range = [0x30, 0x39];

/** The single characters an element stands for; undefined when it is something else or stands for too many. */
function charactersOf(element: AST.Element): Factors {
  if (element.type === 'CharacterClass')
    return element.negate ? undefined : ofRanges(element.elements.map(rangeOf));
  return ofRanges([rangeOf(element)]);
}

function rangeOf(part: AST.Element | AST.CharacterClassElement): Range | undefined {
  switch (part.type) {
    case 'Character':
      return [part.value, part.value];
    case 'CharacterClassRange':
      return [part.min.value, part.max.value];
    case 'CharacterSet':
      return part.kind === 'digit' && !part.negate ? DIGITS : undefined;
    default:
      return undefined;
  }
}

function ofRanges(ranges: readonly (Range | undefined)[]): Factors {
  const characters = new Set<string>();
  for (const range of ranges) {
    if (!range) return undefined;
    const [from, to] = range;
    // A pair of halves is one character to the pattern and two to the sieve.
    if (to > 0xffff || to - from > MOST_OF_CLASS) return undefined;
    for (let code = from; code <= to; code += 1) characters.add(String.fromCharCode(code));
  }
  return characters.size <= MOST_OF_CLASS ? characters : undefined;
}

/** The characters with which an element begins or ends, whichever way it matches. */
function edge(element: AST.Element, side: 'first' | 'last'): Factors {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return union(
        element.alternatives.map(({ elements }) => {
          const outer = elements.at(side === 'first' ? 0 : -1);
          return outer && edge(outer, side);
        }),
      );
    case 'Quantifier':
      return element.min > 0 ? edge(element.element, side) : undefined;
    default:
      return charactersOf(element);
  }
}

function pairs(before: Factors, after: Factors): Factors {
  if (!before || !after || before.size * after.size > MOST_PAIRS) return undefined;
  const found = new Set<string>();
  for (const first of before) for (const second of after) found.add(first + second);
  return found;
}
