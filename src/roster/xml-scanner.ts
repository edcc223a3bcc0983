/** What a scanner reports, in the order of the document. Names come without their namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  text(text: string): void;
  close(name: string): void;
}

/** No cell of a workbook is longer (Excel: 32,767 characters); a file that goes on without markup is no workbook. */
const LONGEST_TEXT = 1_000_000;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * Reads the plain XML inside a workbook piece by piece, so that a sheet of any length needs little memory. Document
 * types, and with them entities of one's own, are refused.
 */
export class XmlScanner {
  private rest = '';

  constructor(private readonly handler: XmlHandler) {}

  /**
   * Takes the next piece of the document.
   * @throws Error when it is no XML of the kind workbooks hold
   */
  feed(piece: string): void {
    this.rest += piece;
    let from = 0;
    for (let next = this.step(from); next !== undefined; next = this.step(from)) from = next;
    this.rest = this.rest.slice(from);
    if (this.rest.length > LONGEST_TEXT) throw new Error('text without end');
  }

  /** Handles one piece of markup with the text before it. @returns where it ended; undefined when it is not all there */
  private step(from: number): number | undefined {
    const start = this.rest.indexOf('<', from);
    if (start < 0) return undefined;
    const end = this.endOfMarkup(start);
    if (end === undefined) return undefined;
    if (start > from) this.handler.text(decodeEntities(this.rest.slice(from, start)));
    this.markup(this.rest.slice(start, end));
    return end;
  }

  private endOfMarkup(start: number): number | undefined {
    if (this.rest.startsWith('<!--', start)) return this.after('-->', start);
    if (this.rest.startsWith('<![CDATA[', start)) return this.after(']]>', start);
    return this.endOfTag(start, this.rest.indexOf('>', start));
  }

  private after(ending: string, start: number): number | undefined {
    const at = this.rest.indexOf(ending, start);
    return at < 0 ? undefined : at + ending.length;
  }

  /** A `>` inside an attribute's quotes does not end the tag. */
  private endOfTag(start: number, firstEnd: number): number | undefined {
    for (let end = firstEnd; end >= 0; end = this.rest.indexOf('>', end + 1)) {
      const quotes = this.rest.slice(start, end).match(/"/g)?.length ?? 0;
      if (quotes % 2 === 0) return end + 1;
    }
    return undefined;
  }

  private markup(markup: string): void {
    if (markup.startsWith('<![CDATA[')) this.handler.text(markup.slice(9, -3));
    else if (markup.startsWith('<!--') || markup.startsWith('<?')) return;
    else if (markup.startsWith('<!')) throw new Error('a workbook has no document type');
    else if (markup.startsWith('</')) this.handler.close(localName(markup.slice(2, -1).trim()));
    else this.tag(markup);
  }

  private tag(markup: string): void {
    const empty = markup.endsWith('/>');
    const inner = markup.slice(1, empty ? -2 : -1);
    const blank = inner.search(/\s/);
    const name = localName(blank < 0 ? inner : inner.slice(0, blank));
    this.handler.open(name, blank < 0 ? '' : inner.slice(blank));
    if (empty) this.handler.close(name);
  }
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute in the text of a tag; a prefix in the document does not matter. */
export function attribute(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const match = pattern.exec(attributes);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : decodeEntities(value);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hexa, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const point = hexa ? Number.parseInt(hexa, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
