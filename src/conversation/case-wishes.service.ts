import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import { CaseWorkService } from '../cases/case-work.service.js';
import type { Actor, CaseChange, CaseFile } from '../cases/cases.types.js';
import type { OutboundMessage } from '../messages/messages.types.js';
import { AnnouncementService } from './announcement.service.js';
import { CastService } from './cast.service.js';
import { PassOverService } from './pass-over.service.js';
import { sayableWords } from './sayable-words.js';
import { spokenTime } from './texts/time.texts.js';
import type { Turn } from './turn.js';

/** How long after an urging another one only gets a kind word, not another nudge to the worker. Ours. */
const URGE_AGAIN_MINUTES = 30;

/** What came of a wish: who has the case now, and what others are to be told of it. */
export interface Granted {
  /** 「社区的李明」 */
  readonly who: string;
  readonly messages: readonly OutboundMessage[];
}

/** What a resident may ask for their case; the dialogs say it, one case or several at a time. */
@Injectable()
export class CaseWishesService {
  constructor(
    private readonly cases: CaseService,
    private readonly work: CaseWorkService,
    private readonly announcements: AnnouncementService,
    private readonly casts: CastService,
    private readonly passOver: PassOverService,
  ) {}

  /** 催一下. `isAgain`: it was asked a moment ago, nobody is disturbed twice. `by`: until when an answer is promised. */
  async urge(turn: Turn, file: CaseFile): Promise<Granted & { isAgain: boolean; by: string }> {
    const history = await this.cases.historyOf(turn.tx, file);
    const since = turn.now.getTime() - URGE_AGAIN_MINUTES * 60_000;
    const isAgain = history.some((event) => event.action === 'urge' && event.at.getTime() > since);
    const by =
      file.dueAt && file.dueAt > turn.now ? `${spokenTime(file.dueAt, turn.now)}前` : '今天';
    const change = isAgain
      ? undefined
      : await this.cases.urge(turn.tx, file, actorOf(turn), turn.now);
    return { ...(await this.granted(turn, file, change)), isAgain, by };
  }

  /** 撤回, with the words as the reason. */
  async withdraw(turn: Turn, file: CaseFile, words: string): Promise<Granted> {
    const note = await sayableWords(this.cases, turn, file, words);
    const change = await this.cases.withdraw(turn.tx, file, actorOf(turn), note, turn.now);
    turn.remember({ gathering: undefined });
    return this.granted(turn, file, change);
  }

  /** 「又坏了」 */
  async reopen(turn: Turn, file: CaseFile, words: string): Promise<Granted> {
    const reason = await sayableWords(this.cases, turn, file, words);
    const heard = await this.passOver.hearOut(turn, file, words);
    const change = await this.work.reopen(turn.tx, heard.file, actorOf(turn), reason, turn.now);
    return this.granted(turn, file, change);
  }

  private async granted(
    turn: Turn,
    file: CaseFile,
    change: CaseChange | undefined,
  ): Promise<Granted> {
    const { assigneeNo } = change?.after ?? file;
    const who = (await this.casts.named(turn.tx, [assigneeNo])).name(assigneeNo);
    const messages = change
      ? await this.announcements.announce(turn.tx, change, { exceptContact: turn.contactId })
      : [];
    return { who, messages };
  }
}

function actorOf(turn: Turn): Actor {
  return { kind: 'resident', contactId: turn.contactId };
}
