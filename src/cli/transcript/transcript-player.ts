import { addMinutes, addWorkingDays, formatMinute, parseMinute } from '../../kernel/calendar.js';
import { fillIn, type MatchScope, matchPattern, namesIn, type Pattern } from './pattern.rules.js';
import { type Spoken, type Stage, StageError, type StageListener } from './stage.port.js';
import { type Letter, Talk } from './talk.js';
import { PLAY_TEXTS } from './transcript.texts.js';
import type { CrashPoint, Said, Step, Transcript } from './transcript.types.js';

/** A line that did not come true. */
export class TranscriptFailure extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly expected: string,
    readonly found: string,
    /** The talk as it really went. */
    readonly talk: string,
  ) {
    super(`${file}:${line}: ${expected}; ${found}`);
    this.name = 'TranscriptFailure';
  }
}

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** A working day like any other, for files that name no time. */
const DEFAULT_START = '2026-12-01 09:00';
const MINUTES = { m: 1, h: 60, d: 24 * 60 } as const;

/** Plays one transcript on a stage, line by line, and compares what the bot says with what the lines expect. */
export class TranscriptPlayer implements StageListener {
  private readonly talk = new Talk();
  private readonly held = new Map<string, string>();
  private now: Date;
  private wasCrashed = false;

  /** @param crashAt where `restart hard` kills the service; only for files that have the line */
  constructor(
    private readonly transcript: Transcript,
    private readonly stage: Stage,
    private readonly crashAt?: CrashPoint,
  ) {
    const first = transcript.steps.find((step) => step.kind === 'now');
    this.now = first?.at ?? (parseMinute(DEFAULT_START) as Date);
  }

  /** @throws TranscriptFailure at the first line that does not come true */
  async play(): Promise<void> {
    try {
      await this.onStage(undefined, () => this.stage.begin(this.now, this));
      this.talk.clockShows(this.now);
      for (const [index, step] of this.transcript.steps.entries()) await this.playStep(step, index);
      this.checkLeftovers(undefined);
    } finally {
      await this.stage.end();
    }
  }

  heard(to: string, text: string): void {
    this.talk.hear(to, text);
  }

  clockMoved(at: Date): void {
    this.now = at;
    this.talk.clockShows(at);
  }

  crashed(point: CrashPoint): void {
    this.wasCrashed = true;
    this.talk.note(PLAY_TEXTS.killed(point));
    this.talk.allowRepeats();
  }

  private async playStep(step: Step, index: number): Promise<void> {
    if (!isTurn(step)) return this.perform(step);
    this.checkLeftovers(step);
    this.talk.endRepeats();
    this.talk.beginTurn(step.kind === 'say' ? fillIn(step.source, this.held) : `# ${step.source}`);
    if (this.crashAt && this.isBeforeHardRestart(index)) {
      this.wasCrashed = false;
      await this.onStage(step, () => this.stage.arm(this.crashAt));
    }
    await this.perform(step);
  }

  /** The work that a `restart hard` interrupts is that of the last line before it at which somebody spoke or time moved. */
  private isBeforeHardRestart(index: number): boolean {
    const next = this.transcript.steps
      .slice(index + 1)
      .find((step) => isTurn(step) || step.kind === 'restart');
    return next?.kind === 'restart' && next.hard;
  }

  private async perform(step: Step): Promise<void> {
    switch (step.kind) {
      case 'expect':
        return this.expect(step);
      case 'never':
        return this.expectNever(step);
      case 'silence':
        return this.expectSilence(step);
      case 'case':
        return this.expectCase(step);
      case 'count':
        return this.expectCount(step);
      case 'restart':
        return this.restart(step);
      default:
        return this.onStage(step, () => this.act(step));
    }
  }

  private act(
    step: Exclude<Step, { kind: 'expect' | 'never' | 'silence' | 'case' | 'count' | 'restart' }>,
  ) {
    switch (step.kind) {
      case 'say':
        return this.say(step);
      case 'now':
        return this.setClock(step.at);
      case 'at':
      case 'after':
        return this.moveClock(step);
      case 'resident':
        return this.stage.bindResident(step.person, step.home);
      case 'staff':
        return this.stage.bindStaff(step.person, step.staffNo);
      case 'channel':
        this.talk.note(`# ${step.source}`);
        return this.stage.turnChannel(step.to);
    }
  }

  private async say(step: Of<'say'>): Promise<void> {
    if (this.transcript.settings.lenient) this.talk.markRead(step.person);
    const spoken = await this.spokenOf(step, step.said);
    await this.stage.say(step.person, spoken, step.room);
  }

  private async spokenOf(step: Of<'say'>, said: Said): Promise<Spoken> {
    if (said.kind !== 'text') return said;
    const text = fillIn(said.text, this.held);
    if (!said.quote) return quoteOfSelf(step.person, text) ?? { kind: 'text', text };
    const scope = await this.scopeFor(step, said.quote);
    const place = step.room ?? step.person;
    const quoted = this.talk
      .lettersOf(place)
      .findLast((letter) => matchPattern(said.quote as Pattern, letter.text, scope));
    if (!quoted) throw new StageError(PLAY_TEXTS.quoteMissing(place, said.quote.source));
    return { kind: 'text', text, quoted: quoted.text };
  }

  private async setClock(at: Date): Promise<void> {
    if (at.getTime() === this.now.getTime()) return;
    this.clockMoved(at);
    await this.stage.setClock(at);
  }

