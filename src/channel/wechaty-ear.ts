import { Injectable, Logger } from '@nestjs/common';
import { type Message, types, type Wechaty } from 'wechaty';
import { Settings } from '../config/settings.js';
import { Clock } from '../kernel/clock.js';
import { OperationalError } from '../kernel/errors.js';
import { InboxService } from '../messages/inbox.service.js';
import { KeyedQueue } from '../messages/keyed-queue.js';
import type { InboundMessage } from '../messages/messages.types.js';
import { patiently, pause, within } from './deadline.js';
import { MessageMapper, type OurAccount, personOf } from './inbound/message-mapper.js';

/** How long one gateway call for a message may take, and pauses between tries to get it. */
const LOAD_PATIENCE_MS = 20_000;
const LOAD_PAUSES_MS = [200, 1_000, 3_000];
/** How long a message that is slow to load holds up the order of those that came after it. */
const ORDER_PATIENCE_MS = 5_000;
/** Pauses between tries to store, then again and again for as long as the database is away. */
const STORE_PAUSES_MS = [100, 500, 2_000];
const LAST_STORE_PAUSE_MS = 5_000;
/** Tries to store a message when it is not the database that fails but the storing of this message. */
const STORE_TRIES = 5;

/** A bot that is listened to, and whom it is logged in as. */
export interface Listening {
  readonly bot: Wechaty;
  us(): Promise<OurAccount>;
}

/**
 * Hears what reaches our account and has it stored: each person's messages in the order they came, people side by side,
 * a large file of one never in the way of another. It listens for the puppet's ids and loads the messages itself:
 * Wechaty's own `message` event is simply left out when a message cannot be loaded at once.
 */
@Injectable()
export class WechatyEar {
  private readonly logger = new Logger('Channel');
  private readonly queue = new KeyedQueue();
  private readonly inFlight = new Set<Promise<void>>();
  private readonly stopped = new AbortController();
  private arrivals: Promise<unknown> = Promise.resolve();
  private isClosed = false;

  constructor(
    private readonly mapper: MessageMapper,
    private readonly inbox: InboxService,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  listen(listening: Listening): void {
    const { puppet } = listening.bot;
    puppet.on('message', ({ messageId }) => this.arrived(listening, messageId));
    puppet.on('friendship', ({ friendshipId }) => {
      if (!this.isClosed) this.track(this.befriend(listening, friendshipId));
    });
  }

  /** Takes nothing more; what arrived before is still loaded and stored. */
  close(): void {
    this.isClosed = true;
  }

  /** How many of those that arrived are not stored yet. */
  get waiting(): number {
    return this.inFlight.size;
  }

  /** Whether everything that arrived so far is stored. */
  get isIdle(): boolean {
    return this.inFlight.size === 0;
  }

  /** Resolves when everything that arrived so far is stored. */
  async idle(): Promise<void> {
    while (!this.isIdle) await Promise.all(this.inFlight);
  }

  /** Gives up what could not be stored yet: the process ends. */
  stop(): void {
    this.stopped.abort();
  }

  private arrived(listening: Listening, messageId: string): void {
    if (this.isClosed) return;
    const loading = this.load(listening.bot, messageId);
    const placed = this.arrivals.then(() => patiently(ORDER_PATIENCE_MS, loading));
    this.arrivals = placed;
    this.track(
      placed.then(async () => {
        const message = await loading;
        if (!message) return;
        await this.queue.run(message.talker().id, () => this.hear(listening, message));
      }),
    );
  }

  private async load(bot: Wechaty, id: string): Promise<Message | undefined> {
    for (const pauseMs of [...LOAD_PAUSES_MS, undefined]) {
      const search = Promise.resolve(bot.Message.find({ id }));
      const message = await within(LOAD_PATIENCE_MS, 'a message', search).catch(() => undefined);
      if (message) return message;
      if (pauseMs === undefined || this.stopped.signal.aborted) break;
      await pause(pauseMs, this.stopped.signal);
    }
    this.logger.warn('the gateway announced a message that it does not have');
    return undefined;
  }

  private async hear(listening: Listening, message: Message): Promise<void> {
    const us = await listening.us();
    const mapped = await this.insist(() => this.mapper.map(listening.bot, us, message));
    if (mapped) await this.insist(() => this.inbox.hear(mapped));
  }

  /** Tries again for as long as something outside is at fault, a few times when it is the message. */
  private async insist<T>(work: () => Promise<T>, tries = 1): Promise<T | undefined> {
    try {
      return await work();
    } catch (cause) {
      if (this.stopped.signal.aborted) return undefined;
      if (tries === 1) this.logger.warn(`a message could not be stored: ${nameOf(cause)}`);
      if (tries >= STORE_TRIES && !(cause instanceof OperationalError)) throw cause;
    }
    await pause(STORE_PAUSES_MS[tries - 1] ?? LAST_STORE_PAUSE_MS, this.stopped.signal);
    return this.insist(work, tries + 1);
  }

  /** Everybody who asks becomes a friend: a resident must be able to write at once. */
  private async befriend({ bot }: Listening, id: string): Promise<void> {
    const friendship = bot.Friendship.load(id);
    await within(LOAD_PATIENCE_MS, 'a friend request', friendship.ready());
    if (friendship.type() !== types.Friendship.Receive) return;
    await within(LOAD_PATIENCE_MS, 'a friend request', friendship.accept());
    const contact = friendship.contact();
    const from = await personOf(contact);
    const heard: InboundMessage = {
      accountId: this.settings.channel,
      channelMessageId: `friendship-${id}`,
      from,
      sentAt: this.clock.now(),
      content: { kind: 'friend-request', hello: friendship.hello() },
    };
    await this.queue.run(contact.id, () => this.insist(() => this.inbox.hear(heard)));
  }

  /** Nothing that goes wrong with one message may reach Node as an unhandled rejection. */
  private track(work: Promise<void>): void {
    const safe = work
      .catch((cause: unknown) => this.logger.error(`a message was lost: ${nameOf(cause)}`))
      .finally(() => this.inFlight.delete(safe));
    this.inFlight.add(safe);
  }
}

/** Class and code of an error: all of it that is safe to log. */
export function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  return 'code' in cause && cause.code !== undefined
    ? `${cause.name} ${String(cause.code)}`
    : cause.name;
}
