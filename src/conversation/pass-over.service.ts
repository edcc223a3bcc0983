import { Injectable } from '@nestjs/common';
import { CaseWorkService } from '../cases/case-work.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import type { OutboundMessage } from '../messages/messages.types.js';
import { readAbout } from '../understanding/person.rules.js';
import { AnnouncementService } from './announcement.service.js';
import { CastService } from './cast.service.js';
import { optional } from './report.rules.js';
import { SubjectsService } from './subjects.service.js';
import type { Turn } from './turn.js';

/** A case after later words were held against who has it. */
export interface HeardOut {
  readonly file: CaseFile;
  /** 「社区书记陈静」, where somebody else takes it from now on. */
  readonly who?: string;
  /** What others are told of it; to be sent after the answer. */
  readonly messages: readonly OutboundMessage[];
}

/** Later words about a case may speak of the very people who work on it: then it is theirs no more. */
@Injectable()
export class PassOverService {
  constructor(
    private readonly subjects: SubjectsService,
    private readonly work: CaseWorkService,
    private readonly announcements: AnnouncementService,
    private readonly casts: CastService,
  ) {}

  /** To be asked before the words are added: whoever has the case afterwards may read them. */
  async hearOut(turn: Turn, file: CaseFile, text: string): Promise<HeardOut> {
    if (!text) return { file, messages: [] };
    const ground = { communityId: file.communityId, ...optional('gridId', file.gridId) };
    const said = readAbout(text);
    const { about, avoid } = await this.subjects.of(turn, text, ground, said);
    const isOfOurs = about === 'worker' || about === 'secretary';
    const change = await this.work.passOver(
      turn.tx,
      file,
      isOfOurs ? about : undefined,
      avoid,
      turn.now,
    );
    if (!change) return { file, messages: [] };
    const { after } = change;
    const messages = await this.announcements.announce(turn.tx, change, {
      exceptContact: turn.contactId,
    });
    if (after.assigneeNo === file.assigneeNo) return { file: after, messages };
    const cast = await this.casts.named(turn.tx, [after.assigneeNo]);
    return { file: after, messages, who: cast.name(after.assigneeNo) };
  }
}
