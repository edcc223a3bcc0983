import { addDays, civilDateOf, minuteOfDay } from '../../kernel/calendar.js';

/** Parts of the day, each until the hour. */
const PARTS_OF_DAY = [
  [6, '凌晨'],
  [12, '上午'],
  [14, '中午'],
  [18, '下午'],
  [24, '晚上'],
] as const;
const MINUTES: Readonly<Record<number, string>> = { 0: '', 30: '半' };
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

/** An instant as a neighbour would say it: 「明天下午5点」「12月8日（周二）上午9点半」. Asia/Shanghai. */
export function spokenTime(instant: Date, now: Date): string {
  return `${spokenDay(instant, now)}${spokenHour(minuteOfDay(instant))}`;
}

/** Until when something is to be done; without a limit 「尽快」. Asia/Shanghai. */
export function spokenLimit(dueAt: Date | undefined, now: Date): string {
  return dueAt ? `${spokenTime(dueAt, now)}前` : '尽快';
}

function spokenDay(instant: Date, now: Date): string {
  const day = civilDateOf(instant);
  const today = civilDateOf(now);
  if (day === today) return '今天';
  if (day === addDays(today, 1)) return '明天';
  if (day === addDays(today, 2)) return '后天';
  const weekday = WEEKDAYS[(Math.floor(Date.parse(day) / 86_400_000) + 4) % 7];
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日（周${weekday}）`;
}

function spokenHour(minute: number): string {
  const hour = Math.floor(minute / 60);
  const rest = minute % 60;
  const part = PARTS_OF_DAY.find(([until]) => hour < until)?.[1] ?? '';
  const shown = hour > 12 ? hour - 12 : hour;
  return `${part}${shown}点${MINUTES[rest] ?? `${rest}分`}`;
}
