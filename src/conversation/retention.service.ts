import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import { Settings } from '../config/settings.js';
import { addMinutes } from '../kernel/calendar.js';
import { Clock } from '../kernel/clock.js';
import { MessageRetention } from '../messages/message-retention.service.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

const DAY_MINUTES = 24 * 60;

/**
 * Forgets the words of long ago. Cases, their history and the ledger stay, and so does every message about a case that
 * is not over. An edge: opens its own transactions.
 */
@Injectable()
export class Retention {
  constructor(
    private readonly messages: MessageRetention,
    private readonly cases: CaseService,
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** One small batch; ticked. @returns how many messages went */
  async sweep(): Promise<number> {
    const { keepDays } = this.settings;
    if (!keepDays) return 0;
    const before = addMinutes(this.clock.now(), -keepDays * DAY_MINUTES);
    return this.unitOfWork.autocommit(async (tx) => {
      const kept = await this.cases.unfinishedSince(tx, before);
      return this.messages.sweep(tx, before, kept);
    });
  }
}
