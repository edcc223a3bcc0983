import { Injectable } from '@nestjs/common';
import { maskPersonal } from '../kernel/personal-numbers.rules.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Address } from '../territory/territory.types.js';
import { AssignmentService } from './assignment.service.js';
import { CaseRepository } from './case.repository.js';
import { CaseQueryRepository } from './case-query.repository.js';
import { CaseReader } from './case-reader.js';
import { CaseRecorder } from './case-recorder.service.js';
import { MoveNotAllowedError, NotYourCaseError } from './cases.errors.js';
import { isFinal } from './cases.state-machine.js';
import type {
  Actor,
  CaseChange,
  CaseClass,
  CaseFile,
  CaseMedia,
  OpenCase,
  Reporter,
} from './cases.types.js';

/** More words, pictures or a number to call for an open case. */
export interface CaseAddition {
  readonly text?: string;
  readonly media?: readonly CaseMedia[];
  readonly phone?: string;
}

/** A corrected place; without a grid the community's secretary decides, without either only the words change. */
export interface CorrectedPlace {
  readonly place: string;
  readonly address: Address;
  readonly gridId?: string;
  readonly communityId?: string;
}

/** Opens and finds cases, and does what those who raised them may do. Work on a case: `CaseWorkService`. */
@Injectable()
export class CaseService extends CaseReader {
  constructor(
    queries: CaseQueryRepository,
    private readonly repository: CaseRepository,
    private readonly recorder: CaseRecorder,
    private readonly assignments: AssignmentService,
  ) {
    super(queries);
  }

  /** Opens a case under the next number, with its one responsible person and its deadline. */
  async open(tx: Tx, input: OpenCase, actor: Actor, at: Date): Promise<CaseChange> {
    const { reporter, media, communityId: _known, avoid: _also, ...rest } = input;
    const { about, source = 'chat', ...matter } = rest;
    const placement = await this.assignments.place(tx, input);
    const { assigneeNo, ...placed } = placement;
    const draft: CaseFile = {
      ...matter,
      ...placed,
      ...(assigneeNo !== undefined && { assigneeNo }),
      ...(about && { about }),
      number: '',
      method: '',
      source,
      openedAt: at,
      reopened: 0,
      supervised: false,
      revision: 1,
    };
    const { kind, category, subcategory, urgency } = input;
    const facts = { kind, category, subcategory, urgency, source };
    return this.recorder.open(tx, draft, reporter, { action: 'open', actor, at, facts, media });
  }

  /**
   * Adds words, pictures or a number to call.
   * @throws NotYourCaseError when a resident did not raise it; MoveNotAllowedError when it is over
   */
  async add(
    tx: Tx,
    file: CaseFile,
    more: CaseAddition,
    actor: Actor,
    at: Date,
  ): Promise<CaseChange> {
    const { text = '', media = [], phone } = more;
    await this.requireReporter(tx, file, actor);
    // Only pictures of the result may still follow once a case is closed (`attach`).
    if (isFinal(file.status)) throw new MoveNotAllowedError(file.number, file.status, 'add');
    const step = { action: 'add', actor, at, note: text, media } as const;
    const change = await this.recorder.record(tx, file, step, (now) => ({
      text: withMore(now.text, text),
    }));
    if (phone === undefined || actor.kind !== 'resident') return change;
    await this.repository.markPhone(tx, file, actor.contactId, phone);
    return this.withReporters(tx, change);
  }

  /** 补充: the responsible person puts into words what came as a voice note or a picture. */
  async writeDown(
    tx: Tx,
    file: CaseFile,
    staffNo: string,
    text: string,
    at: Date,
  ): Promise<CaseChange> {
    if (file.assigneeNo !== staffNo) throw new NotYourCaseError(file.number, file.assigneeNo);
    if (isFinal(file.status)) throw new MoveNotAllowedError(file.number, file.status, 'add');
    const step = { action: 'add', actor: { kind: 'staff', staffNo }, at, note: text } as const;
    return this.recorder.record(tx, file, step, (now) => ({ text: withMore(now.text, text) }));
  }

  /** One more person raises the same matter. Joining twice records nothing and reports the case as it stands. */
  async join(
    tx: Tx,
    file: CaseFile,
    reporter: Reporter,
    at: Date,
    media: readonly CaseMedia[] = [],
  ): Promise<CaseChange> {
    const actor: Actor = { kind: 'resident', contactId: reporter.contactId };
    const reporters = await this.reportersOf(tx, file);
    if (reporters.some(({ contactId }) => contactId === reporter.contactId)) {
      return { action: 'join', before: file, after: file, actor, at, reporters };
    }
    const change = await this.recorder.record(tx, file, { action: 'join', actor, at, media });
    await this.repository.insertReporter(tx, file, reporter, at);
    return this.withReporters(tx, change);
  }

  /**
   * 「别说是我」: hides a reporter from worker and export. Undefined when already hidden.
   * @param text what the case says from now on, where its own words named the reporter
   */
  async hideReporter(
    tx: Tx,
    file: CaseFile,
    contactId: string,
    at: Date,
    text = file.text,
  ): Promise<CaseChange | undefined> {
    const reporter = (await this.reportersOf(tx, file)).find((one) => one.contactId === contactId);
    if (!reporter) throw new NotYourCaseError(file.number);
    if (reporter.anonymous) return undefined;
    const actor: Actor = { kind: 'resident', contactId };
    const step = { action: 'hide-reporter', actor, at } as const;
    const change = await this.recorder.record(tx, file, step, { text });
    await this.repository.markAnonymous(tx, file, contactId);
    return this.withReporters(tx, change);
  }

