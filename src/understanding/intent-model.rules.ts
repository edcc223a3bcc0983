import { type ByteWeights, scoresOf } from './category-features.rules.js';
import { toShares } from './category-training.rules.js';
import type { Dialect } from './dialect.rules.js';
import { intentFeatures, type Situation, type WordGroups } from './intent-features.rules.js';
import type { Danger, Intent } from './understanding.types.js';

/** What the example phrases taught: one column a label, an intent or `emergency.` with a danger. */
export interface IntentWeights extends ByteWeights {
  readonly labels: readonly string[];
}

/** What the examples make of a phrase. */
export interface IntentShares {
  /** 0–1 for each intent that the speaker may have; they add up to 1. */
  readonly shares: ReadonlyMap<Intent, number>;
  /** The danger that an emergency would most likely be. */
  readonly danger: Danger;
  /** Margin of the likeliest intent, and of an emergency: above 0 the examples know such words, far below they guess. */
  readonly margin: number;
  readonly emergencyMargin: number;
}

/** Margins of the machine → log odds: of the answers given with 0.8, eight in ten are right. */
const SHARPNESS = 6;
/** Score of what nobody in this office wants. */
const UNTHINKABLE = -1e6;
/** What only a secretary says. */
const LEADING: readonly string[] = ['notice', 'assign', 'supervise'];
const STAFF: ReadonlySet<string> = new Set([
  'accept',
  'note',
  'visit',
  'resolve',
  'return',
  'transfer',
  'escalate',
  'todo',
  'leave',
  'checkin',
  'register',
  'extend',
  ...LEADING,
]);

function sharpened(scores: number[]): number[] {
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) * SHARPNESS;
  return scores;
}

/** Reads what somebody wants by likeness to example phrases, where no rule is sure. Pure. */
export class IntentModel {
  private readonly intents: readonly Intent[];

  constructor(
    private readonly weights: IntentWeights,
    private readonly groups: WordGroups,
    private readonly dialect: Dialect,
  ) {
    this.intents = weights.labels.map((label) => (label.split('.')[0] ?? label) as Intent);
  }

  /** @param text plain text, lower case */
  read(text: string, situation: Situation): IntentShares {
    const { labels } = this.weights;
    const standard = this.dialect.standard(text);
    const features = intentFeatures(standard, situation, this.groups);
    const scores = scoresOf(features, this.weights, labels.length);
    for (let i = 0; i < scores.length; i++)
      if (!this.mayWant(i, situation)) scores[i] = UNTHINKABLE;
    const danger = this.keepGravest(scores);
    const margin = Math.max(...scores);
    const emergencyMargin = scores[labels.indexOf(`emergency.${danger}`)] ?? UNTHINKABLE;
    toShares(sharpened(scores));
    const shares = new Map<Intent, number>();
    for (let i = 0; i < scores.length; i++) {
      const intent = this.intents[i] as Intent;
      shares.set(intent, (shares.get(intent) ?? 0) + (scores[i] as number));
    }
    return { shares, danger, margin, emergencyMargin };
  }

  /** Leaves of the dangers the likeliest alone: nine that are a little likely are no emergency. */
  private keepGravest(scores: number[]): Danger {
    let gravest = -1;
    for (let i = 0; i < scores.length; i++) {
      if (this.intents[i] !== 'emergency') continue;
      const last = gravest < 0 ? UNTHINKABLE : (scores[gravest] as number);
      if ((scores[i] as number) <= last) scores[i] = UNTHINKABLE;
      else {
        if (gravest >= 0) scores[gravest] = UNTHINKABLE;
        gravest = i;
      }
    }
    return (this.weights.labels[gravest]?.split('.')[1] ?? '') as Danger;
  }

  private mayWant(label: number, { speaker }: Situation): boolean {
    const intent = this.intents[label] as Intent;
    if (speaker === 'resident') return !STAFF.has(intent);
    return speaker === 'secretary' || !LEADING.includes(intent);
  }
}
