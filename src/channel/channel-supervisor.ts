import { Injectable, Logger } from '@nestjs/common';
import type { Wechaty } from 'wechaty';
import { Settings } from '../config/settings.js';
import { Clock, stopwatch } from '../kernel/clock.js';
import { OperationalError } from '../kernel/errors.js';
import { AccountLease } from '../messages/account-lease.service.js';
import { AccountRecorder } from './account-recorder.js';
import { BotSession, type SessionEvents } from './bot-session.js';
import type { ChannelConnection, ChannelState } from './channel.types.js';
import { patiently } from './deadline.js';
import {
  isScanUnderWay,
  type LoginScan,
  type ScanNews,
  scanAfter,
  scanOfRestart,
  shownScan,
} from './login-scan.rules.js';
import { isConnectionLoss } from './puppet-error.js';
import { PUPPET_UNUSABLE, PuppetFactory } from './puppet-factory.js';
import { faultSentence, isOnlyLate } from './puppet-fault.rules.js';
import { pauseBefore, RETURN_PACE, type ReturnPace } from './return-pace.rules.js';
import { nameOf, WechatyEar } from './wechaty-ear.js';

/** How long what was heard may take to be stored when the service stops; then the log says how much was given up. */
const HEAR_OUT_PATIENCE_MS = 8_000;

/** How long each later step of the stop may take. */
const STOP_PATIENCE_MS = 5_000;

/**
 * Keeps the bot alive: starts it, and starts it anew when the gateway was absent, went away, fell silent or logged the
 * account out. Only while this process has the account: of several on one database the others stand by. Driven by
 * `tick`; pauses are of machine time, so a clock that stands still keeps nobody away.
 */
@Injectable()
export class ChannelSupervisor {
  /** Changed by tests only. */
  pace: ReturnPace = RETURN_PACE;
  /** Changed by tests only: a slow machine is no fault of what they look at. */
  hearOutMs = HEAR_OUT_PATIENCE_MS;
  private readonly logger = new Logger('Channel');
  private readonly events: SessionEvents = {
    loggedIn: (session, selfId) => this.loggedIn(session, selfId),
    loggedOut: (isLoss) => this.notIn(isLoss ? 'absent' : 'logged_out'),
    scan: (news) => this.scanAsked(news),
    beat: () => this.recorder.heard(),
    fault: (cause) => this.puppetFault(cause),
  };
  private session: BotSession | undefined;
  private opening: Promise<void> | undefined;
  private hearingOut: Promise<void> | undefined;
  private isRunning = false;
  private connection: ChannelConnection = 'starting';
  private since: Date;
  private scan: LoginScan | undefined;
  private fault: string | undefined;
  private readonly watchers = new Set<() => void>();
  private attempts = 0;
  private sinceAttempt = stopwatch();

