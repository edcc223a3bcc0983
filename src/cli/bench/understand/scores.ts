import { round } from '../measurement.js';

/** One answer: what was right, what was said, and how sure. */
export interface Answer {
  readonly right: string;
  readonly said: string;
  readonly second?: string;
  /** 0–1. */
  readonly confidence: number;
}

/** Answers whose confidence lies in one tenth. */
export interface ReliabilityBand {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Average confidence, and the share that was right: alike when well calibrated. */
  readonly confidence: number;
  readonly right: number;
}

/** How good a set of answers is. */
export interface Scores {
  readonly count: number;
  readonly accuracy: number;
  readonly macroF1: number;
  /** The right label is the first or the second. */
  readonly bestTwo: number;
  /** Accuracy of the surest 80 %. */
  readonly surest: number;
  /** Label → share of its messages that were found. */
  readonly recall: Readonly<Record<string, number>>;
}

const SUREST_SHARE = 0.8;
const BANDS = 10;

const share = (part: number, whole: number) => (whole === 0 ? 0 : round(part / whole, 4));

function f1Of(label: string, answers: readonly Answer[]): number {
  const hits = answers.filter(({ right, said }) => right === label && said === label).length;
  const inRight = answers.filter(({ right }) => right === label).length;
  const inSaid = answers.filter(({ said }) => said === label).length;
  return inRight + inSaid === 0 ? 0 : (2 * hits) / (inRight + inSaid);
}

export function scoresOf(answers: readonly Answer[]): Scores {
  const labels = [...new Set(answers.map(({ right }) => right))].sort();
  const isRight = ({ right, said }: Answer) => right === said;
  const surest = [...answers]
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, Math.floor(answers.length * SUREST_SHARE));
  return {
    count: answers.length,
    accuracy: share(answers.filter(isRight).length, answers.length),
    macroF1: round(
      labels.reduce((sum, label) => sum + f1Of(label, answers), 0) / Math.max(1, labels.length),
      4,
    ),
    bestTwo: share(
      answers.filter(({ right, said, second }) => right === said || right === second).length,
      answers.length,
    ),
    surest: share(surest.filter(isRight).length, surest.length),
    recall: Object.fromEntries(
      labels.map((label) => {
        const own = answers.filter(({ right }) => right === label);
        return [label, share(own.filter(isRight).length, own.length)];
      }),
    ),
  };
}

/** Right label → label said → how often. */
export function confusionOf(
  answers: readonly Answer[],
): Record<string, Readonly<Record<string, number>>> {
  const table: Record<string, Record<string, number>> = {};
  for (const { right, said } of answers) {
    const row = table[right] ?? {};
    row[said] = (row[said] ?? 0) + 1;
    table[right] = row;
  }
  return table;
}

export function reliabilityOf(answers: readonly Answer[]): ReliabilityBand[] {
  return Array.from({ length: BANDS }, (_, i) => {
    const inside = answers.filter(
      ({ confidence }) => Math.min(BANDS - 1, Math.floor(confidence * BANDS)) === i,
    );
    const sum = inside.reduce((total, { confidence }) => total + confidence, 0);
    return {
      from: i / BANDS,
      to: (i + 1) / BANDS,
      count: inside.length,
      confidence: share(sum, inside.length),
      right: share(inside.filter(({ right, said }) => right === said).length, inside.length),
    };
  }).filter(({ count }) => count > 0);
}
