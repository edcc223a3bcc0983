import { describe, expect, it } from '@jest/globals';
import {
  canMove,
  FINAL_STATUSES,
  faultsOf,
  isFinal,
  isMove,
  isUnderWork,
  MOVES,
  type MoveTable,
} from '../../src/cases/cases.state-machine.js';
import { CASE_STATUSES, type CaseAction, type CaseStatus } from '../../src/cases/cases.types.js';

/** The whole life cycle as written down by hand: every status, every action, where it leads. */
const LIFE: Record<CaseStatus, Partial<Record<CaseAction, string>>> = {
  registered: {
    assign: 'assigned',
    accept: 'accepted',
    note: 'in_progress',
    visit: 'in_progress',
    resolve: 'resolved',
    return: 'assigned',
    transfer: 'assigned',
    escalate: 'assigned registered',
    decline: 'declined',
    withdraw: 'withdrawn registered',
    merge: 'merged',
    overdue: 'assigned registered',
    add: 'registered',
    join: 'registered',
    urge: 'registered',
    remind: 'registered',
    rate: 'registered',
    'change-category': 'registered',
    'hide-reporter': 'registered',
    'pass-over': 'registered assigned',
    'correct-place': 'assigned registered',
  },
  assigned: {
    assign: 'assigned',
    accept: 'accepted',
    note: 'in_progress',
    visit: 'in_progress',
    resolve: 'resolved',
    return: 'assigned',
    transfer: 'assigned',
    escalate: 'assigned',
    decline: 'declined',
    withdraw: 'withdrawn assigned',
    merge: 'merged',
    overdue: 'assigned',
    add: 'assigned',
    join: 'assigned',
    urge: 'assigned',
    remind: 'assigned',
    rate: 'assigned',
    'change-category': 'assigned',
    'hide-reporter': 'assigned',
    'pass-over': 'assigned',
    'correct-place': 'assigned registered',
  },
  accepted: {
    assign: 'assigned',
    note: 'in_progress',
    visit: 'in_progress',
    resolve: 'resolved',
    return: 'assigned',
    transfer: 'assigned',
    escalate: 'assigned accepted',
    decline: 'declined',
    withdraw: 'withdrawn accepted',
    merge: 'merged',
    overdue: 'assigned accepted',
    add: 'accepted',
    join: 'accepted',
    urge: 'accepted',
    remind: 'accepted',
    rate: 'accepted',
    'change-category': 'accepted',
    'hide-reporter': 'accepted',
    'pass-over': 'accepted assigned',
    'correct-place': 'accepted assigned registered',
  },
  in_progress: {
    assign: 'assigned',
    note: 'in_progress',
    visit: 'in_progress',
    resolve: 'resolved',
    return: 'assigned',
    transfer: 'assigned',
    escalate: 'assigned in_progress',
    decline: 'declined',
    withdraw: 'withdrawn in_progress',
    merge: 'merged',
    overdue: 'assigned in_progress',
    add: 'in_progress',
    join: 'in_progress',
    urge: 'in_progress',
    remind: 'in_progress',
    rate: 'in_progress',
    'change-category': 'in_progress',
    'hide-reporter': 'in_progress',
    'pass-over': 'in_progress assigned',
    'correct-place': 'in_progress assigned registered',
  },
  resolved: {
    rate: 'resolved',
    close: 'closed',
    reopen: 'assigned',
    withdraw: 'resolved withdrawn',
    add: 'resolved',
    join: 'resolved',
    urge: 'resolved',
    'change-category': 'resolved',
    'hide-reporter': 'resolved',
    'pass-over': 'resolved',
  },
  closed: {
    add: 'closed',
    rate: 'closed',
    reopen: 'assigned',
    'change-category': 'closed',
    'hide-reporter': 'closed',
    'pass-over': 'closed',
  },
  declined: {
    reopen: 'assigned',
    'change-category': 'declined',
    'hide-reporter': 'declined',
    'pass-over': 'declined',
  },
  withdrawn: { 'hide-reporter': 'withdrawn' },
  merged: { 'hide-reporter': 'merged' },
};

const ACTIONS = [
  ...new Set(Object.values(LIFE).flatMap((moves) => Object.keys(moves))),
] as CaseAction[];
const TRIPLES = CASE_STATUSES.flatMap((from) =>
  ACTIONS.flatMap((action) => CASE_STATUSES.map((to) => [from, action, to] as const)),
);

describe('the life cycle of a case', () => {
  it('knows every action that is ever taken on a case', () => {
    expect(ACTIONS).toHaveLength(23);
  });

  it('allows exactly the moves that are written down, for every status, action and target', () => {
    const wrong = TRIPLES.filter(([from, action, to]) => {
      const expected = (LIFE[from][action] ?? '').split(' ').includes(to);
      return isMove(from, action, to) !== expected;
    });
    expect(wrong).toEqual([]);
  });

  it('knows whether an action is possible at all from where a case stands', () => {
    for (const from of CASE_STATUSES) {
      for (const action of ACTIONS)
        expect(canMove(from, action)).toBe(LIFE[from][action] !== undefined);
    }
  });

  it('counts every status as under work, waiting for the resident, or over', () => {
    expect(CASE_STATUSES.filter(isFinal)).toEqual(FINAL_STATUSES);
    expect(CASE_STATUSES.filter((status) => !isFinal(status) && !isUnderWork(status))).toEqual([
      'resolved',
    ]);
  });

  it('is sound', () => {
    expect(faultsOf(MOVES)).toEqual([]);
  });

  it.each<[string, MoveTable, string]>([
    [
      'a target nobody knows',
      { ...MOVES, assigned: { accept: ['acepted' as CaseStatus] } },
      'assigned --accept--> acepted: no such status',
    ],
    [
      'a status that cannot be reached',
      { ...MOVES, resolved: { ...MOVES.resolved, close: undefined } },
      'closed cannot be reached',
    ],
    [
      'a status out of which nothing leads',
      { ...MOVES, resolved: { rate: ['resolved'] } },
      'nothing leads out of resolved',
    ],
  ])('is refused at start for %s', (_fault, table, sentence) => {
    expect(faultsOf(table)).toContain(sentence);
  });
});
