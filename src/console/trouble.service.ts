import { BadRequestException, Injectable } from '@nestjs/common';
import { InboxService } from '../messages/inbox.service.js';
import { OutboxService } from '../messages/outbox.service.js';
import { TimerService } from '../messages/timer.service.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { errorTexts } from './console.texts.js';
import type { Trouble } from './trouble.types.js';

/** More than anybody reads at a time. */
const TROUBLE_LIMIT = 200;

/** What could not be handled, sent or carried out; an edge: opens its own transactions. */
@Injectable()
export class TroubleService {
  constructor(
    private readonly inbox: InboxService,
    private readonly outbox: OutboxService,
    private readonly timers: TimerService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  list(): Promise<Trouble> {
    return this.unitOfWork.autocommit(async (tx) => {
      const messages = await this.inbox.listFailed(tx, TROUBLE_LIMIT);
      const sendings = await this.outbox.trouble(tx, TROUBLE_LIMIT);
      const timers = await this.timers.listFailed(tx, TROUBLE_LIMIT);
      return {
        inbox: messages.map(({ accountId, id, contactId, heardAt, fault, message }) => ({
          accountId,
          id,
          contactId,
          kind: message.content.kind,
          heardAt: heardAt.toISOString(),
          fault,
        })),
        outbox: sendings.map(({ writtenAt, ...row }) => ({
          ...row,
          writtenAt: writtenAt.toISOString(),
        })),
        timers: timers.map(({ communityId, id, kind, subject, dueAt, fault }) => ({
          communityId,
          id,
          kind,
          subject,
          dueAt: dueAt.toISOString(),
          fault,
        })),
      };
    });
  }

  /** @throws DomainError `message.not-failed` */
  retryMessage(accountId: string, id: string): Promise<void> {
    return this.unitOfWork.run((tx) => this.inbox.retryFailed(tx, accountId, rowId(id)));
  }

  /** @throws DomainError `outbox.not-in-trouble` */
  retrySending(communityId: string, id: string): Promise<void> {
    return this.unitOfWork.run((tx) => this.outbox.markUnknownToRetry(tx, communityId, rowId(id)));
  }

  /** @throws DomainError `timer.not-failed` */
  retryTimer(communityId: string, id: string): Promise<void> {
    return this.unitOfWork.run((tx) => this.timers.retryFailed(tx, communityId, rowId(id)));
  }
}

/** A number that fits the column; anything else would be the database's complaint. */
function rowId(text: string): string {
  if (/^\d{1,18}$/.test(text)) return text;
  throw new BadRequestException({ error: errorTexts.badRequest });
}
