import { elements, isXml, textOf } from './wechat-xml.rules.js';

/** A text and what it quotes. */
export interface QuotedText {
  readonly text: string;
  /** The words quoted, without the speaker's name. */
  readonly quote?: string;
  /** Display name of the one who is quoted. */
  readonly quotedName?: string;
}

/** `「name：words」`, a rule of dashes, the reply: how WeChat's clients put a quote into a plain text. */
const RULED = /^「([\s\S]*)」[ \t]*\n(?:- ?){5,}[ \t]*\n([\s\S]*)$/;
const NAMED = /^([^：:\n]{1,60})[：:]([\s\S]*)$/;

/** WeChat's number for an app message that is a reply to another message. */
const REPLY = '57';

/**
 * Takes the quote off a text, in whichever of its forms: ruled, XML, or `「our name：words」 reply` on one line (only with
 * our own name, since people put other things in such brackets).
 */
export function splitQuote(raw: string, ourName: string): QuotedText {
  return ruled(raw) ?? replyXml(raw) ?? inline(raw, ourName) ?? { text: raw };
}

function ruled(raw: string): QuotedText | undefined {
  const [, quoted, text] = RULED.exec(raw) ?? [];
  return quoted === undefined || text === undefined ? undefined : { text, ...speakerOff(quoted) };
}

function replyXml(raw: string): QuotedText | undefined {
  if (!isXml(raw)) return undefined;
  const [reference] = elements(raw, 'refermsg');
  const title = textOf(raw, 'title');
  if (!reference || title === undefined || !raw.includes(`<type>${REPLY}</type>`)) return undefined;
  return {
    text: title,
    quote: textOf(reference.inner, 'content') ?? '',
    quotedName: textOf(reference.inner, 'displayname'),
  };
}

function inline(raw: string, ourName: string): QuotedText | undefined {
  const head = [`「${ourName}：`, `「${ourName}:`].find((start) => raw.startsWith(start));
  const end = head ? raw.indexOf('」', head.length) : -1;
  const text = raw.slice(end + 1).trim();
  if (!head || end < 0 || !text) return undefined;
  return { text, quote: raw.slice(head.length, end), quotedName: ourName };
}

function speakerOff(quoted: string): Pick<QuotedText, 'quote' | 'quotedName'> {
  const [, quotedName, quote] = NAMED.exec(quoted) ?? [];
  return quote === undefined ? { quote: quoted } : { quote, quotedName };
}