  private async moveClock(step: Of<'at' | 'after'>): Promise<void> {
    const target = step.kind === 'at' ? step.at : spanAfter(this.now, step);
    if (target < this.now) throw new StageError(PLAY_TEXTS.clockPast(formatMinute(this.now)));
    await this.stage.advanceTo(target);
    this.clockMoved(target);
  }

  private async restart(step: Of<'restart'>): Promise<void> {
    const alreadyKilled = step.hard && this.wasCrashed;
    this.wasCrashed = false;
    this.talk.note(`# ${step.source}`);
    if (!alreadyKilled) await this.onStage(step, () => this.stage.restart(step.hard));
  }

  private async expect(step: Of<'expect'>): Promise<void> {
    const unread = this.talk.unread(step.person).map(({ letter }) => letter);
    const scope = await this.scopeFor(step, step.pattern);
    for (const letter of step.skipping ? unread : unread.slice(0, 1)) {
      const captured = matchPattern(step.pattern, letter.text, scope);
      if (!captured) continue;
      for (const [name, value] of captured) this.held.set(name, value);
      return this.talk.markRead(step.person, letter);
    }
    throw this.failure(step, unreadTexts(step, unread));
  }

  private async expectNever(step: Of<'never'>): Promise<void> {
    const scope = await this.scopeFor(step, step.pattern);
    const wrong = this.talk
      .ofThisTurn(step.person)
      .find((letter) => matchPattern(step.pattern, letter.text, scope));
    if (wrong) throw this.failure(step, PLAY_TEXTS.wasSent(step.person, wrong.text));
  }

  private expectSilence(step: Of<'silence'>): void {
    const [first] = this.talk.unread(step.person);
    if (first) throw this.failure(step, PLAY_TEXTS.wasSent(first.person, first.letter.text));
  }

  private async expectCase(step: Of<'case'>): Promise<void> {
    const number = fillIn(step.number, this.held);
    const facts = await this.onStage(step, () => this.stage.inspect(number));
    if (!facts) throw this.failure(step, PLAY_TEXTS.noSuchCase(number));
    const scope = { held: this.held, numbers: [] };
    const wrong = step.facts.filter(
      ({ key, expected }) => !matchPattern(expected, facts[key], scope),
    );
    if (wrong.length === 0) return;
    const present = wrong.map(({ key }) => `${key}=${facts[key]}`).join(' ');
    throw this.failure(step, PLAY_TEXTS.caseHas(present));
  }

  private async expectCount(step: Of<'count'>): Promise<void> {
    const count = await this.onStage(step, () => this.stage.countCases(step.of));
    if (count !== step.count) throw this.failure(step, PLAY_TEXTS.casesAre(count));
  }

  /** Case numbers are only asked for where a new name may capture one. */
  private async scopeFor(step: Step, pattern: Pattern): Promise<MatchScope> {
    const capturing = namesIn(pattern.source).some((name) => !this.held.has(name));
    const numbers = capturing ? await this.onStage(step, () => this.stage.caseNumbers()) : [];
    return { held: this.held, numbers };
  }

  private checkLeftovers(step: Step | undefined): void {
    if (this.transcript.settings.lenient) return;
    const [first] = this.talk.unread();
    if (!first) return;
    const line = step?.line ?? this.transcript.steps.at(-1)?.line ?? 1;
    const expected = step ? PLAY_TEXTS.noUnreadBefore(step.source) : PLAY_TEXTS.noUnreadAtEnd;
    throw this.fail(line, expected, PLAY_TEXTS.alsoSent(first.person, first.letter.text));
  }

  private async onStage<T>(step: Step | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof TranscriptFailure) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const found = error instanceof StageError ? reason : PLAY_TEXTS.serviceFailed(reason);
      throw this.fail(
        step?.line ?? 1,
        step ? PLAY_TEXTS.doable(step.source) : PLAY_TEXTS.startable,
        found,
      );
    }
  }

  private failure(step: Step, found: string): TranscriptFailure {
    const held = [...this.held].map(([name, value]) => `{${name}}=${value}`).join(' ');
    return this.fail(step.line, PLAY_TEXTS.matching(step.source, held), found);
  }

  private fail(line: number, expected: string, found: string): TranscriptFailure {
    return new TranscriptFailure(
      this.transcript.file,
      line,
      expected,
      found,
      this.talk.transcript(),
    );
  }
}

/** Somebody speaks or time moves: whatever is unread by then was not expected. */
function isTurn(step: Step): boolean {
  return step.kind === 'say' || step.kind === 'now' || step.kind === 'at' || step.kind === 'after';
}

function spanAfter(from: Date, span: Of<'after'>): Date {
  return span.unit === 'wd'
    ? addWorkingDays(from, span.amount)
    : addMinutes(from, span.amount * MINUTES[span.unit]);
}

function unreadTexts(step: Of<'expect'>, unread: readonly Letter[]): string {
  const [first] = unread;
  if (!first) return PLAY_TEXTS.nothingUnread(step.person);
  return step.skipping
    ? PLAY_TEXTS.noneMatches(step.person, unread.length, first.text)
    : PLAY_TEXTS.nextReads(step.person, first.text);
}

/** 「王阿姨：楼道灯坏了」 修了吗, said by 王阿姨: her own words are quoted. Anybody else's in such brackets stay text. */
function quoteOfSelf(person: string, text: string): Spoken | undefined {
  const [, name, quoted, rest] = /^「([^：:」]+)[：:]([^」]+)」\s*(.+)$/s.exec(text) ?? [];
  if (name !== person || !quoted || !rest) return undefined;
  return { kind: 'text', text: rest, quoted, quotesSelf: true };
}
