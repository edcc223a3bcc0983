/** A file kept in the media store, named by its content. */
export interface MediaRef {
  /** SHA-256 of what is kept (after location data was taken out of a picture), hexadecimal. */
  readonly sha256: string;
  /** IANA media type as recognised from the content, not as claimed. */
  readonly mediaType: string;
  readonly bytes: number;
}

/** What the channel says of the person who wrote. Everything but `channelId` may be missing or change at any time. */
export interface ChannelPerson {
  /** The channel's id of today; web channels give a new one at every login. */
  readonly channelId: string;
  /** WeChat number (微信号) where the channel tells it; survives a re-login. */
  readonly handle?: string;
  /** The remark (备注) that our account keeps for this person; carries the mark we wrote; survives a re-login. */
  readonly remark?: string;
  /** The name the person chose; never identifies anybody. */
  readonly displayName: string;
}

/** Where in a room a message was said. */
export interface ChannelRoom {
  readonly channelId: string;
  readonly topic: string;
  /** Whether the message names our account (@小邻). */
  readonly mentionsUs: boolean;
}

/** One entry of a forwarded chat record (聊天记录). */
export interface ForwardedLine {
  readonly name: string;
  readonly text: string;
}

/** Why a file that somebody sent was not kept. */
export type MediaFault = 'too-large' | 'unreadable' | 'unavailable';

/** What was said, whatever its kind. */
export type MessageContent =
  /** `clipped`: how many characters beyond the limit of one text were cut off. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly quote?: string;
      readonly clipped?: number;
    }
  | { readonly kind: 'picture'; readonly media: MediaRef }
  | { readonly kind: 'voice'; readonly media: MediaRef; readonly seconds?: number }
  | { readonly kind: 'video'; readonly media: MediaRef }
  | { readonly kind: 'file'; readonly media: MediaRef; readonly name: string }
  | {
      readonly kind: 'media-fault';
      readonly of: 'picture' | 'voice' | 'video' | 'file';
      readonly fault: MediaFault;
      readonly name?: string;
    }
  /** Coordinates are GCJ-02, as WeChat sends them. */
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
  | {
      readonly kind: 'chat-record';
      readonly title: string;
      readonly lines: readonly ForwardedLine[];
    }
  | { readonly kind: 'contact-card'; readonly name: string }
  | { readonly kind: 'sticker' }
  | { readonly kind: 'money' }
  /** `of`: the channel's id of the message that was taken back. */
  | { readonly kind: 'recall'; readonly of: string }
  /** The friend request was already accepted by the channel; `hello` is what the person wrote with it. */
  | { readonly kind: 'friend-request'; readonly hello: string }
  | { readonly kind: 'missed-call' }
  | { readonly kind: 'unknown'; readonly label: string };

/** One message as the channel heard it; plain data, no Wechaty object. */
export interface InboundMessage {
  /** Which of our accounts heard it. */
  readonly accountId: string;
  /** The channel's id of the message; with `accountId` it decides what is a duplicate. */
  readonly channelMessageId: string;
  readonly from: ChannelPerson;
  readonly room?: ChannelRoom;
  /** When the channel says it was written; may be wrong, never used for deadlines. */
  readonly sentAt: Date;
  readonly content: MessageContent;
}

/** What we send. A transcript sees them as text, `[图片 …]`, `[文件 …]`, `[名片 …]`, `[语音 …]`. */
export type OutboundContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'picture'; readonly media: MediaRef }
  | { readonly kind: 'voice'; readonly media: MediaRef; readonly seconds?: number }
  | { readonly kind: 'video'; readonly media: MediaRef }
  | { readonly kind: 'file'; readonly media: MediaRef; readonly name: string }
  /** The contact card (名片) of somebody our account knows. */
  | { readonly kind: 'contact-card'; readonly contactId: string; readonly name: string };

/** How urgently a message leaves; lower first. Emergencies and replies are never queued behind notices. */
export const PRIORITY = { emergency: 0, reply: 1, push: 2, notice: 3 } as const;
export type Priority = keyof typeof PRIORITY;

/** A row to be written to the outbox in the transaction of the fact it tells. */
export interface OutboundMessage {
  /** Community whose business it is; the contact's own account sends it. */
  readonly communityId: string;
  /** Our own id of the recipient (`contact.id`). */
  readonly contactId: string;
  readonly content: OutboundContent;
  readonly priority: Priority;
  /** Number of the case it speaks of; lets a quoted or following message find its case. */
  readonly caseNumber?: string;
  /** At most one row with the same key is ever written in a community. */
  readonly dedupeKey?: string;
  /** Not sent before this instant; undefined = at once. */
  readonly notBefore?: Date;
}
