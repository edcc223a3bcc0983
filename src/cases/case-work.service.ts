import { Injectable } from '@nestjs/common';
import { maskPersonal } from '../kernel/personal-numbers.rules.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { type Assignment, AssignmentService } from './assignment.service.js';
import { CaseQueryRepository } from './case-query.repository.js';
import { CaseRecorder, type Step } from './case-recorder.service.js';
import { requireAssignee, step } from './case-steps.js';
import {
  GroundMissingError,
  MoveNotAllowedError,
  NobodyToAssignError,
  ReturnedTooOftenError,
} from './cases.errors.js';
import { isUnderWork } from './cases.state-machine.js';
import type {
  Actor,
  CaseChange,
  CaseFile,
  CaseMedia,
  CaseStatus,
  CaseSubject,
} from './cases.types.js';

const SYSTEM: Actor = { kind: 'system' };

/**
 * What responsible people do with a case, and what time does to it. Every step may throw NotYourCaseError (somebody
 * else answers for it) and MoveNotAllowedError (not from where it stands).
 */
@Injectable()
export class CaseWorkService {
  constructor(
    private readonly recorder: CaseRecorder,
    private readonly assignments: AssignmentService,
    private readonly queries: CaseQueryRepository,
  ) {}

  /** 接单. Undefined when the same person has it already. */
  async accept(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    text: string,
    media: readonly CaseMedia[],
    at: Date,
  ) {
    requireAssignee(file, staffNo);
    if (file.status === 'accepted' || file.status === 'in_progress') return undefined;
    return this.recorder.record(tx, file, step('accept', staffNo, at, text, media), {
      status: 'accepted',
    });
  }

  /** 进展: words, pictures or both. */
  async note(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    text: string,
    media: readonly CaseMedia[],
    at: Date,
  ): Promise<CaseChange> {
    requireAssignee(file, staffNo);
    return this.recorder.record(tx, file, step('note', staffNo, at, text, media), {
      status: 'in_progress',
    });
  }

  /** 上门. Undefined when nothing happened since the same person's last visit and nothing new comes with it. */
  async visit(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    text: string,
    media: readonly CaseMedia[],
    at: Date,
  ) {
    requireAssignee(file, staffNo);
    if (file.status === 'in_progress' && !text && media.length === 0) {
      const last = (await this.queries.listEvents(tx, file)).at(-1);
      if (last?.action === 'visit') return undefined;
    }
    return this.recorder.record(tx, file, step('visit', staffNo, at, text, media), {
      status: 'in_progress',
    });
  }

  /** 办结: the result in the worker's words. Undefined when it is resolved already. */
  async resolve(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    text: string,
    media: readonly CaseMedia[],
    at: Date,
  ) {
    requireAssignee(file, staffNo);
    if (file.status === 'resolved') return undefined;
    const patch = { status: 'resolved', resolvedAt: at, result: maskPersonal(text) } as const;
    return this.recorder.record(tx, file, step('resolve', staffNo, at, text, media), patch);
  }

  /** Pictures of the result that follow after it, even when the case was closed in the meantime. */
  async attach(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    media: readonly CaseMedia[],
    at: Date,
  ): Promise<CaseChange> {
    requireAssignee(file, staffNo);
    return this.recorder.record(tx, file, step('add', staffNo, at, '', media));
  }

  /**
   * 退回: to whoever finds somebody else: the secretary, or for a bureau the office to which it belongs, and then only with
   * its ground.
   * @throws ReturnedTooOftenError; GroundMissingError
   */
  async returnToSecretary(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    reason: string,
    at: Date,
  ): Promise<CaseChange> {
    requireAssignee(file, staffNo);
    this.recorder.require(file, 'return');
    const isBureau = (await this.assignments.officeOf(tx, staffNo)) !== undefined;
    if (isBureau && !reason) throw new GroundMissingError(file.number);
    await this.requireReturnable(tx, file);
    const to = await this.assignments.decider(tx, file, staffNo);
    if (!to) throw new NobodyToAssignError(file.number, file.communityId);
    if (to.assigneeNo === staffNo)
      throw new MoveNotAllowedError(file.number, file.status, 'return');
    return this.handOver(tx, file, step('return', staffNo, at, reason), to);
  }

  /** 转办: to a named colleague. */
  async transfer(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    toStaffNo: string,
    reason: string,
    at: Date,
  ): Promise<CaseChange> {
    await this.assignments.requireOverseer(tx, file, staffNo);
    return this.giveTo(tx, file, toStaffNo, step('transfer', staffNo, at, reason));
  }

  /** 派单: somebody who oversees the community gives the case to a named person. */
  async assign(
    tx: Tx,
    file: CaseFile,
    byStaffNo: string,
    toStaffNo: string,
    at: Date,
  ): Promise<CaseChange> {
    await this.assignments.requireOverseer(tx, file, byStaffNo);
    return this.giveTo(tx, file, toStaffNo, step('assign', byStaffNo, at));
  }

  /** 上报: the next level takes over. At the top it stays with its owner, and the call for help is on the ledger. */
  async escalate(
    tx: Tx,
    file: CaseFile,
    actor: Actor,
    reason: string,
    at: Date,
  ): Promise<CaseChange> {
    if (actor.kind === 'staff') await this.assignments.requireOverseer(tx, file, actor.staffNo);
    this.recorder.require(file, 'escalate');
    const up: Step = { action: 'escalate', actor, at, note: reason };
    const above = await this.assignments.above(tx, file);
    return above ? this.handOver(tx, file, up, above) : this.recorder.record(tx, file, up);
  }

