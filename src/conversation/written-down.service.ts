import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseChange, CaseFile } from '../cases/cases.types.js';
import { Reader } from '../understanding/understanding.types.js';
import type { Turn } from './turn.js';

/** A worker puts a voice note into words; the words then say what kind of matter it is. */
@Injectable()
export class WrittenDownService {
  constructor(
    private readonly cases: CaseService,
    private readonly reader: Reader,
  ) {}

  async write(turn: Turn, file: CaseFile, staffNo: string, text: string): Promise<CaseChange> {
    const wasOnlyVoice = file.text === '';
    const change = await this.cases.writeDown(turn.tx, file, staffNo, text, turn.now);
    if (!wasOnlyVoice) return change;
    const { category } = this.reader.read(
      { text, speaker: 'resident', context: 'none' },
      turn.territory,
    );
    const actor = { kind: 'staff', staffNo } as const;
    await this.cases.changeCategory(
      turn.tx,
      change.after,
      category.category,
      category.subcategory,
      actor,
      turn.now,
    );
    return change;
  }
}
