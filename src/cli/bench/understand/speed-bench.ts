import { type CategoryTable, classify } from '../../../understanding/category.rules.js';
import { teach } from '../../../understanding/category-learning.rules.js';
import { packModel } from '../../../understanding/category-model-file.js';
import { plain } from '../../../understanding/normalise.rules.js';
import { RuleReader } from '../../../understanding/rule-reader.js';
import { round } from '../measurement.js';
import type { CategoryMessage } from './category-bench.js';

const LEAST_MS = 1_500;
const WARM_UP_LAPS = 3;

/** Messages a second, one core, of the fastest of some laps: other work on the machine only slows. */
function perSecond(texts: readonly string[], read: (text: string) => unknown): number {
  let best = Infinity;
  // What is kept cannot be optimised away.
  let kept: unknown;
  const begun = performance.now();
  for (let lap = 0; lap < WARM_UP_LAPS || performance.now() - begun < LEAST_MS; lap++) {
    const start = performance.now();
    for (const text of texts) kept = read(text);
    best = Math.min(best, performance.now() - start);
  }
  if (kept === undefined) throw new Error('nothing was read');
  return round((texts.length / best) * 1000, 0);
}

/** The least that any reader has to do: look at each character and mix it into a number. */
function lookAt(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** How fast messages are read and learned, beside merely looking at them in the same run. */
export function measureSpeed(
  texts: readonly string[],
  lessons: readonly CategoryMessage[],
  table: CategoryTable,
): Record<string, unknown> & { readonly ratio: number } {
  const reader = new RuleReader(table);
  const limit = perSecond(texts, lookAt);
  const category = perSecond(texts, (text) => classify(plain(text), table));
  const whole = perSecond(texts, (text) =>
    reader.read({ text, speaker: 'resident', context: 'none' }),
  );
  const start = performance.now();
  const { model } = teach(lessons, table);
  const trainSeconds = round((performance.now() - start) / 1000, 2);
  return {
    messages: texts.length,
    categoryPerSecond: category,
    wholeReaderPerSecond: whole,
    trained: lessons.length,
    trainSeconds,
    modelBytes: model ? packModel(model).length : 0,
    limit: { charactersLookedAt: limit },
    ratio: round(category / limit, 4),
  };
}
