import { Injectable } from '@nestjs/common';
import { CaseWorkService } from '../cases/case-work.service.js';
import type { CaseChange, CaseFile } from '../cases/cases.types.js';
import type { PendingAct } from './conversation.types.js';
import { staffTexts } from './texts/staff.texts.js';
import type { Turn } from './turn.js';
import { WrittenDownService } from './written-down.service.js';

/** What a worker's word does to a case. */
@Injectable()
export class CaseActsService {
  constructor(
    private readonly work: CaseWorkService,
    private readonly written: WrittenDownService,
  ) {}

  /** The step that the act stands for; undefined when it was done already. */
  change(turn: Turn, act: PendingAct, file: CaseFile): Promise<CaseChange | undefined> {
    const { tx, now, staffNo } = turn;
    if (act.word === '补充') return this.written.write(turn, file, staffNo, act.text);
    switch (act.intent) {
      case 'accept':
        return this.work.accept(tx, file, staffNo, act.text, [], now);
      case 'visit':
        return this.work.visit(tx, file, staffNo, act.text, act.media, now);
      case 'resolve': {
        const result = act.text || staffTexts.doneWithoutWords;
        return this.work.resolve(tx, file, staffNo, result, act.media, now);
      }
      case 'return':
        return this.work.returnToSecretary(tx, file, staffNo, act.text, now);
      case 'escalate':
        return this.work.escalate(tx, file, { kind: 'staff', staffNo }, act.text, now);
      default:
        return this.work.note(tx, file, staffNo, act.text, act.media, now);
    }
  }

  /** Pictures that follow a result. */
  attach(turn: Turn, file: CaseFile, media: PendingAct['media']): Promise<CaseChange> {
    return this.work.attach(turn.tx, file, turn.staffNo, media, turn.now);
  }
}
