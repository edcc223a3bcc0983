import {
  addDays,
  type CivilDate,
  civilDateOf,
  instantAt,
  parseCivilDate,
} from '../kernel/calendar.js';
import { addSpan, parseSpan, type Span } from '../kernel/spans.js';

/** A new date as it was said, and the reason beside it. */
export interface SaidUntil {
  /** Undefined when no date was said, or one that does not exist. */
  readonly until?: Date;
  readonly reason: string;
}

/** A day that is named without an hour ends with the offices: ours. Minutes since midnight. */
const OFFICES_CLOSE = 18 * 60;
const DIGITS: Readonly<Record<string, number>> = {
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};
const COUNT = '(\\d{1,2}|[一两二三四五六七八九十])';
const DATE = /(?:到|至)?(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?(?:之?前)?/u;
const SPAN = /(?<![\dA-Za-z])(\d{1,3}(?:wd|d|h))(?![A-Za-z])/u;
const WORKING = new RegExp(`${COUNT}个?工作日`, 'u');
const DAYS = new RegExp(`${COUNT}天`, 'u');
const WEEKS = new RegExp(`${COUNT}(?:周|个?星期|个?礼拜)`, 'u');
const WEEKDAY = /(?:到|至)?(下?)(?:个?)(?:周|星期|礼拜)([一二三四五六日天])(?:之?前)?/u;
const NAMED_DAY = /(?:到|至)?(明天|后天|大后天)(?:之?前)?/u;
const AHEAD: Readonly<Record<string, number>> = { 明天: 1, 后天: 2, 大后天: 3 };
const WEEKDAYS = '一二三四五六日';

/** Words around a wish for more time that are no reason. */
const FILLER =
  /^(?:我?(?:想|要)?(?:申请|请|麻烦)?(?:再?给?批个?|再|多)?(?:延期|延长|延后|宽限|缓)|到|至)|^(?:因为|由于|原因是?|主要是)/u;

/**
 * Reads 「延期到12月10日 等配件」「再要三天，配件没到」「2d 等配件」. A number of days counts from the present deadline, a date
 * is that day at the close of the offices.
 */
export function readUntil(text: string, now: Date, dueAt: Date): SaidUntil {
  const tries: readonly (() => readonly [Date | undefined, string] | undefined)[] = [
    () => byDate(text, now),
    () => bySpan(text, SPAN, dueAt, (said) => parseSpan(said)),
    () => bySpan(text, WORKING, dueAt, (said) => ({ amount: countOf(said), unit: 'wd' })),
    () => bySpan(text, DAYS, dueAt, (said) => ({ amount: countOf(said), unit: 'd' })),
    () => byWeekday(text, now),
    () => bySpan(text, WEEKS, dueAt, (said) => ({ amount: 7 * countOf(said), unit: 'd' })),
    () => byNamedDay(text, now),
  ];
  for (const attempt of tries) {
    const found = attempt();
    if (!found) continue;
    const [until, said] = found;
    return { reason: reasonIn(text.replace(said, ' ')), ...(until && { until }) };
  }
  return { reason: reasonIn(text) };
}

function byDate(text: string, now: Date): readonly [Date | undefined, string] | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const today = civilDateOf(now);
  const dated = (year: number) =>
    parseCivilDate(`${year}-${twoDigits(match[2])}-${twoDigits(match[3])}`);
  const thisYear = Number(match[1] ?? today.slice(0, 4));
  const first = dated(thisYear);
  // 「1月5日」 said in December is next year's.
  const day = first && !match[1] && first < today ? dated(thisYear + 1) : first;
  return [day && closeOf(day), match[0]];
}

function bySpan(
  text: string,
  pattern: RegExp,
  dueAt: Date,
  spanOf: (said: string) => Span | undefined,
): readonly [Date, string] | undefined {
  const match = pattern.exec(text);
  const span = match?.[1] === undefined ? undefined : spanOf(match[1]);
  return match && span ? [addSpan(dueAt, span), match[0]] : undefined;
}

function byWeekday(text: string, now: Date): readonly [Date, string] | undefined {
  const match = WEEKDAY.exec(text);
  if (!match?.[2]) return undefined;
  const today = civilDateOf(now);
  const present = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const wanted = WEEKDAYS.indexOf(match[2] === '天' ? '日' : match[2]);
  const isNext = match[1] !== '' || wanted <= present;
  return [closeOf(addDays(today, wanted - present + (isNext ? 7 : 0))), match[0]];
}

function byNamedDay(text: string, now: Date): readonly [Date, string] | undefined {
  const match = NAMED_DAY.exec(text);
  const ahead = AHEAD[match?.[1] ?? ''];
  return match && ahead ? [closeOf(addDays(civilDateOf(now), ahead)), match[0]] : undefined;
}

function reasonIn(text: string): string {
  let rest = trimmed(text.replace(/\s+/gu, ' '));
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = trimmed(rest.replace(FILLER, ''));
  }
  return rest;
}

function trimmed(text: string): string {
  return text.replace(/^[\s，,。：:、；;！!]+|[\s，,：:、；;]+$/gu, '');
}

function closeOf(day: CivilDate): Date {
  return instantAt(day, OFFICES_CLOSE);
}

function countOf(said: string): number {
  return DIGITS[said] ?? Number(said);
}

function twoDigits(number: string | undefined): string {
  return (number ?? '').padStart(2, '0');
}