  constructor(
    private readonly factory: PuppetFactory,
    private readonly ear: WechatyEar,
    private readonly recorder: AccountRecorder,
    private readonly lease: AccountLease,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {
    this.since = clock.now();
  }

  /** Starts the first attempt and does not wait for it. */
  start(): void {
    this.isRunning = true;
    this.attempt();
  }

  /**
   * Hears nothing new from now on, while the bot goes on sending. Resolves when everything it heard is stored: loading
   * a message needs the bot, so this comes before the bot is let go.
   */
  hearOut(): Promise<void> {
    this.isRunning = false;
    this.hearingOut ??= this.drainEar();
    return this.hearingOut;
  }

  /** Hears out, lets the bot go and puts the end on record. */
  async stop(): Promise<void> {
    await this.hearOut();
    // A gateway that does not answer must not hold up the end of the process.
    await patiently(STOP_PATIENCE_MS, Promise.all([this.session?.close(), this.opening]));
    this.ear.stop();
    if (this.lease.isHeld) await patiently(STOP_PATIENCE_MS, this.recorder.absent());
    this.recorder.stop();
    await patiently(STOP_PATIENCE_MS, this.lease.giveBack());
    this.setScan(undefined);
    this.move('absent');
  }

  /** To be called about once a second. */
  tick(): void {
    if (!this.isRunning || this.opening !== undefined) return;
    if (this.session && this.lease.isLost) this.opened(this.keepLease());
    else if (this.isDue()) {
      if (this.connection !== 'standby') this.attempts += 1;
      this.attempt();
    }
  }

  state(): ChannelState {
    const { connection, since, attempts, scan, fault } = this;
    return {
      accountId: this.settings.channel,
      connection,
      since,
      attempts,
      ...(fault && { fault }),
      ...(scan && { scan: shownScan(scan) }),
    };
  }

  /** Calls back whenever `state` is another one. @returns how to stop */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** The bot that can send for the account now. */
  botOf(accountId: string): Wechaty | undefined {
    const { session } = this;
    if (accountId !== this.settings.channel || !session?.isReady) return undefined;
    return session.isLoggedIn ? session.bot : undefined;
  }

  /** Whether a start, a login or something the puppet holds is still under way. */
  get isBusy(): boolean {
    return this.opening !== undefined || (this.session?.isBusy ?? false);
  }

  async settled(): Promise<void> {
    await this.opening;
    await this.session?.settled();
    await this.recorder.settled();
  }

  private async drainEar(): Promise<void> {
    const drained = async () => {
      await this.session?.settled();
      this.ear.close();
      await this.ear.idle();
    };
    await patiently(this.hearOutMs, drained());
    this.ear.close();
    const { waiting } = this.ear;
    if (waiting > 0) this.logger.error(`messages heard and not stored in time: ${waiting}`);
  }

  private isDue(): boolean {
    const { session, connection } = this;
    if (session?.isLoggedIn) return session.isSilentFor(this.pace.silenceMs);
    // The account may be free from one moment to the next, and asking costs one short statement.
    if (connection === 'standby') return true;
    const from = connection === 'logged_out' ? connection : 'absent';
    const pauseMs = pauseBefore(this.pace, from, this.attempts, isScanUnderWay(this.scan));
    return this.sinceAttempt() >= pauseMs;
  }

  private attempt(): void {
    const attempt = this.open().catch((cause: unknown) => {
      this.notIn('absent');
      if (cause instanceof OperationalError && cause.code === PUPPET_UNUSABLE)
        return this.setFault(faultSentence(this.settings.channel, cause));
      if (this.attempts === 0) this.logger.error(`the channel cannot start: ${nameOf(cause)}`);
    });
    this.opened(
      attempt.finally(() => {
        this.sinceAttempt = stopwatch();
      }),
    );
  }

  private opened(work: Promise<void>): void {
    this.opening = work.finally(() => {
      this.opening = undefined;
    });
  }

  private async open(): Promise<void> {
    await this.closeSession();
    if (!(await this.takeLease())) return this.standBy();
    this.setScan(scanOfRestart(this.scan));
    const unstarted = await this.factory.create();
    const session = new BotSession(unstarted, this.events);
    this.session = session;
    await session.open((listening) => this.ear.listen(listening));
    if (!session.isLoggedIn) this.notIn(session.isConnected ? 'logged_out' : 'absent');
  }

  /** What this process has to say of the account begins with its having it. */
  private async takeLease(): Promise<boolean> {
    if (this.lease.isHeld) return true;
    const isOurs = await this.lease.take(this.settings.channel);
    if (isOurs) void this.recorder.absent();
    return isOurs;
  }

  /** The connection that held the account broke: it is taken again, unless another process was quicker. */
  private async keepLease(): Promise<void> {
    const isOurs = await this.lease.take(this.settings.channel).catch(() => undefined);
    // With the database away nobody can have it; the next tick asks again.
    if (isOurs !== false) return;
    await this.closeSession();
    this.standBy();
  }

  private standBy(): void {
    this.attempts = 0;
    this.setScan(undefined);
    this.recorder.standBy();
    this.move('standby');
  }

  private async closeSession(): Promise<void> {
    await this.session?.close();
    this.session = undefined;
  }

  private loggedIn(session: BotSession, selfId: string): void {
    this.attempts = 0;
    this.setScan(undefined);
    this.move('logged_in');
    void this.recorder.loggedIn(session.bot, selfId).then(() => {
      session.isReady = session.isLoggedIn;
    });
  }

  /** News of a scan are a sign of life: the puppet is left alone for as long as a person may take from here. */
  private scanAsked(news: ScanNews): void {
    // A gateway may tell once more of a scan that is over.
    if (this.connection === 'logged_in') return;
    this.notIn('logged_out');
    this.sinceAttempt = stopwatch();
    const isNew = this.scan === undefined;
    this.setScan(scanAfter(this.scan, news, this.clock.now()));
    if (isNew && this.scan) void this.recorder.scanAsked(this.scan.since);
  }

  /** The log tells how the scan stands, never what the code says. */
  private setScan(scan: LoginScan | undefined): void {
    const before = this.scan;
    if (scan?.status === before?.status && scan?.code === before?.code) return;
    this.scan = scan;
    if (scan && scan.status !== before?.status) {
      this.logger.log(`channel ${this.settings.channel}: login scan ${scan.status}`);
    }
    this.tell();
  }

  /** A puppet that was never there and does not speak of its connection refuses what it was given. */
  private puppetFault(cause: unknown): void {
    this.logger.debug(`the puppet reports ${nameOf(cause)}`);
    const isAway = isConnectionLoss(cause) || isOnlyLate(cause);
    if (this.session?.isConnected || isAway) return;
    this.setFault(faultSentence(this.settings.channel, cause));
  }

  private setFault(fault: string | undefined): void {
    if (fault === this.fault) return;
    this.fault = fault;
    if (fault) {
      this.logger.error(fault);
      void this.recorder.refused(fault);
    }
    this.tell();
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }

  private notIn(connection: 'absent' | 'logged_out'): void {
    if (connection === 'absent') this.setScan(undefined);
    if (this.connection === connection) return;
    this.move(connection);
    this.sinceAttempt = stopwatch();
    if (!this.lease.isHeld) return;
    void (connection === 'absent' ? this.recorder.absent() : this.recorder.loggedOut());
  }

  private move(connection: ChannelConnection): void {
    if (this.connection === connection) return;
    this.connection = connection;
    if (connection !== 'absent') this.setFault(undefined);
    this.since = this.clock.now();
    const text = `channel ${this.settings.channel}: ${connection}`;
    const isFine = connection === 'logged_in' || connection === 'standby';
    if (isFine || !this.isRunning) this.logger.log(text);
    else this.logger.warn(text);
    this.tell();
  }
}
