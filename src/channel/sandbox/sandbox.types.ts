/** Display name of our account in the make-believe WeChat; what a room mention and a quote call it. */
export const OUR_NAME = '小邻';

/** A file that somebody sent; its bytes are read with `SandboxFiles.chunk`. */
export interface SandboxFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** Where the bytes of a file to be sent come from. `zeros` makes that many zero bytes without holding them in memory. */
export type SandboxSource = { readonly name: string; readonly mediaType?: string } & (
  | { readonly bytes: Uint8Array }
  | { readonly path: string }
  | { readonly zeros: number }
);

/** What is quoted above a text. */
export interface SandboxQuote {
  readonly name: string;
  readonly text: string;
}

type Media<F> =
  | ({ readonly kind: 'picture' } & F)
  | ({ readonly kind: 'voice'; readonly seconds: number } & F)
  | ({ readonly kind: 'video' } & F)
  | ({ readonly kind: 'file' } & F);

type Plain =
  | { readonly kind: 'text'; readonly text: string; readonly quote?: SandboxQuote }
  /** Coordinates are GCJ-02. */
  | {
      readonly kind: 'location';
      readonly lng: number;
      readonly lat: number;
      readonly name: string;
      readonly address: string;
    }
  | {
      readonly kind: 'link';
      readonly title: string;
      readonly description: string;
      readonly url: string;
    }
  | { readonly kind: 'mini-program'; readonly title: string }
  /** A forwarded chat record (聊天记录). */
  | {
      readonly kind: 'chat-record';
      readonly title: string;
      readonly lines: readonly SandboxQuote[];
    }
  | { readonly kind: 'contact-card'; readonly personKey: string; readonly name: string }
  | { readonly kind: 'sticker' }
  | { readonly kind: 'money'; readonly of: 'transfer' | 'red-envelope' }
  /** A voice or video call that nobody took. */
  | { readonly kind: 'call' }
  | { readonly kind: 'recall'; readonly of: string }
  /** A message as Wechaty numbers it, for what no other kind covers and for hand-made bad payloads. */
  | { readonly kind: 'raw'; readonly type: number; readonly text: string };

/** What a message says, as the network keeps it. */
export type SandboxContent = Plain | Media<{ readonly file: SandboxFile }>;

/** What a phone says: as `SandboxContent`, but files come with their bytes. */
export type SandboxSaid = Plain | Media<{ readonly source: SandboxSource }>;

/** Somebody with a phone. `key` never changes; `channelId` is today's. */
export interface SandboxPerson {
  readonly key: string;
  readonly channelId: string;
  /** WeChat number (微信号); undefined = the channel does not tell it. */
  readonly handle?: string;
  readonly displayName: string;
  /** Whether our account and this person are friends. */
  readonly isFriend: boolean;
  /** The remark (备注) that our account keeps; empty = none. */
  readonly remark: string;
}

export interface SandboxRoom {
  readonly key: string;
  readonly channelId: string;
  readonly topic: string;
  /** People in the room; our account is always one more. */
  readonly memberKeys: readonly string[];
}

/** A message on somebody's phone. */
export interface SandboxMessage {
  readonly id: string;
  /** Whether our account sent it. */
  readonly fromUs: boolean;
  /** The other end of a private talk; in a room the one who spoke, undefined when we did. */
  readonly personKey?: string;
  readonly roomKey?: string;
  /** ISO instant. */
  readonly sentAt: string;
  readonly content: SandboxContent;
  readonly mentionsUs?: boolean;
  readonly isRecalled?: boolean;
}

/** `down`: the connection is lost, what is said meanwhile is never heard. `logged-out`: the account left WeChat. */
export type SandboxAccountState = 'online' | 'down' | 'logged-out';

/** What happens on the phones, for whoever shows or checks them. */
export type SandboxPhoneEvent =
  | { readonly type: 'message'; readonly message: SandboxMessage }
  | { readonly type: 'recalled'; readonly messageId: string }
  | { readonly type: 'account'; readonly state: SandboxAccountState }
  /** People, rooms, remarks, friendships or ids changed. */
  | { readonly type: 'directory' };

/** A request to become friends. */
export interface SandboxFriendRequest {
  readonly id: string;
  readonly personKey: string;
  readonly hello: string;
  readonly isAccepted: boolean;
}

/** Everything a network remembers, as plain JSON. */
export interface SandboxSnapshot {
  readonly selfId: string;
  readonly state: SandboxAccountState;
  readonly people: readonly SandboxPerson[];
  readonly rooms: readonly SandboxRoom[];
  readonly requests: readonly SandboxFriendRequest[];
  readonly messages: readonly SandboxMessage[];
}
