import type { OutboundContent } from './messages.types.js';

/** The channel cannot send at all just now (gateway away, logged out). Nobody's fault: no attempt is counted. */
export class ChannelAwayError extends Error {
  override readonly name = 'ChannelAwayError';
}

/** Where a message goes: the channel's ids of today. */
export interface SendTarget {
  readonly accountId: string;
  readonly channelId: string;
}

/** What the dispatcher sends through; `channel` implements and binds it. */
export abstract class MessageSender {
  /**
   * Sends one message and resolves when the channel took it.
   * @returns the channel's id of the message where it gives one; nothing depends on it
   * @throws ChannelAwayError when nothing can be sent at present; any other error counts as a failed attempt
   */
  abstract send(target: SendTarget, content: OutboundContent): Promise<string | undefined>;

  /** The remark (备注) to keep for a contact, so that the person is found again after a re-login. Best effort. */
  abstract keepRemark(target: SendTarget, remark: string): Promise<void>;

  /** Whether the account can send now. */
  abstract isReady(accountId: string): boolean;
}
