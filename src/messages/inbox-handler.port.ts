import type { HeardMessage } from './inbox.types.js';

/** What a heard message is given to; `conversation` implements and binds it. */
export abstract class InboxHandler {
  /**
   * Handles one message in a transaction of its own, whose first statement is `InboxService.markHandled`.
   * Whatever it throws is a failed try, but `MessageTakenError` and `MessageNotNextError`, which it lets pass.
   */
  abstract handle(message: HeardMessage): Promise<void>;

  /**
   * Handles messages of different people in one transaction, as if they had come one after the other: all or none.
   * Whatever it throws is no failed try of anybody; each is then given to `handle`.
   */
  abstract handleTogether(messages: readonly HeardMessage[]): Promise<void>;

  /**
   * After the last failed try, once: apologises to the person and tells somebody, in a transaction of its own whose
   * first statement is `InboxService.markFailed`.
   */
  abstract giveUp(message: HeardMessage): Promise<void>;
}
