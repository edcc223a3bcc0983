import { withoutPlea, withoutSelfNaming } from '../kernel/self-naming.rules.js';
import type { PlaceText } from '../understanding/understanding.types.js';
import type { PendingReport, Speaker } from './conversation.types.js';

/** What somebody who stays unnamed said, without what says who they are: names, own door, numbers to call, the plea itself. */
export function withoutTraces(text: string, { resident, staff, contact }: Speaker): string {
  const names = [resident?.name, staff?.name, contact.displayName];
  const words = withoutPlea(withoutPhones(withoutSelfNaming(text, names)));
  return words.replace(/([，,。；;])[，,。；;\s]+/gu, '$1');
}

/** One matter as the worker may read it when its writer stays unnamed; words that were nothing but a name stay. */
export function unnamedReport(report: PendingReport, speaker: Speaker): PendingReport {
  const text = withoutTraces(report.text, speaker) || report.text;
  return {
    ...report,
    text,
    place: withoutOwnDoor(report.place, report.text, text, speaker),
  };
}

/**
 * 「别说是我」: the number of the own flat would say who it was. One that was written out, and not only to say who
 * writes, is where the trouble is.
 */
function withoutOwnDoor(
  place: PlaceText,
  said: string,
  shown: string,
  { resident }: Speaker,
): PlaceText {
  const { room, ...rest } = place;
  if (room === undefined || shown.includes(room)) return place;
  return said.includes(room) || resident?.home.room === room ? rest : place;
}

/** Whether the flat was named only to say who writes: it left with the rest of what tells on them. */
export function isOwnDoor({ room }: PlaceText, said: string, shown: string): boolean {
  return room !== undefined && said.includes(room) && !shown.includes(room);
}

/** A number to call tells who it is; words that were only about it are dropped with it. */
export function withoutPhones(text: string): string {
  const rest = text.replace(/(?:\+?86)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}/gu, '');
  if (rest === text) return text;
  const words = rest
    .replace(/(?:我的?|联系|打我?)?(?:电话|手机号?|号码)(?:是|号)?[:：]?/gu, '')
    .trim();
  return words.replace(/^[，,。；;\s]+|[，,；;\s]+$/gu, '');
}
