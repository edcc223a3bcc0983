import { Injectable } from '@nestjs/common';
import { addSpan } from '../kernel/spans.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { AssignmentService } from './assignment.service.js';
import { CaseQueryRepository } from './case-query.repository.js';
import { CaseRecorder } from './case-recorder.service.js';
import { ExtensionRefusedError, NotYourCaseError } from './cases.errors.js';
import { isUnderWork } from './cases.state-machine.js';
import type { CaseAction, CaseChange, CaseEvent, CaseFile } from './cases.types.js';
import { MethodRules } from './method-rules.service.js';

/** More time that somebody asked for and nobody has decided on. */
export interface AskedExtension {
  readonly until: Date;
  readonly reason: string;
  readonly staffNo: string;
}

/** After these an extension that was asked for is no open question any more. */
const SETTLING: ReadonlySet<CaseAction> = new Set([
  'extend',
  'refuse-extension',
  'transfer',
  'assign',
  'return',
  'escalate',
  'overdue',
  'pass-over',
  'reopen',
]);

/** 延期: a deadline moves only when the level above agrees, and with the reason on the ledger. */
@Injectable()
export class DeadlineMovesService {
  constructor(
    private readonly recorder: CaseRecorder,
    private readonly assignments: AssignmentService,
    private readonly queries: CaseQueryRepository,
    private readonly rules: MethodRules,
  ) {}

  /**
   * The responsible person asks for more time. Who decides stands in the facts (`decider`); where nobody stands above,
   * the deadline moves at once.
   * @throws NotYourCaseError; MoveNotAllowedError; ExtensionRefusedError when the profile does not allow it
   */
  async ask(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    { until, reason }: Pick<AskedExtension, 'until' | 'reason'>,
    at: Date,
  ): Promise<CaseChange> {
    if (file.assigneeNo !== staffNo) throw new NotYourCaseError(file.number, file.assigneeNo);
    this.recorder.require(file, 'ask-extension');
    await this.requireAllowed(tx, file, until);
    const actor = { kind: 'staff', staffNo } as const;
    const above = await this.assignments.above(tx, file);
    const facts = { until: until.toISOString(), decider: above?.assigneeNo };
    const step = { actor, at, note: reason, facts } as const;
    return above
      ? this.recorder.record(tx, file, { ...step, action: 'ask-extension' })
      : this.recorder.record(tx, file, { ...step, action: 'extend' }, { dueAt: until });
  }

  /** What was asked for and not decided; undefined when nothing is open. */
  async asked(tx: Tx, file: CaseFile): Promise<AskedExtension | undefined> {
    if (!isUnderWork(file.status)) return undefined;
    const events = await this.queries.listEvents(tx, file);
    const settled = events.findLastIndex(({ action }) => SETTLING.has(action));
    const asked = events.findLast(
      ({ action }, index) => action === 'ask-extension' && index > settled,
    );
    return asked && askedIn(asked);
  }

  /**
   * Somebody of a level above decides. A refusal leaves the deadline where it is.
   * @throws NotYourCaseError for anybody else, whoever asked for it included
   */
  async decide(
    tx: Tx,
    file: CaseFile,
    asked: AskedExtension,
    decision: { readonly by: string; readonly isGranted: boolean; readonly reason: string },
    at: Date,
  ): Promise<CaseChange> {
    await this.assignments.requireAbove(tx, file, decision.by);
    const { until } = asked;
    const step = { actor: { kind: 'staff', staffNo: decision.by }, at } as const;
    if (!decision.isGranted) {
      const note = decision.reason;
      return this.recorder.record(tx, file, { ...step, action: 'refuse-extension', note });
    }
    const facts = { until: until.toISOString(), was: file.dueAt?.toISOString() };
    const granted = { ...step, action: 'extend', note: asked.reason, facts } as const;
    return this.recorder.record(tx, file, granted, { dueAt: until });
  }

  private async requireAllowed(tx: Tx, file: CaseFile, until: Date): Promise<void> {
    const { dueAt = until } = file;
    if (until <= dueAt) throw new ExtensionRefusedError(file.number, 'earlier');
    const { times } = this.rules.of(file).extension;
    if (until > addSpan(dueAt, this.rules.of(file).longestExtension()))
      throw new ExtensionRefusedError(file.number, 'too-long');
    const events = await this.queries.listEvents(tx, file);
    const granted = events.filter(
      (event) => event.action === 'extend' && event.level === file.level,
    );
    if (granted.length >= times) throw new ExtensionRefusedError(file.number, 'too-often');
  }
}

function askedIn({ facts, note = '', actor }: CaseEvent): AskedExtension {
  return {
    until: new Date(String(facts.until)),
    reason: note,
    staffNo: actor.kind === 'staff' ? actor.staffNo : '',
  };
}
