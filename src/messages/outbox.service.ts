import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/errors.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import type { OutboundMessage } from './messages.types.js';
import { OutboxRepository } from './outbox.repository.js';
import type { OutboxTrouble, Recipient, SaidMessage } from './outbox.types.js';
import { earliestSend, QuietHours } from './quiet-hours.rules.js';

/** Everything we say: a row in the transaction of the fact it tells (promise 2). */
@Injectable()
export class OutboxService {
  private listener: (recipients: readonly Recipient[]) => void = () => undefined;

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly quietHours: QuietHours,
  ) {}

  /**
   * Writes messages, to be sent in the given order per person; one statement. Pushes and notices keep the quiet hours.
   * A message whose dedupe key was written before is left out. Expects the transaction of the fact it tells, and goes
   * with its commit: a recipient who is no contact of ours undoes it all.
   * @param now the instant of the turn, by the service's clock
   */
  write(tx: Tx, messages: readonly OutboundMessage[], now: Date): void {
    if (messages.length === 0) return;
    const rows = messages.map((message) => ({
      ...message,
      notBefore: earliestSend(message.priority, later(message.notBefore, now), this.quietHours),
    }));
    const written = this.outbox.insert(tx, rows, now);
    // A failure is told by the unit of work.
    written.catch(() => undefined);
    this.unitOfWork.afterCommit(tx, () => {
      void written.then((recipients) => this.listener(recipients));
    });
  }

  /** Whom to tell that something was committed for sending; the dispatcher. */
  onWritten(listener: (recipients: readonly Recipient[]) => void): void {
    this.listener = listener;
  }

  /** What was last said to a person, newest first: sent, or being sent. */
  lastSaid(tx: Tx, contactId: string, limit: number): Promise<SaidMessage[]> {
    return this.outbox.listSaid(tx, contactId, limit);
  }

  /** Rows that a person has to look at, newest first. */
  trouble(tx: Tx, limit: number): Promise<OutboxTrouble[]> {
    return this.outbox.listTrouble(tx, limit);
  }

  /**
   * A person decided that a dead or unknown row is to be sent again.
   * @throws DomainError `outbox.not-in-trouble`
   */
  async markUnknownToRetry(tx: Tx, communityId: string, id: string): Promise<void> {
    const recipient = await this.outbox.requeue(tx, communityId, id);
    if (!recipient) {
      throw new DomainError('outbox.not-in-trouble', 'the row is neither dead nor unknown', { id });
    }
    this.unitOfWork.afterCommit(tx, () => this.listener([recipient]));
  }
}

function later(wanted: Date | undefined, now: Date): Date {
  return wanted && wanted > now ? wanted : now;
}
