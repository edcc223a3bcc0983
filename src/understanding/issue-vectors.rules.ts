import { fold } from './normalise.rules.js';
import { sharedSignOf } from './shared-matter.rules.js';

/** Characters of the title and of the text that are looked at: what a matter is stands at the beginning. */
const TITLE_LENGTH = 60;
const TEXT_LENGTH = 120;
/** How much a pair of characters counts in the text beside one in the title; what a known shared thing counts. */
const IN_TEXT = 0.25;
const THING = 3;
/** The heaviest features are kept of each message: memory and time stay bounded. */
const FEATURES = 32;
/** A pair in fewer messages weighs no more for that: slips and chance are rare too. */
const COMMONEST_NAME = 8;
const WORDS = /[\p{L}\p{N}]+/gu;
/** Words with which everybody begins; they say nothing of the matter. */
const FRAME =
  /关于|咨询|投诉|反映|请问|请求|希望|建议|强烈|要求|问题|请|为什么|何时|什么时候|能否|尽快|解决|相关|有关|部门|政府|领导|您好|你好|严重|如何|是否/gu;

/** What is compared of a message: features with weights, of length 1. */
export interface IssueVector {
  /** Heaviest first. */
  readonly ids: Int32Array;
  readonly weights: Float32Array;
}

interface Counted {
  readonly ids: Int32Array;
  readonly counts: Float32Array;
}

/** Turns messages into vectors: all are counted before any is weighed. */
export class IssueVectors {
  private readonly known = new Map<string, number>();
  private readonly seenIn: number[] = [];
  private readonly counted: Counted[] = [];

  /** @param place where it lies, if known: a lamp is the same matter as another lamp only at one place */
  add(title: string, text: string, place?: string): void {
    const counts = new Map<number, number>();
    const count = (feature: string, weight: number) => {
      const id = this.idOf(feature);
      counts.set(id, (counts.get(id) ?? 0) + weight);
    };
    for (const pair of pairsOf(title.slice(0, TITLE_LENGTH))) count(pair, 1);
    for (const pair of pairsOf(text.slice(0, TEXT_LENGTH))) count(pair, IN_TEXT);
    const thing = place === undefined ? undefined : sharedSignOf(title)?.thing.name;
    if (thing) count(`thing ${thing}`, THING);
    for (const id of counts.keys()) this.seenIn[id] = (this.seenIn[id] ?? 0) + 1;
    this.counted.push({
      ids: Int32Array.from(counts.keys()),
      counts: Float32Array.from(counts.values()),
    });
  }

  /** How many messages have the feature. */
  frequency(id: number): number {
    return this.seenIn[id] ?? 0;
  }

  /** The vector of the message that was added as the n-th; its counts are forgotten. */
  take(index: number): IssueVector {
    const { ids, counts } = this.counted[index] ?? {
      ids: new Int32Array(),
      counts: new Float32Array(),
    };
    const total = this.counted.length;
    const weighed = [...ids].map((id, i) => ({
      id,
      // A pair that nobody else has links nothing.
      weight:
        this.frequency(id) < 2
          ? 0
          : Math.min(counts[i] ?? 0, THING) *
            Math.log(1 + total / Math.max(this.frequency(id), COMMONEST_NAME)),
    }));
    weighed.sort((a, b) => b.weight - a.weight);
    return unit(weighed.slice(0, FEATURES));
  }

  private idOf(feature: string): number {
    const id = this.known.get(feature);
    if (id !== undefined) return id;
    this.known.set(feature, this.known.size);
    return this.known.size - 1;
  }
}

/** Of length 1, heaviest first. */
export function unit(features: readonly { id: number; weight: number }[]): IssueVector {
  const length = Math.sqrt(features.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
  return {
    ids: Int32Array.from(features, ({ id }) => id),
    weights: Float32Array.from(features, ({ weight }) => weight / length),
  };
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const [run] of fold(text).replace(FRAME, ' ').matchAll(WORDS))
    for (let i = 0; i + 1 < run.length; i++) pairs.add(run.slice(i, i + 2));
  return pairs;
}
