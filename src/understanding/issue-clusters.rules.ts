import { type IssueVector, unit } from './issue-vectors.rules.js';

/** From this likeness on a message belongs to an issue; from this on two issues are one. Ours, tight. */
const JOINS = 0.36;
const SAME = 0.4;
/** A message is only held against issues with which it shares one of its heaviest features. */
const NAMES = 12;
/** Issues looked at for each of them, the newest. */
const LOOKED_AT = 300;
/** How often whole issues are held against each other. */
const ROUNDS = 3;
/** Features kept of the middle of an issue. */
const MIDDLE = 48;

/** Messages taken for one issue. */
export interface IssueCluster {
  readonly members: number[];
  /** Sum of the vectors of its members. */
  readonly sum: Map<number, number>;
}

/** Puts messages together that speak of the same; every message in one cluster. */
export function clustersOf(vectors: readonly IssueVector[]): IssueCluster[] {
  const first = new ClusterIndex();
  vectors.forEach((vector, index) => {
    first.add(vector, [index], JOINS);
  });
  // What fell apart because of the order in which it came is brought together again.
  let clusters = first.clusters;
  for (let round = 0; round < ROUNDS; round++) clusters = broughtTogether(clusters);
  return clusters;
}

function broughtTogether(clusters: readonly IssueCluster[]): IssueCluster[] {
  const index = new ClusterIndex();
  const bySize = [...clusters].sort((a, b) => b.members.length - a.members.length);
  for (const cluster of bySize) index.add(middleOf(cluster), cluster.members, SAME);
  return index.clusters;
}

class ClusterIndex {
  readonly clusters: IssueCluster[] = [];
  private readonly postings = new Map<number, number[]>();

  add(vector: IssueVector, members: readonly number[], least: number): void {
    const names = vector.ids.subarray(0, NAMES);
    const best = this.nearest(vector, names);
    const cluster = best && best.likeness >= least ? best.cluster : this.open();
    cluster.members.push(...members);
    vector.ids.forEach((id, i) => {
      const weight = (vector.weights[i] ?? 0) * members.length;
      cluster.sum.set(id, (cluster.sum.get(id) ?? 0) + weight);
    });
    this.post(this.clusters.indexOf(cluster, best?.at ?? this.clusters.length - 1), names);
  }

  private open(): IssueCluster {
    const cluster = { members: [], sum: new Map<number, number>() };
    this.clusters.push(cluster);
    return cluster;
  }

  private nearest(vector: IssueVector, names: Int32Array) {
    const seen = new Set<number>();
    for (const id of names)
      for (const at of (this.postings.get(id) ?? []).slice(-LOOKED_AT)) seen.add(at);
    let best: { cluster: IssueCluster; likeness: number; at: number } | undefined;
    for (const at of seen) {
      const cluster = this.clusters[at];
      const likeness = cluster ? likenessOf(vector, cluster) : 0;
      if (cluster && likeness > (best?.likeness ?? 0)) best = { cluster, likeness, at };
    }
    return best;
  }

  private post(at: number, names: Int32Array): void {
    for (const id of names) {
      const list = this.postings.get(id);
      if (!list) this.postings.set(id, [at]);
      else if (!list.includes(at, -LOOKED_AT)) list.push(at);
    }
  }
}

/** Cosine of a message and the middle of an issue. */
function likenessOf({ ids, weights }: IssueVector, { sum, members }: IssueCluster): number {
  let dot = 0;
  for (let i = 0; i < ids.length; i++) dot += (weights[i] ?? 0) * (sum.get(ids[i] ?? -1) ?? 0);
  return dot / lengthOf(sum, members.length);
}

const lengths = new WeakMap<
  Map<number, number>,
  { readonly of: number; readonly length: number }
>();

/** Kept until the issue grows: it is asked for far more often than it changes. */
function lengthOf(sum: Map<number, number>, size: number): number {
  const known = lengths.get(sum);
  if (known?.of === size) return known.length;
  let square = 0;
  for (const weight of sum.values()) square += weight * weight;
  const length = Math.sqrt(square) || 1;
  lengths.set(sum, { of: size, length });
  return length;
}

function middleOf({ sum }: IssueCluster): IssueVector {
  const features = [...sum].map(([id, weight]) => ({ id, weight }));
  features.sort((a, b) => b.weight - a.weight);
  return unit(features.slice(0, MIDDLE));
}
