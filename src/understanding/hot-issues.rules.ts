import type { HotIssue, RaisedMessage } from './hot-issues.types.js';
import { clustersOf, type IssueCluster } from './issue-clusters.rules.js';
import { type IssueVector, IssueVectors } from './issue-vectors.rules.js';

const DAY_MS = 24 * 60 * 60_000;
/** What is compared to say whether an issue grows. */
const WINDOW_DAYS = 30;
/** What one person raises is no issue of many. */
const LEAST_PEOPLE = 2;
/** Share of the messages that must name what is given as the common place. */
const COMMON = 0.5;
const PLACE_END =
  /(?:小区|花园|家园|公寓|学校|小学|中学|幼儿园|大学|学院|医院|公司|广场|市场|大厦|中心|车站|地铁|号线|大道|[城园苑路街村镇站线府湾郡庄院桥里巷])$/u;
const LONGEST_PLACE = 12;

/**
 * What many people raise, by the number of people. Deterministic: same messages, same answer.
 * Memory: a vector of at most 32 features and the head of the text for each message.
 */
export function hotIssuesOf(messages: readonly RaisedMessage[], top: number): HotIssue[] {
  const inOrder = [...messages].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1),
  );
  const end = inOrder.at(-1)?.at ?? new Date(0);
  const vectors = new IssueVectors();
  for (const { title, text, place } of inOrder) vectors.add(title, text, place);
  const all = inOrder.map((_, index) => vectors.take(index));
  const groups = groupsOf(inOrder).flatMap((indexes) => {
    const own = indexes.map((index) => all[index] as IssueVector);
    return clustersOf(own).map(({ members, sum }) => ({
      sum,
      members: members.map((member) => indexes[member] ?? 0),
    }));
  });
  return groups
    .map((cluster) => ({ cluster, people: peopleIn(cluster.members, inOrder) }))
    .filter(({ people }) => people >= LEAST_PEOPLE)
    .sort((a, b) => b.people - a.people || b.cluster.members.length - a.cluster.members.length)
    .slice(0, top)
    .map(({ cluster, people }) => issueOf(cluster, people, inOrder, all, end));
}

/** Messages of each place apart; those of no known place together. */
function groupsOf(messages: readonly RaisedMessage[]): number[][] {
  const groups = new Map<string, number[]>();
  messages.forEach(({ place = '', ground = place }, index) => {
    const group = groups.get(ground);
    if (group) group.push(index);
    else groups.set(ground, [index]);
  });
  return [...groups.values()];
}

function issueOf(
  { members, sum }: IssueCluster,
  people: number,
  messages: readonly RaisedMessage[],
  vectors: readonly IssueVector[],
  end: Date,
): HotIssue {
  const order = [...members].sort((a, b) => a - b);
  const own = order.map((index) => messages[index] as RaisedMessage);
  const spoken = order.filter((index) => !messages[index]?.isHidden);
  const nearness = (index: number) => nearnessOf(vectors[index], sum);
  const middle = spoken.sort((a, b) => nearness(b) - nearness(a) || a - b)[0];
  const title = middle === undefined ? '' : (messages[middle]?.title ?? '');
  return {
    title,
    place: own[0]?.place ?? commonPlace(title, own),
    people,
    since: own[0]?.at ?? end,
    until: own.at(-1)?.at ?? end,
    isGrowing: isGrowing(own, end),
    messages: own.map(({ id }) => id),
  };
}

/** Near the middle and short: what a person would take for the heading. */
function nearnessOf(vector: IssueVector | undefined, sum: ReadonlyMap<number, number>): number {
  if (!vector) return 0;
  return vector.ids.reduce((dot, id, i) => dot + (vector.weights[i] ?? 0) * (sum.get(id) ?? 0), 0);
}

function peopleIn(members: readonly number[], messages: readonly RaisedMessage[]): number {
  return new Set(members.flatMap((index) => messages[index]?.people ?? [])).size;
}

function isGrowing(own: readonly RaisedMessage[], end: Date): boolean {
  const within = (from: number, to: number) => {
    const some = own.filter(({ at }) => {
      const age = (end.getTime() - at.getTime()) / DAY_MS;
      return age >= from && age < to;
    });
    return new Set(some.flatMap(({ people }) => people)).size;
  };
  return within(0, WINDOW_DAYS) > within(WINDOW_DAYS, 2 * WINDOW_DAYS);
}

/** The longest name of a place in the heading that half of the messages share. */
function commonPlace(title: string, own: readonly RaisedMessage[]): string {
  for (let length = LONGEST_PLACE; length >= 3; length--)
    for (let from = 0; from + length <= title.length; from++) {
      const name = title.slice(from, from + length);
      if (!PLACE_END.test(name) || !/^[\p{L}\p{N}]+$/u.test(name)) continue;
      const naming = own.filter(
        ({ title: one, text }) => one.includes(name) || text.includes(name),
      );
      if (naming.length >= own.length * COMMON) return name;
    }
  return '';
}
