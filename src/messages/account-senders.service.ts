import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { Clock } from '../kernel/clock.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import { AccountHoldRepository } from './account-hold.repository.js';
import { AccountSender } from './account-sender.js';
import { DispatchRepository } from './dispatch.repository.js';
import { OUTBOX_REASON } from './outbox.texts.js';
import { Transmitter } from './transmitter.service.js';

/** One sender for each account, made when first asked for. */
@Injectable()
export class AccountSenders {
  private readonly senders = new Map<string, AccountSender>();

  constructor(
    private readonly repository: DispatchRepository,
    private readonly holds: AccountHoldRepository,
    private readonly transmitter: Transmitter,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** The sender of the account. */
  of(accountId: string): AccountSender {
    const known = this.senders.get(accountId);
    if (known) return known;
    const made = new AccountSender(accountId, {
      repository: this.repository,
      holds: this.holds,
      transmitter: this.transmitter,
      unitOfWork: this.unitOfWork,
      clock: this.clock,
      perMinute: this.settings.sendPerMinute,
    });
    this.senders.set(accountId, made);
    return made;
  }

  /** All senders made so far. */
  all(): AccountSender[] {
    return [...this.senders.values()];
  }

  /** Rows whose sender died without another taking over the account. */
  async expireLeases(tx: Tx): Promise<void> {
    await this.repository.recover(tx, undefined, OUTBOX_REASON.interrupted);
  }

  /** The next instant, after now, at which something may be sent that cannot be sent now. */
  async nextDueAt(tx: Tx): Promise<Date | undefined> {
    const now = this.clock.now();
    const instants = [await this.repository.nextDueAt(tx, now)];
    for (const sender of this.all().filter((each) => each.isSending)) {
      instants.push(...(await this.pacedUntil(tx, sender, now)));
    }
    return earliest(instants);
  }

  private async pacedUntil(
    tx: Tx,
    sender: AccountSender,
    now: Date,
  ): Promise<(Date | undefined)[]> {
    const due = await this.repository.hasDue(tx, sender.accountId, now);
    return [
      due.talk ? sender.nextAt(now, false) : undefined,
      due.notice ? sender.nextAt(now, true) : undefined,
    ];
  }
}

function earliest(instants: readonly (Date | undefined)[]): Date | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length > 0 ? new Date(Math.min(...known.map((each) => each.getTime()))) : undefined;
}
