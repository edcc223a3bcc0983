import { Injectable } from '@nestjs/common';
import { maskPersonal } from '../kernel/personal-numbers.rules.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { CaseRepository } from './case.repository.js';
import { CaseNumbers } from './case-numbers.repository.js';
import { CaseQueryRepository } from './case-query.repository.js';
import { CaseChangedMeanwhileError, MoveNotAllowedError } from './cases.errors.js';
import { canMove, faultsOf, isMove, isUnderWork, MOVES } from './cases.state-machine.js';
import type {
  Actor,
  CaseAction,
  CaseChange,
  CaseFile,
  CaseMedia,
  Reporter,
} from './cases.types.js';
import { type CaseTimer, deadlineOf, timersOf } from './deadlines.rules.js';
import { MethodRules, type RulesOf } from './method-rules.service.js';

/** What somebody did to a case. */
export interface Step {
  readonly action: CaseAction;
  readonly actor: Actor;
  readonly at: Date;
  readonly note?: string | undefined;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly media?: readonly CaseMedia[];
}

/** New values of a case; undefined empties a field. */
export type CasePatch = Partial<{ -readonly [K in keyof CaseFile]: CaseFile[K] | undefined }>;

/** New values that depend on the old ones. */
export type PatchOf = (file: CaseFile) => CasePatch;

/**
 * The one way in which a case changes: checks the move against the table, keeps waits and deadline in step, writes
 * state and history together.
 */
@Injectable()
export class CaseRecorder {
  constructor(
    private readonly repository: CaseRepository,
    private readonly queries: CaseQueryRepository,
    private readonly numbers: CaseNumbers,
    private readonly rules: MethodRules,
  ) {
    const faults = faultsOf(MOVES);
    if (faults.length > 0) throw new Error(`life cycle of cases: ${faults.join('; ')}`);
  }

  /** Writes a new case down under the next number; `draft.number` and its deadline are filled in. */
  async open(tx: Tx, draft: CaseFile, reporter: Reporter, step: Step): Promise<CaseChange> {
    const number = await this.numbers.take(tx);
    const own = { ...draft, number, ...this.rules.current() };
    const after = { ...own, dueAt: this.deadline(own, step.at), text: maskPersonal(draft.text) };
    const timers = this.waits(after, step.at);
    this.repository.insert(tx, { ...written(step), after, timers }, reporter);
    return { ...told(step), after, reporters: [reporter] };
  }

  /**
   * Writes a step of a case. When other steps came in between (a caller that kept the file of an earlier step), it is
   * decided again on the case as it stands, as long as the same person has it in the same status.
   * @throws MoveNotAllowedError when the life cycle does not know the move; CaseChangedMeanwhileError when the case has
   *   moved on since `before`
   */
  async record(
    tx: Tx,
    before: CaseFile,
    step: Step,
    patch: CasePatch | PatchOf = {},
  ): Promise<CaseChange> {
    const change = await this.tryRecord(tx, before, step, patch);
    if (change) return change;
    const now = await this.queries.find(tx, before.number);
    const isSame = now?.status === before.status && now.assigneeNo === before.assigneeNo;
    const retried = isSame ? await this.tryRecord(tx, now, step, patch) : undefined;
    if (!retried) throw new CaseChangedMeanwhileError(before.number, before.revision);
    return retried;
  }

  /** @throws MoveNotAllowedError when the action is not possible where the case stands */
  require(file: CaseFile, action: CaseAction): void {
    if (!canMove(file.status, action))
      throw new MoveNotAllowedError(file.number, file.status, action);
  }

  /** When the case, standing at that level from the instant, has to be solved, by the profile it was opened under. */
  deadline(file: RulesOf & Pick<CaseFile, 'level' | 'urgency' | 'kind'>, from: Date): Date {
    return deadlineOf(this.rules.of(file), file, from);
  }

  /** How often the case may be given back. */
  returnsAllowed(file: CaseFile): number {
    return this.rules.of(file).returns.most;
  }

  /** Whether the next level takes over by itself when a deadline of that level passes. */
  climbs(file: CaseFile): boolean {
    return this.rules.of(file).levels[file.level].onExpiry === 'climb';
  }

  private async tryRecord(tx: Tx, before: CaseFile, step: Step, patch: CasePatch | PatchOf) {
    const news = typeof patch === 'function' ? patch(before) : patch;
    const after = { ...before, ...news, revision: before.revision + 1 } as CaseFile;
    if (!isMove(before.status, step.action, after.status)) {
      throw new MoveNotAllowedError(before.number, before.status, step.action);
    }
    const timers = this.changedWaits(before, after, step.at);
    const entry = { ...written(step), before, after, ...(timers && { timers }) };
    const reporters = await this.repository.update(tx, entry);
    return reporters && { ...told(step), before, after, reporters };
  }

  private changedWaits(
    before: CaseFile,
    after: CaseFile,
    now: Date,
  ): readonly CaseTimer[] | undefined {
    if (!isUnderWork(after.status)) return isUnderWork(before.status) ? [] : undefined;
    const isSame = isUnderWork(before.status) && before.dueAt?.getTime() === after.dueAt?.getTime();
    return isSame ? undefined : this.waits(after, now);
  }

  private waits(file: CaseFile, now: Date): CaseTimer[] {
    return file.dueAt ? timersOf(this.rules.of(file), file.urgency, file.dueAt, now) : [];
  }
}

/** As the history keeps it: phone numbers are never stored in the open. */
function written(step: Step) {
  const { note, ...rest } = step;
  return note ? { ...rest, note: maskPersonal(note) } : rest;
}

/** As announcements tell it: the words as they were said. */
function told({ action, actor, at, note, facts }: Step) {
  return { action, actor, at, ...(note && { note }), ...(facts && { facts }) };
}
