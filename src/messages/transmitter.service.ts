import { Injectable } from '@nestjs/common';
import { CrashPoints } from './crash-points.js';
import { MessageSender, type SendTarget } from './message-sender.port.js';
import type { OutboundContent } from './messages.types.js';

/** A send that has not answered by then counts as failed. Shorter than the lease of a claim (60 s). */
const SEND_DEADLINE_MS = 45_000;

/** The gateway did not answer in time: whether the message arrived is unknown. */
export class SendDeadlineError extends Error {
  override readonly name = 'SendDeadlineError';
}

/** The sender with a limit to its patience. */
@Injectable()
export class Transmitter {
  constructor(
    private readonly sender: MessageSender,
    private readonly crashPoints: CrashPoints,
  ) {}

  /** Whether the account can send now. */
  isReady(accountId: string): boolean {
    return this.sender.isReady(accountId);
  }

  /** @throws SendDeadlineError; whatever the sender throws */
  async send(target: SendTarget, content: OutboundContent): Promise<string | undefined> {
    const channelMessageId = await inTime(this.sender.send(target, content));
    await this.crashPoints.reach('sent-unmarked');
    return channelMessageId;
  }
}

async function inTime<T>(sent: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new SendDeadlineError()), SEND_DEADLINE_MS);
  });
  try {
    return await Promise.race([sent, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
