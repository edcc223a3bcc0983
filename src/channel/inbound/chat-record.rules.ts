import type { ForwardedLine } from '../../messages/messages.types.js';
import { recordLabel } from '../channel.texts.js';
import { decoded, elements, textOf } from './wechat-xml.rules.js';

/** A forwarded chat record (聊天记录). */
export interface ChatRecord {
  readonly title: string;
  readonly lines: readonly ForwardedLine[];
}

/** Lines of one record that are read; WeChat forwards at most 100. */
const MOST_LINES = 200;
const LINE = /^([^：:\n]{1,30})[：:]\s*(.*)$/;
const MARKED = /^[[【]聊天记录(?:[\]】]\s*([\s\S]+)|[:：\s]+([\s\S]+?)[\]】]\s*)$/;
const TITLED = /^([^\n：:]{1,40}的聊天记录)[：:]?\s*\n([\s\S]+)$/;

/** Reads the record out of a message that the channel says is one, whatever its form; lines may be none. */
export function readChatRecord(raw: string): ChatRecord {
  const title = textOf(raw, 'title') ?? '';
  const record = decoded(elements(raw, 'recorditem')[0]?.inner ?? '');
  const items = elements(record || raw, 'dataitem').slice(0, MOST_LINES);
  const lines = items.map(({ attributes, inner }) => ({
    name: textOf(inner, 'sourcename') ?? textOf(inner, 'datasrcname') ?? '',
    text:
      textOf(inner, 'datadesc') || textOf(inner, 'datatitle') || recordLabel(typeIn(attributes)),
  }));
  if (lines.length > 0) return { title, lines };
  const summary = textOf(raw, 'des');
  return summary === undefined
    ? (typedChatRecord(raw) ?? plain(raw))
    : { title, lines: spoken(summary) };
}

/** A record that somebody pasted as text under a heading that says so; undefined when it is an ordinary text. */
export function typedChatRecord(text: string): ChatRecord | undefined {
  const marked = MARKED.exec(text);
  const titled = marked ? undefined : TITLED.exec(text);
  const body = marked ? (marked[1] ?? marked[2]) : titled?.[2];
  const lines = body === undefined ? [] : spoken(body);
  return lines.some(({ name }) => name) ? { title: titled?.[1] ?? '', lines } : undefined;
}

function plain(raw: string): ChatRecord {
  return { title: '', lines: raw.trim().startsWith('<') ? [] : spoken(raw) };
}

/** `name: words` a line; a line without a name goes on with what was said before. */
function spoken(text: string): ForwardedLine[] {
  const lines: { name: string; text: string }[] = [];
  for (const row of text.split(/\r?\n/).slice(0, MOST_LINES)) {
    const [, name, words] = LINE.exec(row.trim()) ?? [];
    const last = lines.at(-1);
    if (name !== undefined && words !== undefined) lines.push({ name: name.trim(), text: words });
    else if (last) last.text = [last.text, row.trim()].filter(Boolean).join('\n');
    else if (row.trim()) lines.push({ name: '', text: row.trim() });
  }
  return lines;
}

function typeIn(attributes: string): string {
  return /datatype\s*=\s*"(\d+)"/.exec(attributes)?.[1] ?? '';
}
