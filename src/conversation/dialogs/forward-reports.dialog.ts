import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../../cases/cases.types.js';
import type { ForwardedLine } from '../../messages/messages.types.js';
import { Reader } from '../../understanding/understanding.types.js';
import { ForwardedReportService } from '../forwarded-report.service.js';
import { caseLine } from '../texts/resident.texts.js';
import { staffTexts } from '../texts/staff.texts.js';
import type { Turn } from '../turn.js';

/** A worker passes on what residents wrote in private (聊天记录): each matter becomes the case of whoever wrote it. */
@Injectable()
export class ForwardReportsDialog {
  constructor(
    private readonly reader: Reader,
    private readonly reports: ForwardedReportService,
  ) {}

  async start(turn: Turn, lines: readonly ForwardedLine[]): Promise<void> {
    const files: CaseFile[] = [];
    for (const { name, text } of byWriter(lines, turn.speaker.staff?.name)) {
      const meaning = this.reader.read(
        { text, speaker: 'resident', context: 'none' },
        turn.territory,
      );
      if (meaning.intent !== 'report' && meaning.intent !== 'emergency') continue;
      files.push(await this.reports.open(turn, name, text, meaning));
    }
    if (files.length === 0) return turn.reply(staffTexts.forwardedNothing);
    const pushes = turn.messages.splice(0);
    turn.reply(staffTexts.forwarded(files.length, files.map(caseLine)), files[0]?.number);
    turn.messages.push(...pushes);
  }
}

/** What each person wrote, joined in order; the worker's own lines are left out. */
function byWriter(lines: readonly ForwardedLine[], worker: string | undefined): ForwardedLine[] {
  const texts = new Map<string, string>();
  for (const line of lines) {
    if (line.name === worker || !line.text.trim()) continue;
    const earlier = texts.get(line.name);
    texts.set(line.name, earlier ? `${earlier}，${line.text.trim()}` : line.text.trim());
  }
  return [...texts].map(([name, text]) => ({ name, text }));
}
