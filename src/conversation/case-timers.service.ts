import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import { CaseWorkService } from '../cases/case-work.service.js';
import type { CaseChange } from '../cases/cases.types.js';
import { OutboxService } from '../messages/outbox.service.js';
import { earliestSend, QuietHours } from '../messages/quiet-hours.rules.js';
import { TimerService } from '../messages/timer.service.js';
import type { Timer } from '../messages/timer.types.js';
import { TimerHandlers } from '../messages/timer-runner.service.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { RatingService } from '../ratings/rating.service.js';
import { AnnouncementService } from './announcement.service.js';
import { isOver } from './case-standing.rules.js';

/** What time does to a case: the reminder, the deadline, the rating that never came. */
@Injectable()
export class CaseTimersService implements OnModuleInit {
  constructor(
    private readonly handlers: TimerHandlers,
    private readonly cases: CaseService,
    private readonly work: CaseWorkService,
    private readonly ratings: RatingService,
    private readonly announcements: AnnouncementService,
    private readonly outbox: OutboxService,
    private readonly timers: TimerService,
    private readonly quietHours: QuietHours,
  ) {}

  onModuleInit(): void {
    this.handlers.on('case.reminder', (tx, timer, now) => this.remind(tx, timer, now));
    this.handlers.on('case.deadline', (tx, timer, now) => this.expire(tx, timer, now));
    this.handlers.on('rating.close', (tx, timer, now) => this.closeUnrated(tx, timer, now));
  }

  private async remind(tx: Tx, timer: Timer, now: Date): Promise<void> {
    const file = await this.cases.find(tx, timer.subject);
    if (!file || isOver(file) || file.status === 'resolved') return;
    const isUrgent = file.urgency === 'emergency';
    const morning = earliestSend('push', now, this.quietHours);
    // At night nobody is reminded: in the morning all that came together is one message.
    if (!isUrgent && morning > now) return this.timers.set(tx, { ...timer, dueAt: morning });
    const others =
      file.assigneeNo && !isUrgent ? await this.cases.remindedWith(tx, file.assigneeNo, now) : [];
    const changes: CaseChange[] = [];
    for (const each of [file, ...others]) {
      const change = await this.work.remind(tx, each, now);
      if (change) changes.push(change);
    }
    this.outbox.write(tx, await this.announcements.remind(tx, changes), now);
  }

  private async expire(tx: Tx, timer: Timer, now: Date): Promise<void> {
    const file = await this.cases.find(tx, timer.subject);
    if (!file || isOver(file) || file.status === 'resolved') return;
    const change = await this.work.overdue(tx, file, now);
    if (change) this.outbox.write(tx, await this.announcements.announce(tx, change), now);
  }

  private async closeUnrated(tx: Tx, timer: Timer, now: Date): Promise<void> {
    await this.ratings.closeUnanswered(tx, timer.communityId, timer.subject, now);
  }
}
