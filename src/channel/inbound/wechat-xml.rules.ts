const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#x0A;': '\n',
  '&#x20;': ' ',
  '&amp;': '&',
};

const CDATA_OPEN = '<![CDATA[';
const CDATA_CLOSE = ']]>';

/** One element of WeChat's XML. */
export interface XmlElement {
  /** What stands in its opening tag after the name. */
  readonly attributes: string;
  /** What stands between its tags, not yet decoded. */
  readonly inner: string;
}

/** Whether a message's text is the XML of WeChat rather than words of a person. */
export function isXml(text: string): boolean {
  return /^\s*(?:[\w@.-]{1,60}:\s*)?<(?:\?xml|msg|voipmsg|voipinvitemsg|voiplocalinfo|sysmsg|appmsg)\b/.test(
    text,
  );
}

/**
 * The elements with that name, in order, nested ones of the same name left out. Made for the flat and often broken XML
 * of WeChat messages: never throws, finds nothing in what is no XML, and takes time in proportion to the text.
 */
export function elements(xml: string, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  let from = 0;
  for (;;) {
    const at = openingOf(xml, name, from);
    if (at < 0) return found;
    const tagEnd = xml.indexOf('>', at);
    if (tagEnd < 0) return found;
    const attributes = xml.slice(at + name.length + 1, tagEnd);
    if (attributes.endsWith('/')) {
      found.push({ attributes, inner: '' });
      from = tagEnd + 1;
      continue;
    }
    const close = xml.indexOf(`</${name}>`, tagEnd);
    found.push({ attributes, inner: xml.slice(tagEnd + 1, close < 0 ? undefined : close) });
    if (close < 0) return found;
    from = close + name.length + 3;
  }
}

/** The text of the first element with that name: CDATA taken out of its wrapping, entities decoded. */
export function textOf(xml: string, name: string): string | undefined {
  const [first] = elements(xml, name);
  return first && decoded(first.inner);
}

/** An attribute of the first element with that name. */
export function attributeOf(xml: string, name: string, attribute: string): string | undefined {
  const [first] = elements(xml, name);
  const value =
    first && new RegExp(`\\s${attribute}\\s*=\\s*"([^"]*)"`).exec(` ${first.attributes}`);
  return value ? decoded(value[1] ?? '') : undefined;
}

/** What an element's inner text says. */
export function decoded(inner: string): string {
  const text = inner.trim();
  if (text.startsWith(CDATA_OPEN) && text.endsWith(CDATA_CLOSE)) {
    return text.slice(CDATA_OPEN.length, -CDATA_CLOSE.length);
  }
  return text.replaceAll(
    /&(?:lt|gt|quot|apos|amp|#39|#x0A|#x20);/g,
    (entity) => ENTITIES[entity] ?? entity,
  );
}

function openingOf(xml: string, name: string, from: number): number {
  let at = xml.indexOf(`<${name}`, from);
  while (at >= 0 && /[\w-]/.test(xml[at + name.length + 1] ?? ''))
    at = xml.indexOf(`<${name}`, at + 1);
  return at;
}
