import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import { AccountRepository } from './account.repository.js';
import { ContactRepository, type RemarkDue } from './contact.repository.js';
import { ChannelAwayError, MessageSender } from './message-sender.port.js';
import { remarkOf } from './remark.rules.js';
import { faultOf } from './retry.rules.js';

/** Remarks written in one go; each is a request to the gateway of its own. */
const REMARKS_PER_POLL = 5;

/** Tries for one contact; then the person is found by the handle only, where there is one. */
const REMARK_TRIES = 5;

/** Pause after a failed try, times the tries so far; milliseconds of the service's clock. */
const REMARK_PAUSE_MS = 60_000;

/** Has the channel keep our mark in the remark of everybody we talk with. Best effort: nothing waits for it. */
@Injectable()
export class RemarkKeeper {
  private readonly logger = new Logger(RemarkKeeper.name);
  private round: Promise<number> | undefined;

  constructor(
    private readonly contacts: ContactRepository,
    private readonly accounts: AccountRepository,
    private readonly sender: MessageSender,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Writes a few remarks that are due; how many were tried. Joins a round that is under way. */
  poll(): Promise<number> {
    this.round ??= this.keepSome().finally(() => {
      this.round = undefined;
    });
    return this.round;
  }

  /** Resolves when no remark is due that can be written now. */
  async idle(): Promise<void> {
    while ((await this.poll()) > 0);
  }

  private async keepSome(): Promise<number> {
    const ids = await this.autocommit((tx) => this.accounts.listIds(tx));
    let tried = 0;
    for (const accountId of ids.filter((id) => this.sender.isReady(id))) {
      const now = this.clock.now();
      const due = await this.autocommit((tx) =>
        this.contacts.listRemarksDue(tx, accountId, REMARK_TRIES, now, REMARKS_PER_POLL),
      );
      for (const remark of due) {
        if (!(await this.keep(remark))) break;
        tried += 1;
      }
    }
    return tried;
  }

  /** False when the channel is away: the rest can wait. */
  private async keep(due: RemarkDue): Promise<boolean> {
    const now = this.clock.now();
    try {
      await this.sender.keepRemark(due, remarkOf(due.label, due.mark));
      await this.autocommit((tx) => this.contacts.markRemarkKept(tx, due.id, due.channelId, now));
    } catch (error) {
      if (error instanceof ChannelAwayError) return false;
      this.logger.warn(`remark of contact ${due.id} not kept: ${faultOf(error)}`);
      const retryAt = new Date(now.getTime() + REMARK_PAUSE_MS * (due.attempts + 1));
      await this.autocommit((tx) => this.contacts.markRemarkFailed(tx, due.id, retryAt));
    }
    return true;
  }

  private autocommit<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.unitOfWork.autocommit(work);
  }
}
