import {
  type CategoryModel,
  type CategoryTable,
  labelShares,
  readForCategory,
} from '../../../understanding/category.rules.js';
import { teach } from '../../../understanding/category-learning.rules.js';
import type { LabelledMessage } from './labelled-file.js';
import {
  type Answer,
  confusionOf,
  type ReliabilityBand,
  reliabilityOf,
  type Scores,
  scoresOf,
} from './scores.js';

/** A message whose category is known. */
export type CategoryMessage = LabelledMessage & { readonly category: string };

/** Scores with the tables behind them. */
export interface CategoryFigures extends Scores {
  readonly confusion: ReturnType<typeof confusionOf>;
  readonly reliability: readonly ReliabilityBand[];
}

/** What is trained on: so many messages, or all. */
export type Lessons = number | 'all';

export const withCategory = (messages: readonly LabelledMessage[]): CategoryMessage[] =>
  messages.filter((message): message is CategoryMessage => message.category !== undefined);

function answerOf(
  text: string,
  right: string,
  table: CategoryTable,
  model: CategoryModel | undefined,
): Answer {
  const shares = labelShares(readForCategory(text, table), model);
  const order = shares.map((_, i) => i).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  const [first, second] = order.map((i) => table.categories[i] ?? '');
  return {
    right,
    said: first ?? '',
    ...(second !== undefined && { second }),
    confidence: shares[order[0] ?? 0] ?? 0,
  };
}

function figuresOf(answers: readonly Answer[]): CategoryFigures {
  return {
    ...scoresOf(answers),
    confusion: confusionOf(answers),
    reliability: reliabilityOf(answers),
  };
}

/** Nothing learned: the words and examples that are shipped. @param part which text of a message is read */
export function measureShipped(
  messages: readonly CategoryMessage[],
  table: CategoryTable,
  part: 'text' | 'body' = 'text',
): CategoryFigures {
  return figuresOf(
    messages.map((message) => answerOf(message[part], message.category, table, undefined)),
  );
}

/** The same order every time, unlike that of the file. */
function mixed<T extends { readonly text: string }>(messages: readonly T[]): T[] {
  const keyed = messages.map((message, i) => {
    let hash = Math.imul(i + 1, 0x9e3779b1);
    for (let k = 0; k < message.text.length; k++)
      hash = Math.imul(hash ^ message.text.charCodeAt(k), 0x01000193);
    return { message, key: (hash ^ (hash >>> 15)) >>> 0 };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ message }) => message);
}

/**
 * Cross-validation: each fold is answered by a model that was taught on messages of the others.
 * @param tested messages to answer
 * @param taught messages to learn from; none of the fold that is answered is used
 */
export function measureTaught(
  tested: readonly CategoryMessage[],
  taught: readonly CategoryMessage[],
  lessons: Lessons,
  folds: number,
  table: CategoryTable,
): CategoryFigures {
  const order = mixed(taught);
  const answers: Answer[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const rest = order.filter((message) => message.fold !== fold);
    const part = lessons === 'all' ? rest : rest.slice(0, lessons);
    const { model } = teach(part, table);
    for (const message of tested)
      if (message.fold === fold)
        answers.push(answerOf(message.text, message.category, table, model));
  }
  return figuresOf(answers);
}
