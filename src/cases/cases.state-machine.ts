import { CASE_STATUSES, type CaseAction, type CaseStatus } from './cases.types.js';

/** Which statuses an action may lead to, by the status it starts from. A missing entry means: not possible. */
export type MoveTable = Readonly<
  Record<CaseStatus, Readonly<Partial<Record<CaseAction, readonly CaseStatus[]>>>>
>;

/** Where a case may begin: with its responsible person, or in the secretary's triage. */
export const FIRST_STATUSES: readonly CaseStatus[] = ['assigned', 'registered'];

/** Over: nobody owes anything any more. Only `reopen` leads out of `closed` and `declined`, only `part` out of `merged`. */
export const FINAL_STATUSES: readonly CaseStatus[] = ['closed', 'declined', 'withdrawn', 'merged'];

/** Statuses in which a responsible person owes something. */
export const WORKING_STATUSES: readonly CaseStatus[] = [
  'registered',
  'assigned',
  'accepted',
  'in_progress',
];

/** Steps that somebody who still has to solve the matter, or the people around it, can take. */
const working = {
  assign: ['assigned'],
  accept: ['accepted'],
  note: ['in_progress'],
  visit: ['in_progress'],
  resolve: ['resolved'],
  return: ['assigned'],
  transfer: ['assigned'],
  decline: ['declined'],
  withdraw: ['withdrawn'],
  merge: ['merged'],
} as const satisfies Partial<Record<CaseAction, readonly CaseStatus[]>>;

/** What may be added at any time before the end without moving the case; a rating can be changed after a reopening. */
function staying(status: CaseStatus): Partial<Record<CaseAction, readonly CaseStatus[]>> {
  return {
    add: [status],
    join: [status],
    urge: [status],
    remind: [status],
    rate: [status],
    'change-category': [status],
    'hide-reporter': [status],
    // Words that speak of somebody who works on it: no longer theirs.
    'pass-over': [status],
    absorb: [status],
    release: [status],
  };
}

/** A reporter who leaves a shared case moves nothing; a corrected place may send the case elsewhere. */
function underWork(status: CaseStatus): Partial<Record<CaseAction, readonly CaseStatus[]>> {
  return {
    ...working,
    ...staying(status),
    // Somebody at the top keeps what nobody above could take. A passed deadline is noted even where nothing climbs.
    escalate: ['assigned', status],
    overdue: ['assigned', status],
    withdraw: ['withdrawn', status],
    'ask-extension': [status],
    extend: [status],
    'refuse-extension': [status],
    'correct-place': [status, 'assigned', 'registered'],
    'pass-over': [status, 'assigned'],
  };
}

/** The life of a case: registered 登记, assigned 派单, accepted 接单, in_progress 办理, resolved 办结, closed 结案. */
export const MOVES: MoveTable = {
  registered: underWork('registered'),
  assigned: underWork('assigned'),
  // A case that is being worked on is not taken a second time.
  accepted: { ...underWork('accepted'), accept: undefined },
  in_progress: { ...underWork('in_progress'), accept: undefined },
  resolved: {
    ...staying('resolved'),
    remind: undefined,
    close: ['closed'],
    reopen: ['assigned'],
    withdraw: ['resolved', 'withdrawn'],
  },
  closed: {
    add: ['closed'],
    rate: ['closed'],
    reopen: ['assigned'],
    'change-category': ['closed'],
    'hide-reporter': ['closed'],
    'pass-over': ['closed'],
    release: ['closed'],
  },
  declined: {
    reopen: ['assigned'],
    'change-category': ['declined'],
    'hide-reporter': ['declined'],
    'pass-over': ['declined'],
    release: ['declined'],
  },
  withdrawn: { 'hide-reporter': ['withdrawn'], release: ['withdrawn'] },
  // Taken out of the shared case again, it stands where it stood.
  merged: {
    'hide-reporter': ['merged'],
    part: ['registered', 'assigned', 'accepted', 'in_progress'],
  },
};

/** Whether the action can be taken at all while the case stands there. */
export function canMove(from: CaseStatus, action: CaseAction, table: MoveTable = MOVES): boolean {
  return (table[from][action]?.length ?? 0) > 0;
}

/** Whether the action may lead from one status to the other. */
export function isMove(
  from: CaseStatus,
  action: CaseAction,
  to: CaseStatus,
  table: MoveTable = MOVES,
): boolean {
  return table[from][action]?.includes(to) ?? false;
}

/** Whether the case is over. */
export function isFinal(status: CaseStatus): boolean {
  return FINAL_STATUSES.includes(status);
}

/** Whether somebody still has to solve it. */
export function isUnderWork(status: CaseStatus): boolean {
  return WORKING_STATUSES.includes(status);
}

/**
 * Checks the table once at start: every target is a status, every status can be reached from a beginning, and from
 * every status that is not final some move leads on.
 * @returns one sentence for each fault; empty when the table is sound
 */
export function faultsOf(table: MoveTable, statuses: readonly string[] = CASE_STATUSES): string[] {
  const moves = Object.entries(table).flatMap(([from, actions]) =>
    Object.entries(actions).flatMap(([action, targets]) =>
      (targets ?? []).map((to) => ({ from, action, to })),
    ),
  );
  const unknown = moves.filter(
    ({ from, to }) => !statuses.includes(from) || !statuses.includes(to),
  );
  const reached = reachable(moves);
  const stuck = statuses.filter(
    (status) =>
      !FINAL_STATUSES.includes(status as CaseStatus) &&
      !moves.some((m) => m.from === status && m.to !== status),
  );
  return [
    ...unknown.map(({ from, action, to }) => `${from} --${action}--> ${to}: no such status`),
    ...statuses
      .filter((status) => !reached.has(status))
      .map((status) => `${status} cannot be reached`),
    ...stuck.map((status) => `nothing leads out of ${status}`),
  ];
}

function reachable(moves: readonly { from: string; to: string }[]): Set<string> {
  const reached = new Set<string>(FIRST_STATUSES);
  // A set hands out what is added to it while it is walked: the walk ends when nothing new is found.
  for (const status of reached) {
    for (const move of moves) if (move.from === status) reached.add(move.to);
  }
  return reached;
}
