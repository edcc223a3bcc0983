import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import { addMinutes } from '../kernel/calendar.js';
import { OutboxService } from '../messages/outbox.service.js';
import { readQuotedCase } from './quote.rules.js';
import type { Turn } from './turn.js';

/** How long a finished case can still be spoken of without naming it. Ours: people come back within a month. */
const REMEMBERED_DAYS = 30;
/** How long the last thing we said counts as what the talk is about. Ours. */
const FOCUS_MINUTES = 30;
/** How many of our last messages a quotation is looked up in. */
const QUOTE_DEPTH = 40;

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

/** Which of a person's cases is meant: by quotation, by the last push, or because there is only one. */
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

  /** The one candidate that is meant; undefined when a choice has to be offered. */
  async meant(turn: Turn, candidates: readonly CaseFile[]): Promise<CaseFile | undefined> {
    const quoted = await this.quotedNumber(turn);
    if (quoted)
      return (
        candidates.find((file) => file.number === quoted) ??
        this.cases.findStanding(turn.tx, quoted)
      );
    if (candidates.length <= 1) return candidates[0];
    const focus = await this.focusNumber(turn);
    return candidates.find((file) => file.number === focus);
  }

  /** The case in a worker's hands that we spoke of a moment ago. */
  async inHandOf(turn: Turn): Promise<CaseFile | undefined> {
    const number = await this.focusNumber(turn);
    const file = number ? await this.cases.peek(turn.tx, number) : undefined;
    const isTheirs = file?.assigneeNo === turn.speaker.staff?.staffNo;
    return file && isTheirs ? file : undefined;
  }

  /** The case of the message that is quoted. */
  async quotedNumber(turn: Turn): Promise<string | undefined> {
    const { content } = turn.heard.message;
    if (content.kind !== 'text' || !content.quote) return undefined;
    const said = await this.outbox.lastSaid(turn.tx, turn.contactId, QUOTE_DEPTH);
    return readQuotedCase(content.quote, said);
  }

  /** The case we spoke of last, when that was a moment ago. */
  private async focusNumber(turn: Turn): Promise<string | undefined> {
    const [last] = await this.outbox.lastSaid(turn.tx, turn.contactId, 1);
    const isFresh = last?.sentAt
      ? last.sentAt >= addMinutes(turn.now, -FOCUS_MINUTES)
      : last !== undefined;
    return isFresh ? last?.caseNumber : undefined;
  }
}
