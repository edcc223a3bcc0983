import { Injectable, Logger } from '@nestjs/common';
import type { Wechaty } from 'wechaty';
import { Settings } from '../config/settings.js';
import { Clock } from '../kernel/clock.js';
import { AccountService } from '../messages/account.service.js';
import { ContactService } from '../messages/contact.service.js';
import type { ChannelPerson } from '../messages/messages.types.js';
import { markIn } from '../messages/remark.rules.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { pause } from './deadline.js';
import { personOf } from './inbound/message-mapper.js';
import { nameOf } from './wechaty-ear.js';

const RETRY_MS = 1_000;

/** Puts on record how the account stands and, after a login, under which new ids people are there. In order. */
@Injectable()
export class AccountRecorder {
  private readonly logger = new Logger('Channel');
  private readonly stopped = new AbortController();
  private records: Promise<void> = Promise.resolve();

  constructor(
    private readonly accounts: AccountService,
    private readonly contacts: ContactService,
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  absent(): Promise<void> {
    const { channel } = this.settings;
    const now = this.clock.now();
    return this.record(() =>
      this.unitOfWork.run((tx) => this.accounts.absent(tx, channel, channel, now)),
    );
  }

  /** Another process has the account; its record is not ours to write. */
  standBy(): void {
    this.accounts.standBy(this.settings.channel, this.clock.now());
  }

  /** Why the account cannot be started, once it is on record as absent. */
  refused(fault: string): Promise<void> {
    return this.record(async () => this.accounts.refused(this.settings.channel, fault));
  }

  loggedOut(): Promise<void> {
    const { channel } = this.settings;
    const now = this.clock.now();
    return this.record(() =>
      this.unitOfWork.run((tx) => this.accounts.loggedOut(tx, channel, channel, now)),
    );
  }

  /** Somebody is asked to scan a code; what the code says stays out of the record. */
  scanAsked(since: Date): Promise<void> {
    const { channel } = this.settings;
    return this.record(() =>
      this.unitOfWork.run((tx) => this.accounts.scanAsked(tx, channel, channel, since)),
    );
  }

  /** Resolves when the login is on record and everybody who carries our mark is known by the id of today. */
  loggedIn(bot: Wechaty, selfId: string): Promise<void> {
    const { channel } = this.settings;
    const now = this.clock.now();
    return this.record(async () => {
      await this.unitOfWork.run((tx) => this.accounts.loggedIn(tx, channel, channel, selfId, now));
      await this.renew(bot, now);
    });
  }

  /** Any sign of life. */
  heard(): void {
    this.accounts.heard(this.settings.channel, this.clock.now());
  }

  /** Resolves when everything so far is on record. */
  async settled(): Promise<void> {
    await this.records;
  }

  /** Gives up what could not be recorded: the process ends. */
  stop(): void {
    this.stopped.abort();
  }

  private async renew(bot: Wechaty, now: Date): Promise<void> {
    const marked = await this.markedPeople(bot);
    for (const person of marked) {
      await this.unitOfWork.run((tx) => this.contacts.meet(tx, this.settings.channel, person, now));
    }
  }

  /** People in whose remark our account keeps a mark. A gateway that lists no contacts only delays the recognition. */
  private async markedPeople(bot: Wechaty): Promise<ChannelPerson[]> {
    try {
      const contacts = await bot.Contact.findAll();
      const people = await Promise.all(contacts.map(personOf));
      return people.filter((person) => markIn(person.remark) !== undefined);
    } catch (cause) {
      this.logger.warn(`the contacts could not be listed: ${nameOf(cause)}`);
      return [];
    }
  }

  /** Records one thing after the other, each again and again while the database is away. */
  private record(step: () => Promise<void>): Promise<void> {
    this.records = this.records.then(() => this.insist(step));
    return this.records;
  }

  private async insist(step: () => Promise<void>): Promise<void> {
    for (let tries = 1; !this.stopped.signal.aborted; tries += 1) {
      try {
        return await step();
      } catch (cause) {
        if (tries === 1) this.logger.warn(`the account is not on record: ${nameOf(cause)}`);
        await pause(RETRY_MS, this.stopped.signal);
      }
    }
  }
}