  /** 催办: the responsible person is to be reminded. */
  async urge(tx: Tx, file: CaseFile, actor: Actor, at: Date): Promise<CaseChange> {
    await this.requireReporter(tx, file, actor);
    return this.recorder.record(tx, file, { action: 'urge', actor, at });
  }

  /**
   * 撤回. One of several reporters only leaves; the last one ends the case. Undefined when it was taken back already.
   * @throws NotYourCaseError when a resident did not raise it; MoveNotAllowedError when it ended otherwise
   */
  async withdraw(
    tx: Tx,
    file: CaseFile,
    actor: Actor,
    note: string,
    at: Date,
  ): Promise<CaseChange | undefined> {
    if (file.status === 'withdrawn') return undefined;
    const reporters = await this.requireReporter(tx, file, actor);
    this.recorder.require(file, 'withdraw');
    const step = { action: 'withdraw', actor, at, note } as const;
    const staysOpen = actor.kind === 'resident' && reporters.length > 1;
    if (!staysOpen)
      return this.recorder.record(tx, file, step, { status: 'withdrawn', closedAt: at });
    const change = await this.recorder.record(tx, file, { ...step, facts: { left: true } });
    await this.repository.markLeft(tx, file, actor.contactId, at);
    return this.withReporters(tx, change);
  }

  /**
   * 「是15不是51」: another grid takes over, anew and with a new deadline; the same grid only gets the right words.
   * @throws MoveNotAllowedError when nobody is working on it any more
   */
  async correctPlace(
    tx: Tx,
    file: CaseFile,
    right: CorrectedPlace,
    actor: Actor,
    at: Date,
  ): Promise<CaseChange> {
    this.recorder.require(file, 'correct-place');
    const { place, address } = right;
    const facts = { place: maskPersonal(place), gridId: right.gridId };
    const step = { action: 'correct-place', actor, at, note: place, facts } as const;
    const staysThere = right.gridId
      ? right.gridId === file.gridId
      : !right.communityId || isTriageOf(file, right.communityId);
    if (staysThere) return this.recorder.record(tx, file, step, { place, address });
    const { communityId: _tenant, ...placed } = await this.assignments.place(tx, {
      ...(right.gridId && { gridId: right.gridId }),
      ...(right.communityId && { communityId: right.communityId }),
      ...(file.about && { about: file.about }),
      avoid: file.avoid,
    });
    const dueAt = this.recorder.deadline({ ...file, level: placed.level }, at);
    return this.recorder.record(tx, file, step, {
      place,
      address,
      gridId: right.gridId,
      ...placed,
      dueAt,
    });
  }

  /** Sets another class, as it was read from the words. */
  changeCategory(
    tx: Tx,
    file: CaseFile,
    category: string,
    subcategory: string | undefined,
    actor: Actor,
    at: Date,
  ): Promise<CaseChange> {
    const facts = { category, subcategory, was: file.category };
    const note = `${nameOf(file)} → ${nameOf({ category, ...(subcategory && { subcategory }) })}`;
    const step = { action: 'change-category', actor, at, note, facts } as const;
    return this.recorder.record(tx, file, step, { category, subcategory });
  }

  /**
   * 改类别: somebody who answers for the case, or for everything around it, says which class is right. Undefined when it
   * has that class already; a first-level label alone leaves what stands below it.
   * @throws NotYourCaseError for anybody else; MoveNotAllowedError when it was taken back or merged
   */
  async correctCategory(
    tx: Tx,
    file: CaseFile,
    right: CaseClass,
    staffNo: string,
    at: Date,
  ): Promise<CaseChange | undefined> {
    await this.assignments.requireOverseer(tx, file, staffNo);
    const { category, subcategory } = right;
    const isSame =
      category === file.category && (subcategory ?? file.subcategory) === file.subcategory;
    if (isSame) return undefined;
    const actor: Actor = { kind: 'staff', staffNo };
    return this.changeCategory(tx, file, category, subcategory, actor, at);
  }

  /** Records what a reporter thought of the result; the facts are what every rate is computed from. */
  recordRating(
    tx: Tx,
    file: CaseFile,
    facts: Readonly<Record<string, unknown>>,
    note: string | undefined,
    actor: Actor,
    at: Date,
  ): Promise<CaseChange> {
    return this.recorder.record(tx, file, { action: 'rate', actor, at, note, facts });
  }

  private async requireReporter(tx: Tx, file: CaseFile, actor: Actor): Promise<Reporter[]> {
    const reporters = await this.reportersOf(tx, file);
    const isOne =
      actor.kind !== 'resident' || reporters.some(({ contactId }) => contactId === actor.contactId);
    if (!isOne) throw new NotYourCaseError(file.number, file.assigneeNo);
    return reporters;
  }

  private async withReporters(tx: Tx, change: CaseChange): Promise<CaseChange> {
    return { ...change, reporters: await this.reportersOf(tx, change.after) };
  }
}

function nameOf({ category, subcategory }: CaseClass): string {
  return subcategory === undefined ? category : `${category}·${subcategory}`;
}

function isTriageOf(file: CaseFile, communityId: string): boolean {
  return file.status === 'registered' && file.unitId === communityId;
}

function withMore(text: string, more: string): string {
  return [text, maskPersonal(more)].filter(Boolean).join('\n');
}