  /**
   * Words came that speak of staff: the case never goes to them from now on, and moves on when one of them has it.
   * What is over or solved stays where it is. Undefined when they are passed over already.
   */
  async passOver(
    tx: Tx,
    file: CaseFile,
    about: CaseSubject | undefined,
    staffNos: readonly string[],
    at: Date,
  ): Promise<CaseChange | undefined> {
    const avoid = [...new Set([...file.avoid, ...staffNos])];
    if (avoid.length === file.avoid.length) return undefined;
    const step: Step = { action: 'pass-over', actor: SYSTEM, at, facts: { staff: staffNos } };
    const highest = file.about === 'secretary' ? file.about : (about ?? file.about);
    const patch = { avoid, about: highest };
    const isTheirs = file.assigneeNo !== undefined && avoid.includes(file.assigneeNo);
    const next =
      isTheirs && isUnderWork(file.status)
        ? await this.assignments.past(tx, file, about, avoid)
        : undefined;
    if (!next) return this.recorder.record(tx, file, step, patch);
    const dueAt = this.recorder.deadline({ ...file, level: next.level }, at);
    return this.recorder.record(tx, file, step, { ...patch, ...next, status: 'assigned', dueAt });
  }

  /** 不予受理, with the reason that the resident is told. */
  async decline(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    reason: string,
    at: Date,
  ): Promise<CaseChange> {
    await this.assignments.requireOverseer(tx, file, staffNo);
    return this.recorder.record(tx, file, step('decline', staffNo, at, reason), {
      status: 'declined',
      closedAt: at,
    });
  }

  /** Not solved after all: back to the same person (or the successor), with a new deadline. */
  async reopen(
    tx: Tx,
    file: CaseFile,
    actor: Actor,
    reason: string,
    at: Date,
  ): Promise<CaseChange> {
    this.recorder.require(file, 'reopen');
    const again = await this.assignments.again(tx, file);
    return this.recorder.record(
      tx,
      file,
      { action: 'reopen', actor, at, note: reason },
      {
        ...again,
        status: 'assigned',
        reopened: file.reopened + 1,
        dueAt: this.recorder.deadline({ ...file, level: again.level }, at),
        resolvedAt: undefined,
        closedAt: undefined,
        result: undefined,
      },
    );
  }

  /** 结案: every reporter has answered, or the time for answers is over (`reason`). */
  async close(tx: Tx, file: CaseFile, reason: string, at: Date): Promise<CaseChange> {
    const end: Step = { action: 'close', actor: SYSTEM, at, note: reason };
    return this.recorder.record(tx, file, end, { status: 'closed', closedAt: at });
  }

  /**
   * The deadline passed: the next level takes over where the profile says so; else it is noted and the same limit runs
   * again, so that nothing is ever without a deadline. Undefined when nothing is owed any more, or not yet.
   */
  async overdue(tx: Tx, file: CaseFile, at: Date): Promise<CaseChange | undefined> {
    if (!isUnderWork(file.status) || (file.dueAt && file.dueAt > at)) return undefined;
    const passed: Step = {
      action: 'overdue',
      actor: SYSTEM,
      at,
      facts: { dueAt: file.dueAt?.toISOString() },
    };
    const above = this.recorder.climbs(file) ? await this.assignments.above(tx, file) : undefined;
    if (above) return this.handOver(tx, file, passed, above);
    return this.recorder.record(tx, file, passed, { dueAt: this.recorder.deadline(file, at) });
  }

  /** The deadline is near: notes that the responsible person is reminded. Undefined when nothing is owed any more. */
  async remind(tx: Tx, file: CaseFile, at: Date): Promise<CaseChange | undefined> {
    if (!isUnderWork(file.status)) return undefined;
    return this.recorder.record(tx, file, { action: 'remind', actor: SYSTEM, at });
  }

  private async requireReturnable(tx: Tx, file: CaseFile): Promise<void> {
    const events = await this.queries.listEvents(tx, file);
    const anew = events.findLastIndex(({ action }) => action === 'reopen');
    const returns = events.filter(({ action }, i) => action === 'return' && i > anew).length;
    const most = this.recorder.returnsAllowed(file);
    if (returns >= most) throw new ReturnedTooOftenError(file.number, most);
  }

  private async giveTo(
    tx: Tx,
    file: CaseFile,
    toStaffNo: string,
    given: Step,
  ): Promise<CaseChange> {
    this.recorder.require(file, given.action);
    // Giving a case to whom it belongs is no move, except out of the triage.
    const isNoMove = toStaffNo === file.assigneeNo && file.status !== 'registered';
    if (isNoMove) throw new MoveNotAllowedError(file.number, file.status, given.action);
    return this.handOver(tx, file, given, await this.assignments.named(tx, file, toStaffNo));
  }

  private handOver(tx: Tx, file: CaseFile, given: Step, to: Assignment): Promise<CaseChange> {
    const status: CaseStatus = 'assigned';
    const isNewLevel = to.level !== file.level || given.action === 'overdue';
    const dueAt = isNewLevel
      ? this.recorder.deadline({ ...file, level: to.level }, given.at)
      : file.dueAt;
    return this.recorder.record(tx, file, given, { ...to, status, dueAt });
  }
}
