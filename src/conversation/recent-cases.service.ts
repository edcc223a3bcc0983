import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import { addMinutes } from '../kernel/calendar.js';
import { OutboxService } from '../messages/outbox.service.js';
import { isUnfinished } from './case-standing.rules.js';
import { readQuotedCase, readQuotedReport } from './quote.rules.js';
import type { Turn } from './turn.js';

/** How long a finished case can still be spoken of without naming it. Ours: people come back within a month. */
const REMEMBERED_DAYS = 30;
/** How long the last thing we said counts as what the talk is about. Ours. */
const FOCUS_MINUTES = 30;
/** How many of our last messages a quotation is looked up in. */
const QUOTE_DEPTH = 40;
/** Among how many of our last messages the last answer is looked for. */
const FOCUS_DEPTH = 5;

/** A finished case can be spoken of without naming it when it was over after this instant. */
export function rememberedSince(now: Date): Date {
  return addMinutes(now, -REMEMBERED_DAYS * 24 * 60);
}

/** Those of a person's cases that a word can be about; merged ones speak through their parent. */
export function spokenOf(files: readonly CaseFile[]): CaseFile[] {
  return files.filter((file) => file.status !== 'merged' && file.status !== 'withdrawn');
}

/** A case as the speaker told it: who follows a neighbour's case is shown their own words and door. */
export function inOwnWords(turn: Turn, file: CaseFile): CaseFile {
  const told = turn.recent.find(({ number }) => number === file.number)?.told;
  return told ? { ...file, told } : file;
}

/** Those of somebody's cases that can be spoken of, and of which one the talk just was. */
@Injectable()
export class RecentCasesService {
  constructor(
    private readonly cases: CaseService,
    private readonly outbox: OutboxService,
  ) {}

  /** The speaker's own cases of the last weeks, newest first; merged ones speak through their parent. */
  async of(turn: Turn): Promise<CaseFile[]> {
    return spokenOf(
      await this.cases.recentOfReporter(turn.tx, turn.contactId, rememberedSince(turn.now)),
    );
  }

  /** What the speaker took back in the last weeks, newest first. */
  async takenBack(turn: Turn): Promise<CaseFile[]> {
    const files = await this.cases.recentOfReporter(
      turn.tx,
      turn.contactId,
      rememberedSince(turn.now),
    );
    return files.filter((file) => file.status === 'withdrawn');
  }

  /** The candidate that we spoke of a moment ago; undefined when it was none of them, or not clearly one. */
  async focusOf(turn: Turn, candidates: readonly CaseFile[]): Promise<CaseFile | undefined> {
    const number = await this.focusNumber(turn);
    return candidates.find((file) => file.number === number);
  }

  /** The unfinished case of the speaker that a picture without a word belongs to: what we just spoke of. */
  async inTalk(turn: Turn, minutes: number): Promise<CaseFile | undefined> {
    const unfinished = turn.recent.filter(isUnfinished);
    if (unfinished.length === 0) return undefined;
    const number = await this.focusNumber(turn, minutes);
    return number && unfinished.some((file) => file.number === number)
      ? this.cases.find(turn.tx, number)
      : undefined;
  }

  /** The case in a worker's hands that we spoke of a moment ago. */
  async inHandOf(turn: Turn): Promise<CaseFile | undefined> {
    const number = await this.focusNumber(turn);
    const file = number ? await this.cases.peek(turn.tx, number) : undefined;
    const isTheirs = file?.assigneeNo === turn.speaker.staff?.staffNo;
    return file && isTheirs ? file : undefined;
  }

  /** The case of the message that is quoted: one of ours, or the words by which the speaker told it. */
  async quotedNumber(turn: Turn): Promise<string | undefined> {
    const { content } = turn.heard.message;
    if (content.kind !== 'text' || !content.quote) return undefined;
    const said = await this.outbox.lastSaid(turn.tx, turn.contactId, QUOTE_DEPTH);
    return readQuotedCase(content.quote, said) ?? readQuotedReport(content.quote, turn.recent);
  }

  /**
   * The case we spoke of last, when that was a moment ago. A resident who was just answered about another one than the
   * news that came in between may mean either: then it is none.
   */
  private async focusNumber(turn: Turn, minutes = FOCUS_MINUTES): Promise<string | undefined> {
    const since = addMinutes(turn.now, -minutes);
    const depth = turn.speaker.staff ? 1 : FOCUS_DEPTH;
    const said = await this.outbox.lastSaid(turn.tx, turn.contactId, depth);
    const fresh = said.filter(({ sentAt }) => !sentAt || sentAt >= since);
    const [last] = fresh;
    if (!last || last.isReply || turn.speaker.staff) return last?.caseNumber;
    const answered = fresh.find(({ isReply }) => isReply);
    return answered?.caseNumber === undefined || answered.caseNumber === last.caseNumber
      ? last.caseNumber
      : undefined;
  }
}
