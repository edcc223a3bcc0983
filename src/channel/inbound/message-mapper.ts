import { Injectable } from '@nestjs/common';
import { type Contact, type Message, types, type Wechaty } from 'wechaty';
import { Settings } from '../../config/settings.js';
import { Clock } from '../../kernel/clock.js';
import type { ChannelPerson, ChannelRoom, InboundMessage } from '../../messages/messages.types.js';
import { ContentReader } from './content-reader.js';
import { mentions, withoutMention } from './mention.rules.js';
import { splitQuote } from './quote.rules.js';
import { isXml } from './wechat-xml.rules.js';

/** Our account in its present login; asked of Wechaty at the login, since after a logout it knows no more. */
export interface OurAccount {
  readonly id: string;
  readonly name: string;
}

/** Turns what Wechaty heard into the plain messages of the house. */
@Injectable()
export class MessageMapper {
  constructor(
    private readonly content: ContentReader,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /**
   * Undefined for what is not meant for us: our own messages, official accounts, notes of WeChat itself, and talk in a
   * room that neither names nor quotes us (what neighbours tell each other is not ours to keep).
   */
  async map(bot: Wechaty, us: OurAccount, message: Message): Promise<InboundMessage | undefined> {
    const talkerId = message.talker().id;
    if (talkerId === us.id) return undefined;
    const talker = (await bot.Contact.find({ id: talkerId })) ?? message.talker();
    if (isOfficial(talker)) return undefined;
    const ourName = us.name;
    const split = splitQuote(message.text(), ourName);
    const quotesUs = split.quotedName !== undefined && split.quotedName === ourName;
    const room = await this.roomOf(message, ourName, quotesUs);
    if (room && !room.mentionsUs && message.type() !== types.Message.Recalled) return undefined;
    const words = room ? withoutMention(split.text, ourName) : split.text;
    const content = await this.content.read(bot, message, words, split.quote);
    if (!content) return undefined;
    return {
      accountId: this.settings.channel,
      channelMessageId: message.id,
      from: await personOf(talker),
      room,
      sentAt: this.sentAt(message),
      content,
    };
  }

  private async roomOf(
    message: Message,
    ourName: string,
    quotesUs: boolean,
  ): Promise<ChannelRoom | undefined> {
    const room = message.room();
    if (!room) return undefined;
    const named = !isXml(message.text()) && mentions(message.text(), ourName);
    const mentionsUs = quotesUs || named || (await message.mentionSelf().catch(() => false));
    const topic = mentionsUs ? await room.topic().catch(() => '') : '';
    return { channelId: room.id, topic, mentionsUs };
  }

  private sentAt(message: Message): Date {
    const claimed = message.date();
    return Number.isFinite(claimed.getTime()) ? claimed : this.clock.now();
  }
}

/** What the channel says of somebody; a contact whose card cannot be had is known by id alone. */
export async function personOf(contact: Contact): Promise<ChannelPerson> {
  const remark = await contact.alias().catch(() => undefined);
  const handle = contact.handle();
  return {
    channelId: contact.id,
    handle: handle && handle !== contact.id ? handle : undefined,
    remark: remark || undefined,
    displayName: contact.name(),
  };
}

function isOfficial(talker: Contact): boolean {
  return talker.isReady() && talker.type() === types.Contact.Official;
}
