import { Injectable } from '@nestjs/common';
import { type Message, types, type Wechaty } from 'wechaty';
import type { MessageContent } from '../../messages/messages.types.js';
import { kindLabel } from '../channel.texts.js';
import { readChatRecord, typedChatRecord } from './chat-record.rules.js';
import { readLocation } from './location-reader.js';
import { isOurs, MediaReader } from './media-reader.js';
import {
  cardName,
  isCallNote,
  isSystemNote,
  locationIn,
  voiceSeconds,
} from './wechat-note.rules.js';
import { isXml } from './wechat-xml.rules.js';

type MediaKind = 'picture' | 'voice' | 'video' | 'file';

const MEDIA: Readonly<Partial<Record<types.Message, MediaKind>>> = {
  [types.Message.Image]: 'picture',
  [types.Message.Audio]: 'voice',
  [types.Message.Video]: 'video',
  [types.Message.Attachment]: 'file',
};

/** What a message says, read through Wechaty for whichever puppet. */
@Injectable()
export class ContentReader {
  constructor(private readonly media: MediaReader) {}

  /**
   * Undefined for notes of WeChat itself. A message that cannot be read as the kind it claims to be is `unknown`: it is
   * answered, never lost.
   * @throws OperationalError `database.…` while a file cannot be kept
   * @param words the message's text without quote and mention
   */
  async read(
    bot: Wechaty,
    message: Message,
    words: string,
    quote?: string,
  ): Promise<MessageContent | undefined> {
    try {
      return await this.readAs(bot, message, words, quote);
    } catch (cause) {
      if (isOurs(cause)) throw cause;
      return unknown(message.type());
    }
  }

  private async readAs(
    bot: Wechaty,
    message: Message,
    words: string,
    quote: string | undefined,
  ): Promise<MessageContent | undefined> {
    const type = message.type();
    const mediaKind = MEDIA[type];
    if (quote !== undefined || type === types.Message.Text) return textContent(words, quote);
    if (mediaKind) return this.readMedia(message, mediaKind);
    if (type === types.Message.Unknown) return unknownContent(message.text());
    return readRest(bot, message);
  }

  private async readMedia(message: Message, of: MediaKind): Promise<MessageContent> {
    const read = await this.media.read(message, of);
    if ('fault' in read) return { kind: 'media-fault', of, fault: read.fault, name: read.name };
    const { media, name } = read;
    if (of === 'file') return { kind: of, media, name };
    if (of !== 'voice') return { kind: of, media };
    return { kind: of, media, seconds: voiceSeconds(message.text()) ?? read.seconds };
  }
}

function textContent(words: string, quote: string | undefined): MessageContent {
  if (quote !== undefined) return { kind: 'text', text: words, quote };
  if (isCallNote(words)) return { kind: 'missed-call' };
  const record = typedChatRecord(words);
  return record ? { kind: 'chat-record', ...record } : { kind: 'text', text: words };
}

function unknownContent(text: string): MessageContent | undefined {
  if (isCallNote(text)) return { kind: 'missed-call' };
  if (isSystemNote(text)) return undefined;
  // Some puppets give no kind to what is plainly a text.
  return text.trim() && !isXml(text) ? { kind: 'text', text } : unknown(types.Message.Unknown);
}

async function readRest(bot: Wechaty, message: Message): Promise<MessageContent> {
  switch (message.type()) {
    case types.Message.Location: {
      const place = (await readLocation(bot, message.id)) ?? locationIn(message.text());
      return place ? { kind: 'location', ...place } : unknown(types.Message.Location);
    }
    case types.Message.Url: {
      const link = await message.toUrlLink();
      return {
        kind: 'link',
        title: link.title(),
        description: link.description() ?? '',
        url: link.url(),
      };
    }
    case types.Message.MiniProgram:
      return { kind: 'mini-program', title: (await message.toMiniProgram()).title() ?? '' };
    case types.Message.ChatHistory:
      return { kind: 'chat-record', ...readChatRecord(message.text()) };
    case types.Message.Contact:
      return { kind: 'contact-card', name: await nameOnCard(message) };
    case types.Message.Emoticon:
      return { kind: 'sticker' };
    case types.Message.Transfer:
    case types.Message.RedEnvelope:
      return { kind: 'money' };
    case types.Message.Recalled:
      return { kind: 'recall', of: message.text() };
    default:
      return unknown(message.type());
  }
}

async function nameOnCard(message: Message): Promise<string> {
  const written = cardName(message.text());
  return written ?? (await message.toContact()).name();
}

function unknown(type: types.Message): MessageContent {
  return { kind: 'unknown', label: kindLabel(types.Message[type] ?? '') };
}
