import { parsePattern } from './pattern.rules.js';
import { SYNTAX_TEXTS } from './transcript.texts.js';
import type { Said } from './transcript.types.js';

/** `[图片 a.jpg]`: a kind and what follows it. Other words in brackets are WeChat's own faces (`[强]`) and stay text. */
const MEDIA = /^\[(图片|语音|位置|视频|文件|聊天记录)(?:\s+([^\]]*))?\]$/;
const QUOTE = /^「小邻[：:](.*?)」\s*(.*)$/s;

/**
 * Reads what somebody sends.
 * @param text the line after `>`, trimmed; may be empty
 * @returns the message, or one sentence about what is wrong with it
 */
export function parseSaid(text: string): Said | string {
  const media = MEDIA.exec(text);
  if (media) return readMedia(media[1] ?? '', (media[2] ?? '').trim(), text);
  const quote = QUOTE.exec(text);
  if (!quote) return { kind: 'text', text };
  return { kind: 'text', text: quote[2] ?? '', quote: parsePattern(quote[1]?.trim() || '…') };
}

function readMedia(kind: string, detail: string, source: string): Said | string {
  switch (kind) {
    case '图片':
      return { kind: 'picture', ...(detail && { path: detail }) };
    case '视频':
      return { kind: 'video', ...(detail && { path: detail }) };
    case '文件':
      return { kind: 'file', name: detail || '文件.pdf' };
    case '语音':
      return readVoice(detail, source);
    case '位置':
      return readLocation(detail, source);
    default:
      return readChatRecord(detail, source);
  }
}

function readVoice(detail: string, source: string): Said | string {
  const seconds = Number(/^(\d+)\s*(?:s|秒|")$/.exec(detail)?.[1]);
  return seconds > 0 ? { kind: 'voice', seconds } : SYNTAX_TEXTS.voiceWrong(source);
}

function readLocation(detail: string, source: string): Said | string {
  const match = /^(-?\d+(?:\.\d+)?)\s*[,，]\s*(-?\d+(?:\.\d+)?)(?:\s+(.*))?$/.exec(detail);
  if (!match) return SYNTAX_TEXTS.locationWrong(source);
  return {
    kind: 'location',
    lng: Number(match[1]),
    lat: Number(match[2]),
    name: match[3]?.trim() ?? '',
  };
}

/** A forwarded chat record: `[聊天记录 王阿姨：灯坏了；李叔：三天了]`. Beyond the contract's kinds. */
function readChatRecord(detail: string, source: string): Said | string {
  const lines = detail
    .split(/[;；]/)
    .map((line) => /^\s*([^：:]+)[：:](.+)$/.exec(line))
    .map((match) => match && { name: (match[1] ?? '').trim(), text: (match[2] ?? '').trim() });
  if (lines.some((line) => !line)) return SYNTAX_TEXTS.recordWrong(source);
  return { kind: 'chat-record', lines: lines.filter((line) => line !== null) };
}
