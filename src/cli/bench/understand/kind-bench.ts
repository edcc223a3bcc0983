import type { CategoryTable } from '../../../understanding/category.rules.js';
import { readKind } from '../../../understanding/kind.rules.js';
import type { LabelledMessage } from './labelled-file.js';
import { confusionOf, scoresOf } from './scores.js';

/** Kinds of requests, read from the text alone, as shipped. */
export function measureKinds(
  messages: readonly LabelledMessage[],
  table: CategoryTable,
): Record<string, unknown> | undefined {
  const answers = messages.flatMap(({ body, kind }) =>
    kind === undefined ? [] : [{ right: kind, said: readKind(body, table.kinds), confidence: 1 }],
  );
  if (answers.length === 0) return undefined;
  const { count, accuracy, recall } = scoresOf(answers);
  return { count, accuracy, recall, confusion: confusionOf(answers) };
}
