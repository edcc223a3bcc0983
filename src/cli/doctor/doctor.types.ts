import type { doctorTexts } from './doctor.texts.js';

/** One thing that was looked at. */
export interface Finding {
  readonly about: keyof typeof doctorTexts.titles;
  /** `wrong` fails the command; `notice` is worth knowing. */
  readonly verdict: 'fine' | 'notice' | 'wrong';
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}
