import type { ByteWeights, Features } from './category-features.rules.js';
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

function sharpened(scores: Float64Array): Float64Array {
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) * SHARPNESS;
  return scores;
}

/** Some labels of the weights side by side: what is asked for often is read without passing over the rest. */
class Columns {
  readonly labels: readonly string[];
  readonly intents: readonly Intent[];
  private readonly part: ByteWeights;

  constructor({ labels, step, bytes }: IntentWeights, isWanted: (intent: Intent) => boolean) {
    const wanted = [...labels.keys()].filter((i) => isWanted(intentOf(labels[i] ?? '')));
    this.labels = wanted.map((i) => labels[i] ?? '');
    this.intents = this.labels.map(intentOf);
    const part = new Int8Array((bytes.length / labels.length) * wanted.length);
    for (let from = 0, at = 0; from < bytes.length; from += labels.length)
      for (const i of wanted) part[at++] = bytes[from + i] as number;
    this.part = { step, bytes: part };
  }

  scores(features: Features): Float64Array {
    const { index, value } = features;
    const { step, bytes } = this.part;
    const width = this.labels.length;
    const sums = new Float64Array(width);
    for (let k = 0; k < index.length; k++) {
      const at = (index[k] as number) * width;
      const v = (value[k] as number) * step;
      for (let c = 0; c < width; c++) sums[c] = (sums[c] as number) + (bytes[at + c] as number) * v;
    }
    return sums;
  }
}

function intentOf(label: string): Intent {
  return (label.split('.')[0] ?? label) as Intent;
}

/** Reads what somebody wants by likeness to example phrases, where no rule is sure. Pure. */
export class IntentModel {
  private readonly dangers: Columns;
  private readonly ofResidents: Columns;
  private readonly ofAll: Columns;

  constructor(
    weights: IntentWeights,
    private readonly groups: WordGroups,
    private readonly dialect: Dialect,
  ) {
    this.dangers = new Columns(weights, (intent) => intent === 'emergency');
    this.ofResidents = new Columns(weights, (intent) => !STAFF.has(intent));
    this.ofAll = new Columns(weights, () => true);
  }

  /** What is seen of a phrase. @param text plain text, lower case */
  see(text: string, situation: Situation): Features {
    return intentFeatures(this.dialect.standard(text), situation, this.groups);
  }

  /** Margin of the likeliest danger: the cheap question, for texts that rules read. */
  emergencyMargin(seen: Features): number {
    return Math.max(...this.dangers.scores(seen));
  }

  /** What the examples make of a phrase that was seen. */
  judge(seen: Features, { speaker }: Situation): IntentShares {
    const columns = speaker === 'resident' ? this.ofResidents : this.ofAll;
    const { intents, labels } = columns;
    const scores = columns.scores(seen);
    if (speaker === 'worker' || speaker === 'cadre')
      for (let i = 0; i < scores.length; i++)
        if (LEADING.includes(intents[i] as Intent)) scores[i] = UNTHINKABLE;
    const gravest = keepGravest(scores, intents);
    const margin = Math.max(...scores);
    const emergencyMargin = scores[gravest] ?? UNTHINKABLE;
    toShares(sharpened(scores));
    const shares = new Map<Intent, number>();
    for (let i = 0; i < scores.length; i++) {
      const intent = intents[i] as Intent;
      shares.set(intent, (shares.get(intent) ?? 0) + (scores[i] as number));
    }
    const danger = (labels[gravest]?.split('.')[1] ?? '') as Danger;
    return { shares, danger, margin, emergencyMargin };
  }
}

/** Leaves of the dangers the likeliest alone: nine that are a little likely are no emergency. @returns its place */
function keepGravest(scores: Float64Array, intents: readonly Intent[]): number {
  let gravest = -1;
  for (let i = 0; i < scores.length; i++) {
    if (intents[i] !== 'emergency') continue;
    const last = gravest < 0 ? UNTHINKABLE : (scores[gravest] as number);
    if ((scores[i] as number) <= last) scores[i] = UNTHINKABLE;
    else {
      if (gravest >= 0) scores[gravest] = UNTHINKABLE;
      gravest = i;
    }
  }
  return gravest;
}
