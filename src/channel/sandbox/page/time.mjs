const ZONE = { timeZone: 'Asia/Shanghai' };
const format = (options) => new Intl.DateTimeFormat('zh-CN', { ...ZONE, ...options });
const MINUTE = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = format({ month: 'long', day: 'numeric' });
const WEEKDAY = format({ weekday: 'short' });
const PARTS = new Intl.DateTimeFormat('sv-SE', {
  ...ZONE,
  dateStyle: 'short',
  timeStyle: 'short',
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let aheadMs = 0;

/** Takes over the clock of the service; it runs on by itself from there. */
export function setNow(iso) {
  aheadMs = Date.parse(iso) - Date.now();
}

/** The present instant in the sandbox. */
export function now() {
  return new Date(Date.now() + aheadMs);
}

/** `09:32` */
export const minuteText = (date) => MINUTE.format(date);

/** `12月1日 周二` */
export const dayText = (date) => `${DAY.format(date)} ${WEEKDAY.format(date)}`;

/** `2026-12-01 09:32`, Asia/Shanghai. */
export const stampText = (date) => PARTS.format(date);

/** As WeChat writes times above messages: 09:32, 昨天 09:32, 周二 09:32, 12月1日 09:32. */
export function chatTime(date) {
  const days = dayNumber(now()) - dayNumber(date);
  if (days === 0) return minuteText(date);
  if (days === 1) return `昨天 ${minuteText(date)}`;
  if (days > 1 && days < 7) return `${WEEKDAY.format(date)} ${minuteText(date)}`;
  return `${DAY.format(date)} ${minuteText(date)}`;
}

/** `09:32` today, `11-23` on other days: for narrow places. */
export function shortTime(date) {
  return dayNumber(now()) === dayNumber(date) ? minuteText(date) : stampText(date).slice(5, 10);
}

/** How long something lasts in two words: 2天3小时, 40分钟. */
export function spanText(ms) {
  const whole = Math.abs(ms);
  const days = Math.floor(whole / DAY_MS);
  const hours = Math.floor((whole % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((whole % HOUR_MS) / MINUTE_MS);
  if (days > 0) return `${days}天${hours ? `${hours}小时` : ''}`;
  if (hours > 0) return `${hours}小时${hours < 3 && minutes ? `${minutes}分` : ''}`;
  return `${minutes}分钟`;
}

/** The next 08:00 as the service reads it. */
export function nextMorning() {
  const today = stampText(now()).slice(0, 10);
  const eight = Date.parse(`${today}T08:00:00+08:00`);
  return stampText(new Date(eight > now().getTime() ? eight : eight + DAY_MS));
}

function dayNumber(date) {
  return Math.floor((date.getTime() + 8 * HOUR_MS) / DAY_MS);
}
