import type { RaisedMessage } from '../../understanding/hot-issues.types.js';

const DAY_MS = 24 * 60 * 60_000;
/** Day 0 of a spreadsheet, as days before 1970. */
const SPREADSHEET_EPOCH_DAYS = 25_569;
const SHANGHAI_MS = 8 * 60 * 60_000;
const WRITTEN =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?(?:\.\d+)?$/;

/**
 * A line of a message file; texts are cut to what is compared.
 * @returns undefined when the line is no message
 */
export function messageOfLine(line: string): RaisedMessage | undefined {
  const { id, user, title, text, time } = parsed(line);
  const at = instantOf(time);
  const hasWords = typeof title === 'string' || typeof text === 'string';
  if (id === undefined || user === undefined || !at || !hasWords) return undefined;
  const words = String(text ?? '')
    .trim()
    .slice(0, 200);
  const heading =
    String(title ?? '')
      .trim()
      .slice(0, 100) || words.slice(0, 60);
  return { id: String(id), people: [String(user)], title: heading, text: words, at };
}

/** As people and spreadsheets write it; without an offset in Shanghai. */
function instantOf(time: unknown): Date | undefined {
  const said = String(time ?? '').trim();
  if (/^\d{4,6}(?:\.\d+)?$/.test(said)) {
    const days = Number(said) - SPREADSHEET_EPOCH_DAYS;
    return new Date(Math.round(days * DAY_MS) - SHANGHAI_MS);
  }
  const match = WRITTEN.exec(said);
  if (!match) return Number.isNaN(Date.parse(said)) ? undefined : new Date(Date.parse(said));
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) - SHANGHAI_MS);
}

function parsed(line: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(line)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
