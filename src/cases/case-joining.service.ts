import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { AssignmentService } from './assignment.service.js';
import { CaseQueryRepository } from './case-query.repository.js';
import { CaseRecorder, type Step } from './case-recorder.service.js';
import { CaseReporterRepository } from './case-reporter.repository.js';
import { MoveNotAllowedError, NotMergeableError } from './cases.errors.js';
import { isUnderWork } from './cases.state-machine.js';
import type { CaseChange, CaseFile, CaseStatus } from './cases.types.js';

/** Two cases that became one, or one that became two again. */
export interface Joined {
  /** The case that was merged, or stands alone again, with its own reporters. */
  readonly part: CaseChange;
  /** The case that goes on for all, with the reporters it has now. */
  readonly whole: CaseChange;
  /** Contacts that moved. */
  readonly moved: readonly string[];
}

/** 并案 and 拆案 by who oversees the community. Both cases get an event; received = closed + open holds after each. */
@Injectable()
export class CaseJoiningService {
  constructor(
    private readonly recorder: CaseRecorder,
    private readonly reporters: CaseReporterRepository,
    private readonly assignments: AssignmentService,
    private readonly queries: CaseQueryRepository,
  ) {}

  /**
   * 并案: the case ends, its reporters go on with the other one, in their own words.
   * @throws MoveNotAllowedError when one of the two is not being worked on; NotMergeableError when they lie in different
   *   communities, when the other may reach somebody whom this one passes over, or is less urgent than a danger;
   *   NotYourCaseError
   */
  async merge(
    tx: Tx,
    file: CaseFile,
    into: CaseFile,
    byStaffNo: string,
    at: Date,
  ): Promise<Joined> {
    this.requireMergeable(file, into);
    await this.assignments.requireOverseer(tx, file, byStaffNo);
    await this.assignments.requireOverseer(tx, into, byStaffNo);
    const actor = { kind: 'staff', staffNo: byStaffNo } as const;
    const end: Step = { action: 'merge', actor, at, note: into.number };
    const patch = { status: 'merged', parent: into.number, closedAt: at } as const;
    const part = await this.recorder.record(tx, file, end, patch);
    const moved = await this.reporters.moveTo(tx, file, into, at);
    const got: Step = { action: 'absorb', actor, at, note: file.number };
    const whole = await this.recorder.record(tx, into, got);
    return { part, whole, moved };
  }

  /**
   * 拆案: a merged case stands where it stood, with its reporters; they leave the other one unless they had raised it
   * too. A deadline that passed meanwhile starts anew.
   * @throws MoveNotAllowedError when it was not merged, or the case it went into was merged itself; NotYourCaseError
   */
  async part(tx: Tx, file: CaseFile, byStaffNo: string, at: Date): Promise<Joined> {
    const parent = file.parent ? await this.queries.find(tx, file.parent) : undefined;
    if (!parent) throw new MoveNotAllowedError(file.number, file.status, 'part');
    this.recorder.require(parent, 'release');
    await this.assignments.requireOverseer(tx, file, byStaffNo);
    const actor = { kind: 'staff', staffNo: byStaffNo } as const;
    const status = await this.statusBefore(tx, file);
    const again = await this.assignments.again(tx, file);
    const isDue = file.dueAt === undefined || file.dueAt <= at;
    const dueAt = isDue ? this.recorder.deadline({ ...file, level: again.level }, at) : file.dueAt;
    const alone: Step = { action: 'part', actor, at, note: parent.number };
    const patch = { ...again, status, parent: undefined, closedAt: undefined, dueAt };
    const part = await this.recorder.record(tx, file, alone, patch);
    const moved = await this.reporters.moveBack(tx, file, parent, at);
    const gone: Step = { action: 'release', actor, at, note: file.number };
    const whole = await this.recorder.record(tx, parent, gone);
    return { part, whole, moved };
  }

  /** Cases that were merged into this one, oldest first. */
  mergedInto(tx: Tx, file: CaseFile): Promise<CaseFile[]> {
    return this.queries.listMergedInto(tx, file);
  }

  private requireMergeable(file: CaseFile, into: CaseFile): void {
    if (!isUnderWork(into.status) || file.number === into.number)
      throw new MoveNotAllowedError(into.number, into.status, 'merge');
    this.recorder.require(file, 'merge');
    const isReached = file.avoid.some((staffNo) => !into.avoid.includes(staffNo));
    const isSlower = file.urgency === 'emergency' && into.urgency !== 'emergency';
    if (isReached || isSlower || file.communityId !== into.communityId)
      throw new NotMergeableError(file.number, into.number);
  }

  private async statusBefore(tx: Tx, file: CaseFile): Promise<CaseStatus> {
    const merges = (await this.queries.listEvents(tx, file)).filter(
      ({ action }) => action === 'merge',
    );
    return merges.at(-1)?.fromStatus ?? 'assigned';
  }
}
