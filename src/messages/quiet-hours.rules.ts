import { addDays, civilDateOf, instantAt, minuteOfDay } from '../kernel/calendar.js';
import type { Priority } from './messages.types.js';

const TEN_IN_THE_EVENING = 22 * 60;
const HALF_PAST_SEVEN = 7 * 60 + 30;

/**
 * The hours in which nobody is written to unasked, minutes since midnight, Asia/Shanghai. Defaults: contracts §5, "What
 * the chat guarantees". Equal ends = no quiet hours.
 */
export class QuietHours {
  constructor(
    readonly fromMinute: number = TEN_IN_THE_EVENING,
    readonly untilMinute: number = HALF_PAST_SEVEN,
  ) {}

  /** From and to times of day, `HH:mm`. */
  static between(from: string, to: string): QuietHours {
    return new QuietHours(minuteOf(from), minuteOf(to));
  }
}

/** The first instant, not before the wanted one, at which a message of that priority may be sent. */
export function earliestSend(priority: Priority, wanted: Date, quiet: QuietHours): Date {
  if (priority === 'reply' || priority === 'emergency') return wanted;
  return endOfQuiet(wanted, quiet) ?? wanted;
}

/** When the quiet hours that hold at the instant end; undefined when none hold. */
function endOfQuiet(instant: Date, { fromMinute, untilMinute }: QuietHours): Date | undefined {
  const minute = minuteOfDay(instant);
  const today = civilDateOf(instant);
  if (fromMinute <= untilMinute) {
    const inside = minute >= fromMinute && minute < untilMinute;
    return inside ? instantAt(today, untilMinute) : undefined;
  }
  if (minute >= fromMinute) return instantAt(addDays(today, 1), untilMinute);
  return minute < untilMinute ? instantAt(today, untilMinute) : undefined;
}

function minuteOf(timeOfDay: string): number {
  const [hours, minutes] = timeOfDay.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
