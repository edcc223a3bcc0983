import { Puppet, types } from 'wechaty-puppet';
import type { ScanNews } from '../../login-scan.rules.js';
import type { SandboxAccountEvent, SandboxServer } from '../sandbox-server.js';

/** Well within the 60 s after which Wechaty's watchdog takes a silent puppet for dead. */
const HEARTBEAT_MS = 15_000;

const SCAN_STATUS: Readonly<Record<ScanNews['status'], types.ScanStatus>> = {
  unknown: types.ScanStatus.Unknown,
  cancelled: types.ScanStatus.Cancel,
  waiting: types.ScanStatus.Waiting,
  scanned: types.ScanStatus.Scanned,
  confirmed: types.ScanStatus.Confirmed,
  expired: types.ScanStatus.Timeout,
};

/** The sandbox puppet's life: start, stop, login, logout, heartbeat, and what the network tells it, in order. */
export abstract class SandboxPuppetSession extends Puppet {
  private heartbeat: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(protected readonly server: SandboxServer) {
    super({});
  }

  override name(): string {
    return 'linli-sandbox';
  }

  override version(): string {
    return '1.0.0';
  }

  async onStart(): Promise<void> {
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.heartbeat.unref();
    this.beat();
    // The line is taken before the server answers: what is told meanwhile waits until the login is done.
    const attached = new Promise<void>((resolve) =>
      this.enqueue(() => this.open().finally(resolve)),
    );
    await attached;
  }

  async onStop(): Promise<void> {
    clearInterval(this.heartbeat);
    await this.server.detach();
    await this.settled();
  }

  /** Whether something the network told was not passed on to Wechaty yet. */
  get isBusy(): boolean {
    return this.waiting > 0;
  }

  /** Resolves when everything the network has told so far was passed on to Wechaty. */
  async settled(): Promise<void> {
    let seen: Promise<void> | undefined;
    while (seen !== this.work) {
      seen = this.work;
      await seen;
    }
  }

  /** Leaves WeChat. */
  override async logout(): Promise<void> {
    if (!this.isLoggedIn) return;
    await this.server.logout();
    await this.settled();
  }

  override ding(data?: string): void {
    this.emit('dong', { data });
  }

  private async open(): Promise<void> {
    const selfId = await this.server.attach((event) => this.enqueue(() => this.hear(event)));
    if (selfId) this.enter(selfId);
  }

  private enqueue(step: () => Promise<void>): void {
    this.waiting += 1;
    this.work = this.work
      .then(step)
      .catch((cause: unknown) => void this.emit('error', cause))
      .finally(() => {
        this.waiting -= 1;
      });
  }

  private async hear(event: SandboxAccountEvent): Promise<void> {
    if (event.type === 'message') this.emit('message', { messageId: event.id });
    else if (event.type === 'friend-request') this.emit('friendship', { friendshipId: event.id });
    else if (event.type === 'scan') this.ask(event);
    else if (event.type === 'logout') await this.leave(event.reason);
    else if (!this.isLoggedIn || this.currentUserId !== event.selfId) {
      await this.leave('another login');
      this.enter(event.selfId);
    }
  }

  private async leave(reason: string): Promise<void> {
    await super.logout(reason);
  }

  private ask({ status, code }: ScanNews): void {
    this.emit('scan', { status: SCAN_STATUS[status], qrcode: code });
  }

  private enter(selfId: string): void {
    this.login(selfId);
    this.emit('ready', { data: 'sandbox' });
  }

  private beat(): void {
    this.emit('heartbeat', { data: 'sandbox' });
  }
}
