import { randomUUID } from 'node:crypto';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type MessageEvent,
  type OnModuleInit,
} from '@nestjs/common';
import { from, interval, map, merge, Observable, Subject, takeUntil } from 'rxjs';
import { MovableClock } from '../../kernel/clock.js';
import { earliestSend, QuietHours } from '../../messages/quiet-hours.rules.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { ChannelService } from '../channel.service.js';
import { type CaseLife, CaseLifeReadModel } from './case-life.read-model.js';
import { SandboxNetwork } from './sandbox-network.js';

/** What a page that comes back within this many events is told instead of everything. */
const REMEMBERED = 1_000;
const BEAT_MS = 15_000;
/** How soon a step of a case is seen; looked at only while somebody watches. */
const LOOK_MS = 700;
const SHOWN_CASES = 30;

interface Numbered extends MessageEvent {
  readonly number: number;
}

/** Live news for the pages: what happens on the phones, to the cases, the clock and the account. */
@Injectable()
export class SandboxStream implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(SandboxStream.name);
  /** Ids of another run of the service mean nothing to this one. */
  private readonly run = randomUUID().slice(0, 8);
  private readonly news = new Subject<MessageEvent>();
  private readonly closed = new Subject<void>();
  private readonly remembered: Numbered[] = [];
  private lastNumber = 0;
  private watching = 0;
  private looking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isMoving = false;
  private stamp = '';
  private account = '';
  private shown = new Map<string, string>();

  constructor(
    private readonly network: SandboxNetwork,
    private readonly channel: ChannelService,
    private readonly clock: MovableClock,
    private readonly cases: CaseLifeReadModel,
    private readonly unitOfWork: UnitOfWork,
    private readonly quietHours: QuietHours,
  ) {}

  onModuleInit(): void {
    this.network.watch((event) => {
      if (event.type === 'message') this.tell('message', event.message);
      else if (event.type === 'recalled') this.tell('recalled', { messageId: event.messageId });
      else if (event.type === 'directory') this.tell('people', this.people());
      else this.lookAtAccount();
    });
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    this.closed.next();
    this.news.complete();
  }

  /** The stream of one page. @param lastEventId the last event it saw; it is told what it missed, or everything anew */
  open(lastEventId: string | undefined): Observable<MessageEvent> {
    return new Observable<MessageEvent>((page) => {
      const missed = this.missedSince(lastEventId);
      const first = missed
        ? from(missed.map(({ number: _, ...event }) => event))
        : from(this.hello());
      const beats = interval(BEAT_MS).pipe(map(() => ({ type: 'beat', data: this.time() })));
      this.watch(1);
      const live = merge(first, this.news, beats).pipe(takeUntil(this.closed)).subscribe(page);
      return () => {
        live.unsubscribe();
        this.watch(-1);
      };
    });
  }

  /** The clock was moved to another instant on its way, or comes to rest. */
  clockMoves(isMoving: boolean): void {
    this.isMoving = isMoving;
    this.tell('clock', this.time());
  }

  private watch(change: 1 | -1): void {
    this.watching += change;
    if (this.watching > 0) this.timer ??= setInterval(() => void this.look(), LOOK_MS);
    else {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }

  private async hello(): Promise<MessageEvent> {
    const cases = await this.listCases().catch(() => undefined);
    const data = {
      ...this.time(),
      account: this.accountNow(),
      people: this.people(),
      cases,
    };
    return { type: 'hello', id: `${this.run}.${this.lastNumber}`, retry: 1_000, data };
  }

  private missedSince(lastEventId: string | undefined): Numbered[] | undefined {
    const [run, number] = lastEventId?.split('.') ?? [];
    const last = Number(number);
    if (run !== this.run || !Number.isInteger(last) || last > this.lastNumber) return undefined;
    const oldest = this.remembered[0]?.number ?? this.lastNumber + 1;
    return last + 1 < oldest ? undefined : this.remembered.filter((one) => one.number > last);
  }

  /** One look at a time; a database that is away is somebody else's news. */
  private look(): Promise<void> {
    this.looking ??= this.lookNow()
      .catch((error) => this.logger.warn(`no look at the cases: ${nameOf(error)}`))
      .finally(() => {
        this.looking = undefined;
      });
    return this.looking;
  }

  private async lookNow(): Promise<void> {
    this.lookAtAccount();
    const stamp = await this.unitOfWork.autocommit((tx) => this.cases.stamp(tx));
    if (stamp === this.stamp) return;
    const cases = await this.listCases();
    const changed = cases.filter((one) => this.shown.get(one.number) !== JSON.stringify(one));
    this.shown = new Map(cases.map((one) => [one.number, JSON.stringify(one)]));
    this.stamp = stamp;
    if (changed.length > 0) this.tell('cases', { changed });
  }

  private lookAtAccount(): void {
    const account = this.accountNow();
    const text = JSON.stringify(account);
    if (text === this.account) return;
    this.account = text;
    this.tell('account', account);
  }

  private listCases(): Promise<CaseLife[]> {
    return this.unitOfWork.autocommit((tx) => this.cases.listRecent(tx, SHOWN_CASES));
  }

  /** `phone`: what the make-believe WeChat says; `connection`: what our channel made of it. */
  private accountNow() {
    const { connection, since } = this.channel.state();
    return { phone: this.network.accountState, connection, since: since.toISOString() };
  }

  private people() {
    return this.network.people().map(({ key, displayName, isFriend }) => ({
      key,
      displayName,
      isFriend,
    }));
  }

  /** `quietUntil`: when nobody is written to unasked now, the instant from which they are again. */
  private time() {
    const now = this.clock.now();
    const free = earliestSend('push', now, this.quietHours);
    const quietUntil = free > now ? free.toISOString() : undefined;
    return { now: now.toISOString(), isMoving: this.isMoving, quietUntil };
  }

  private tell(type: string, data: object): void {
    this.lastNumber += 1;
    const event = { number: this.lastNumber, id: `${this.run}.${this.lastNumber}`, type, data };
    this.remembered.push(event);
    if (this.remembered.length > REMEMBERED) this.remembered.shift();
    this.news.next({ id: event.id, type, data });
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
