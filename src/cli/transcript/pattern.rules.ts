/** One piece of a pattern. */
type Part =
  | { readonly kind: 'any' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'one-of'; readonly choices: readonly (readonly Part[])[] };

/** A line of a transcript that a message is held against: `…` any text, `{name}` captured, `[a|b]` either. */
export interface Pattern {
  readonly source: string;
  readonly parts: readonly Part[];
}

/** What a pattern may lean on when it is held against a message. */
export interface MatchScope {
  /** Names captured so far. */
  readonly held: ReadonlyMap<string, string>;
  /** Every case number that exists. */
  readonly numbers: readonly string[];
}

const TOKEN = /…|\{([^{}\s]+)\}|\[([^[\]]*\|[^[\]]*)\]/g;

/** Reads a pattern. Every text is one: brackets without `|` and unfinished braces stand for themselves. */
export function parsePattern(source: string): Pattern {
  return { source, parts: partsOf(flatten(source)) };
}

/** Names a text or pattern mentions, in order, each once. */
export function namesIn(source: string): string[] {
  return [...new Set([...source.matchAll(/\{([^{}\s]+)\}/g)].map((match) => match[1] ?? ''))];
}

/** One line of plain text: line breaks and runs of blanks become a single blank, ends are trimmed. */
export function flatten(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/**
 * Holds a message against a pattern.
 * @returns the names it newly captures, perhaps none; undefined when it does not match
 */
export function matchPattern(
  pattern: Pattern,
  message: string,
  scope: MatchScope,
): ReadonlyMap<string, string> | undefined {
  const text = flatten(message);
  const captured = capture(pattern, text, scope);
  const values = new Map([...scope.held, ...captured]);
  return new RegExp(`^${regexOf(pattern.parts, values)}$`, 'u').test(text) ? captured : undefined;
}

/** Puts what was captured in place of `{name}`; undefined names are returned as they stand. */
export function fillIn(text: string, held: ReadonlyMap<string, string>): string {
  return text.replace(/\{([^{}\s]+)\}/g, (whole, name: string) => held.get(name) ?? whole);
}

function partsOf(source: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of source.matchAll(TOKEN)) {
    if (match.index > from) parts.push({ kind: 'text', text: source.slice(from, match.index) });
    parts.push(partOf(match));
    from = match.index + match[0].length;
  }
  if (from < source.length) parts.push({ kind: 'text', text: source.slice(from) });
  return parts;
}

function partOf(match: RegExpExecArray): Part {
  const [, name, choices] = match;
  if (name) return { kind: 'name', name };
  if (choices) return { kind: 'one-of', choices: choices.split('|').map(partsOf) };
  return { kind: 'any' };
}

/** Each new name takes the first case number of the message that no other name holds, and nothing else. */
function capture(pattern: Pattern, text: string, scope: MatchScope): ReadonlyMap<string, string> {
  const taken = new Set(scope.held.values());
  const captured = new Map<string, string>();
  const found = numbersIn(text, scope.numbers);
  for (const name of namesIn(pattern.source)) {
    if (scope.held.has(name)) continue;
    const free = found.find((number) => !taken.has(number));
    if (!free) continue;
    captured.set(name, free);
    taken.add(free);
  }
  return captured;
}

/** Existing case numbers in the order in which the text names them. */
function numbersIn(text: string, numbers: readonly string[]): string[] {
  if (numbers.length === 0) return [];
  const longestFirst = [...numbers].sort((a, b) => b.length - a.length).map(whole);
  return [...text.matchAll(new RegExp(longestFirst.join('|'), 'gu'))].map((match) => match[0]);
}

function regexOf(parts: readonly Part[], values: ReadonlyMap<string, string>): string {
  return parts.map((part) => regexOfPart(part, values)).join('');
}

function regexOfPart(part: Part, values: ReadonlyMap<string, string>): string {
  if (part.kind === 'any') return '.*';
  if (part.kind === 'text') return escaped(part.text);
  if (part.kind === 'one-of')
    return `(?:${part.choices.map((choice) => regexOf(choice, values)).join('|')})`;
  const value = values.get(part.name);
  return value ? whole(value) : '(?!)';
}

/** The number itself, not the beginning of a longer one. */
function whole(number: string): string {
  return `(?<![A-Za-z0-9])${escaped(number)}(?![A-Za-z0-9])`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
