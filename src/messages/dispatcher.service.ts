import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import { AccountRepository } from './account.repository.js';
import { AccountSenders } from './account-senders.service.js';
import { OutboxService } from './outbox.service.js';
import { RemarkKeeper } from './remark-keeper.service.js';

/**
 * Sends what the outbox holds: per person in order, the urgent first, at each account's pace. Commits wake it; `poll`
 * finds what came due meanwhile. Only one process at a time sends for an account.
 */
@Injectable()
export class Dispatcher implements BeforeApplicationShutdown {
  private isStopping = false;

  constructor(
    private readonly senders: AccountSenders,
    private readonly accounts: AccountRepository,
    private readonly remarks: RemarkKeeper,
    private readonly unitOfWork: UnitOfWork,
    outbox: OutboxService,
  ) {
    outbox.onWritten((recipients) => {
      if (this.isStopping) return;
      for (const recipient of recipients) this.senders.of(recipient.accountId).wake(recipient);
    });
  }

  /** Begins to send what is due for every account that can send. */
  async poll(): Promise<void> {
    if (this.isStopping) return;
    const ids = await this.unitOfWork.autocommit((tx) => this.accounts.listIds(tx));
    for (const id of ids) this.senders.of(id).resume();
  }

  /** Resolves when nothing is left that can be sent now: what waits for its time, the pace or the channel stays. */
  async idle(): Promise<void> {
    let before: number;
    do {
      before = this.progress();
      await this.poll();
      for (const sender of this.senders.all()) await sender.settle();
    } while (this.progress() > before);
    await this.remarks.idle();
  }

  /** The channel can send again for the account. */
  resume(accountId: string): void {
    if (!this.isStopping) this.senders.of(accountId).resume();
  }

  /** Rows whose sender died without another taking over the account; ticked. */
  async expireLeases(): Promise<void> {
    await this.unitOfWork.autocommit((tx) => this.senders.expireLeases(tx));
  }

  /** The next instant, after now, at which something may be sent that cannot be sent now. */
  nextDueAt(tx: Tx): Promise<Date | undefined> {
    return this.senders.nextDueAt(tx);
  }

  /** Claims nothing more and waits for what is on its way. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.senders.all().map((sender) => sender.stop()));
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  private progress(): number {
    return this.senders.all().reduce((sum, sender) => sum + sender.progress, 0);
  }
}
