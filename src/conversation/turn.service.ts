import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/errors.js';
import { InboxService } from '../messages/inbox.service.js';
import {
  type HeardMessage,
  MessageNotNextError,
  MessageTakenError,
} from '../messages/inbox.types.js';
import { InboxHandler } from '../messages/inbox-handler.port.js';
import { OutboxService } from '../messages/outbox.service.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import type { Enquiry } from '../understanding/advice/advice.types.js';
import { ContentTurnService } from './content-turn.service.js';
import { AdviceWanted } from './doubt.service.js';
import { refusalWords } from './texts/refusal.texts.js';
import type { Consulted, Turn } from './turn.js';
import { TurnEdge, TurnLoader } from './turn-loader.service.js';

/**
 * The mark that a message was handled, what it changed and what is said about it are committed together or not at all.
 * Messages of different people may share the transaction.
 */
@Injectable()
export class TurnService extends InboxHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inbox: InboxService,
    private readonly outbox: OutboxService,
    private readonly loader: TurnLoader,
    private readonly contents: ContentTurnService,
    private readonly edge: TurnEdge,
  ) {
    super();
  }

  /** @throws whatever went wrong; the transaction is rolled back and the inbox tries again */
  async handle(message: HeardMessage): Promise<void> {
    try {
      await this.attempt(message);
    } catch (error) {
      if (!(error instanceof AdviceWanted)) throw error;
      await this.attemptAdvised(message, error.enquiry);
    }
    await this.edge.crashPoints.reach('turn-committed');
  }

  /**
   * What the turns wait for is fetched for all together; then each runs to its end before the next begins, so that it
   * finds what those before it left. A refusal is answered when the message comes alone.
   */
  async handleTogether(messages: readonly HeardMessage[]): Promise<void> {
    const now = this.edge.clock.now();
    await this.unitOfWork.run((tx) => this.perform(tx, messages, now, (turn) => this.answer(turn)));
    for (const _ of messages) await this.edge.crashPoints.reach('turn-committed');
  }

  /** After the last try: one apology, and a person is shown what was said. */
  async giveUp(message: HeardMessage): Promise<void> {
    const now = this.edge.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await this.inbox.markFailed(tx, message);
      this.outbox.write(tx, await this.loader.apologies(tx, message), now);
    });
  }

  private async attempt(message: HeardMessage, consulted?: Consulted): Promise<void> {
    try {
      await this.run(message, (turn) => this.answer(turn), consulted);
    } catch (error) {
      if (!(error instanceof DomainError) || isInboxError(error)) throw error;
      await this.run(message, (turn) => turn.reply(refusalWords(error.code)));
    }
  }

  /** Nothing of the first attempt is left: the model is waited for with no transaction open and nobody's lock held. */
  private async attemptAdvised(message: HeardMessage, enquiry: Enquiry): Promise<void> {
    const { doubts, clock } = this.edge;
    const until = doubts.patientUntil(clock.now());
    await this.unitOfWork.autocommit((tx) => this.inbox.putOff(tx, message, until));
    const consulted = await doubts.consult(enquiry);
    try {
      await this.attempt(message, consulted);
    } finally {
      await doubts.conclude(consulted);
    }
  }

  private async run(
    message: HeardMessage,
    work: (turn: Turn) => Promise<void> | void,
    consulted?: Consulted,
  ): Promise<void> {
    const now = this.edge.clock.now();
    await this.unitOfWork.run((tx) =>
      this.perform(tx, [message], now, (turn) => {
        turn.consulted = consulted;
        return work(turn);
      }),
    );
  }

  private async perform(
    tx: Tx,
    messages: readonly HeardMessage[],
    now: Date,
    work: (turn: Turn) => Promise<void> | void,
  ): Promise<void> {
    const turns = await this.begin(tx, messages, now);
    for (const turn of turns) {
      await work(turn);
      await this.edge.doubts.lookAgainAt(turn);
    }
    this.end(tx, turns, now);
  }

  /** The mark goes first and holds each person's lock; what is loaded behind it travels with it. */
  private async begin(tx: Tx, messages: readonly HeardMessage[], now: Date): Promise<Turn[]> {
    const marked = this.inbox.markHandled(tx, ...messages);
    const [turns] = await Promise.all([this.loader.load(tx, messages, now), marked]);
    return turns;
  }

  private end(tx: Tx, turns: readonly Turn[], now: Date): void {
    this.outbox.write(
      tx,
      turns.flatMap((turn) => turn.messages),
      now,
    );
    for (const turn of turns) if (turn.isElsewhere) this.loader.save(turn);
  }

  private async answer(turn: Turn): Promise<void> {
    const { room, content } = turn.heard.message;
    // Neighbours talking among themselves are none of our business; only who names us is answered, in private.
    if (room && !room.mentionsUs) return;
    await this.contents.answer(turn, content);
  }
}

/** The inbox's own refusals (already handled, not next) are the worker's to deal with. */
function isInboxError(error: DomainError): boolean {
  return error instanceof MessageTakenError || error instanceof MessageNotNextError;
}
