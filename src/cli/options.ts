import { InvalidArgumentError } from 'commander';
import { type CivilDate, parseCivilDate } from '../kernel/calendar.js';
import { optionTexts } from './usage.texts.js';

/** Reads an option that counts things. @throws InvalidArgumentError when it is no whole number above 0 */
export function asCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count <= 0)
    throw new InvalidArgumentError(optionTexts.notCount(text));
  return count;
}

/** Reads a whole number from `least` on. @throws InvalidArgumentError otherwise, in the reader */
export function asWhole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least)
      throw new InvalidArgumentError(optionTexts.notWhole(text, least));
    return value;
  };
}

/** Reads a day. @throws InvalidArgumentError when it is none */
export function asDay(text: string): CivilDate {
  const day = parseCivilDate(text);
  if (!day) throw new InvalidArgumentError(optionTexts.notDay(text));
  return day;
}
