import type { ScanNews } from '../login-scan.rules.js';
import type { SandboxMessage } from './sandbox.types.js';

/** Our account cannot send: the connection is down or the account is logged out. */
export class SandboxAwayError extends Error {
  override readonly name = 'SandboxAwayError';
  constructor() {
    super('sandbox: the channel is away');
  }
}

/** What the make-believe WeChat tells the service that runs our account. */
export type SandboxAccountEvent =
  | { readonly type: 'login'; readonly selfId: string }
  | { readonly type: 'logout'; readonly reason: 'logged-out' | 'connection-lost' }
  | ({ readonly type: 'scan' } & ScanNews)
  | { readonly type: 'message'; readonly id: string }
  | { readonly type: 'friend-request'; readonly id: string };

/** A contact as our account sees it. */
export interface SandboxContactView {
  readonly id: string;
  readonly name: string;
  readonly handle?: string;
  readonly remark: string;
  readonly isFriend: boolean;
}

export interface SandboxRoomView {
  readonly id: string;
  readonly topic: string;
  readonly memberIds: readonly string[];
}

/** A message as our account sees it; ids are today's. `cardId`: whose contact card it carries. */
export interface SandboxMessageView {
  readonly id: string;
  readonly talkerId: string;
  readonly listenerId?: string;
  readonly roomId?: string;
  readonly mentionIds: readonly string[];
  readonly sentAt: string;
  readonly content: SandboxMessage['content'];
  readonly cardId?: string;
}

/** What our account sends. */
export type SandboxSending =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly mediaType: string;
      readonly base64: string;
      readonly seconds?: number;
    }
  | { readonly kind: 'contact-card'; readonly contactId: string }
  | {
      readonly kind: 'link';
      readonly title: string;
      readonly description: string;
      readonly url: string;
    }
  | { readonly kind: 'mini-program'; readonly title: string }
  | {
      readonly kind: 'location';
      readonly lng: number;
      readonly lat: number;
      readonly name: string;
      readonly address: string;
    };

/** Everything our account can change in a room. */
export type SandboxRoomChange =
  | { readonly type: 'topic'; readonly topic: string }
  | { readonly type: 'add'; readonly contactIds: readonly string[] }
  | { readonly type: 'remove'; readonly contactIds: readonly string[] }
  | { readonly type: 'quit' };

/**
 * The make-believe WeChat as the sandbox puppet reaches it: in the same process (`LocalSandboxServer`), or in the parent
 * process over a wire (`RemoteSandboxServer`). Also the injection token. Unknown ids reject with a plain Error.
 */
export abstract class SandboxServer {
  /** Starts the account's session; from now on events reach the listener. @returns the id when it is logged in */
  abstract attach(listener: (event: SandboxAccountEvent) => void): Promise<string | undefined>;
  abstract detach(): Promise<void>;
  abstract self(): Promise<SandboxContactView>;
  abstract contactIds(): Promise<string[]>;
  abstract contact(id: string): Promise<SandboxContactView>;
  abstract keepRemark(contactId: string, remark: string): Promise<void>;
  abstract roomIds(): Promise<string[]>;
  abstract room(id: string): Promise<SandboxRoomView>;
  abstract createRoom(contactIds: readonly string[], topic: string): Promise<string>;
  abstract changeRoom(roomId: string, change: SandboxRoomChange): Promise<void>;
  abstract message(id: string): Promise<SandboxMessageView>;
  /** Bytes of a file from the offset, at most `length`; empty at the end. */
  abstract fileChunk(fileId: string, offset: number, length: number): Promise<Buffer>;
  /** @throws SandboxAwayError @returns the id of the message */
  abstract send(conversationId: string, sending: SandboxSending): Promise<string>;
  /** Sends a message that our account has once more to somebody. @throws SandboxAwayError */
  abstract forward(conversationId: string, messageId: string): Promise<string>;
  /** @returns false when it is not ours to take back */
  abstract recall(messageId: string): Promise<boolean>;
  abstract friendRequest(id: string): Promise<{ contactId: string; hello: string }>;
  abstract acceptFriend(requestId: string): Promise<void>;
  abstract requestFriend(contactId: string, hello: string): Promise<void>;
  abstract contactByHandle(handle: string): Promise<string | undefined>;
  /** The account leaves WeChat, as if a person had pressed 退出登录. */
  abstract logout(): Promise<void>;
}
