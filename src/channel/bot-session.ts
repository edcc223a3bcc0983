import type { Wechaty } from 'wechaty';
import { types } from 'wechaty';
import { stopwatch } from '../kernel/clock.js';
import { within } from './deadline.js';
import type { OurAccount } from './inbound/message-mapper.js';
import type { ScanNews } from './login-scan.rules.js';
import { isConnectionLoss } from './puppet-error.js';
import type { Unstarted } from './puppet-factory.js';
import { forgoContactStore, mendPuppetService } from './puppet-service-mending.js';
import type { Listening } from './wechaty-ear.js';

const STOP_PATIENCE_MS = 40_000;
const NAME_PATIENCE_MS = 20_000;
const NOBODY: OurAccount = { id: '', name: '' };

const SCAN_STATUS: Readonly<Record<types.ScanStatus, ScanNews['status']>> = {
  [types.ScanStatus.Unknown]: 'unknown',
  [types.ScanStatus.Cancel]: 'cancelled',
  [types.ScanStatus.Waiting]: 'waiting',
  [types.ScanStatus.Scanned]: 'scanned',
  [types.ScanStatus.Confirmed]: 'confirmed',
  [types.ScanStatus.Timeout]: 'expired',
};

/** What a session tells of; nothing any more once it is closed. */
export interface SessionEvents {
  loggedIn(session: BotSession, selfId: string): void;
  /** `isLoss`: the gateway went away, rather than the account out of WeChat. */
  loggedOut(isLoss: boolean): void;
  /** Somebody is asked to scan a code, or does it. */
  scan(news: ScanNews): void;
  beat(): void;
  fault(cause: unknown): void;
}

/** One bot from its start to its stop. The puppet is listened to directly: Wechaty passes a login on only when it could load our own contact. */
export class BotSession implements Listening {
  /** Logged in, on record, and people found again: it may send. */
  isReady = false;
  private account: Promise<OurAccount> = Promise.resolve(NOBODY);
  private sinceBeat: (() => number) | undefined;
  private isClosed = false;
  private isLost = false;

  constructor(
    private readonly unstarted: Unstarted,
    private readonly events: SessionEvents,
  ) {}

  get bot(): Wechaty {
    return this.unstarted.bot;
  }

  get isLoggedIn(): boolean {
    return !this.isClosed && !this.isLost && this.bot.puppet.isLoggedIn;
  }

  /** Whether the gateway answered the start. */
  get isConnected(): boolean {
    return !this.isLost && this.bot.puppet.state.active() === true;
  }

  /** Whether the puppet still holds something that it has not passed on. */
  get isBusy(): boolean {
    return !this.isClosed && this.unstarted.isBusy();
  }

  settled(): Promise<void> {
    return this.isClosed ? Promise.resolve() : this.unstarted.settled();
  }

  us(): Promise<OurAccount> {
    return this.account;
  }

  /** Whether a puppet that had a heartbeat has had none for that long. */
  isSilentFor(ms: number): boolean {
    return this.sinceBeat !== undefined && this.sinceBeat() > ms;
  }

  /** Resolves when the puppet was started or could not be; which of the two, `isConnected` tells. */
  async open(listen: (listening: Listening) => void): Promise<void> {
    await this.bot.init();
    forgoContactStore(this.bot);
    this.attach();
    listen(this);
    await this.bot.start();
    mendPuppetService(this.bot, () => this.unlessClosed(() => this.lost()));
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.isReady = false;
    await within(STOP_PATIENCE_MS, 'the bot to stop', this.stop()).catch(() => undefined);
  }

  /**
   * Wechaty gives a puppet 15 s and then goes on without it. A stop that reaches the gateway later than the start of the
   * next session would end that one, so the puppet itself is waited for.
   */
  private async stop(): Promise<void> {
    await this.bot.stop();
    await this.bot.puppet.state.stable('inactive');
  }

  private attach(): void {
    const { bot } = this;
    const { puppet } = bot;
    // Without listeners an error would end the process; what it says reaches us through the puppet.
    bot.on('error', () => undefined);
    puppet.on('error', (payload) => this.unlessClosed(() => this.failed(payload)));
    puppet.on('login', ({ contactId }) => this.unlessClosed(() => this.entered(contactId)));
    puppet.on('logout', ({ data }) => this.unlessClosed(() => this.left(data ?? '')));
    puppet.on('heartbeat', () => this.unlessClosed(() => this.beat()));
    puppet.on('scan', ({ qrcode, status }) => this.unlessClosed(() => this.asked(status, qrcode)));
  }

  private entered(selfId: string): void {
    this.account = this.nameOf(selfId);
    this.events.loggedIn(this, selfId);
  }

  private asked(status: types.ScanStatus, code: string | undefined): void {
    this.events.scan({ status: SCAN_STATUS[status] ?? 'unknown', code });
  }

  private left(reason: string): void {
    this.isReady = false;
    this.events.loggedOut(/lost|away|stop|reset/i.test(reason));
  }

  private failed(payload: unknown): void {
    this.events.fault(payload);
    if (isConnectionLoss(payload)) this.lost();
  }

  private lost(): void {
    if (this.isLost) return;
    this.isLost = true;
    this.isReady = false;
    this.events.loggedOut(true);
  }

  private beat(): void {
    this.sinceBeat = stopwatch();
    this.events.beat();
  }

  private async nameOf(selfId: string): Promise<OurAccount> {
    const found = Promise.resolve(this.bot.Contact.find({ id: selfId }));
    const contact = await within(NAME_PATIENCE_MS, 'our own name', found).catch(() => undefined);
    return { id: selfId, name: contact?.name() ?? '' };
  }

  private unlessClosed(then: () => void): void {
    if (!this.isClosed) then();
  }
}
