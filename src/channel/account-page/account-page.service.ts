import { type BeforeApplicationShutdown, Injectable, type MessageEvent } from '@nestjs/common';
import { interval, map, merge, Observable, of, Subject, takeUntil } from 'rxjs';
import { OperationalError } from '../../kernel/errors.js';
import { AccountService } from '../../messages/account.service.js';
import type { AccountState } from '../../messages/account.types.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { ChannelService } from '../channel.service.js';
import { accountPage } from './account-page.html.js';
import { accountViews } from './account-view.rules.js';

/** How old what only the record knows may get on an open page. */
const LOOK_MS = 10_000;

/** What the page of the accounts shows, and when it is worth another look; an edge: opens its own transactions. */
@Injectable()
export class AccountPage implements BeforeApplicationShutdown {
  private readonly closed = new Subject<void>();

  constructor(
    private readonly channel: ChannelService,
    private readonly accounts: AccountService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The page as HTML; holds the login code while one can be scanned. */
  async html(): Promise<string> {
    return accountPage(accountViews(this.channel.state(), await this.record()));
  }

  /** Tells an open page when to look: at once, at every change, and now and then. Carries nothing. */
  news(): Observable<MessageEvent> {
    const changes = new Observable<void>((page) => this.channel.watch(() => page.next()));
    const looks = merge(of(undefined), changes, interval(LOOK_MS));
    return looks.pipe(
      map(() => ({ type: 'look', data: {} })),
      takeUntil(this.closed),
    );
  }

  beforeApplicationShutdown(): void {
    this.closed.next();
  }

  /** An account is to be logged in with the database away too. */
  private async record(): Promise<AccountState[]> {
    try {
      return await this.unitOfWork.autocommit((tx) => this.accounts.states(tx));
    } catch (error) {
      if (error instanceof OperationalError) return [];
      throw error;
    }
  }
}
