import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { FileBox, type FileBoxInterface } from 'file-box';
import type { Contact, Sayable } from 'wechaty';
import { OperationalError } from '../kernel/errors.js';
import { ContactService } from '../messages/contact.service.js';
import { MediaStore } from '../messages/media/media-store.service.js';
import {
  ChannelAwayError,
  MessageSender,
  type SendTarget,
} from '../messages/message-sender.port.js';
import type { OutboundContent } from '../messages/messages.types.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ChannelSupervisor } from './channel-supervisor.js';
import { within } from './deadline.js';
import { fileNameOf } from './outbound/file-name.rules.js';
import { isConnectionLoss } from './puppet-error.js';

/** How long a remark may take; Wechaty waits 5 s for its own echo of the change. */
const REMARK_PATIENCE_MS = 20_000;

/**
 * Files up to this size are handed over whole, as base64: puppet-service loses the length of a voice note that is a
 * stream, and cannot send a buffer that is small.
 */
const IN_MEMORY_BYTES = 1024 * 1024;

/** Sends through Wechaty, for whichever puppet. The transmitter limits how long a send may take. */
@Injectable()
export class WechatySender extends MessageSender {
  constructor(
    private readonly supervisor: ChannelSupervisor,
    private readonly store: MediaStore,
    private readonly contacts: ContactService,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super();
  }

  isReady(accountId: string): boolean {
    return this.supervisor.botOf(accountId) !== undefined;
  }

  async send(target: SendTarget, content: OutboundContent): Promise<string | undefined> {
    try {
      const contact = await this.contactOf(target, target.channelId);
      const sayable = await this.sayable(target, content);
      // A puppet that gives no id for what it sent gives no message either.
      return (await contact.say(sayable))?.id;
    } catch (cause) {
      throw this.explained(target, cause);
    }
  }

  async keepRemark(target: SendTarget, remark: string): Promise<void> {
    const bot = this.botOf(target);
    const keeping = async () => {
      const contact = await bot.Contact.find({ id: target.channelId });
      if (!contact || (await contact.alias()) === remark) return contact !== undefined;
      await contact.alias(remark);
      return (await contact.alias()) === remark;
    };
    const isKept = await within(REMARK_PATIENCE_MS, 'a remark', keeping()).catch((cause) => {
      throw this.explained(target, cause);
    });
    if (!isKept) throw new OperationalError('channel.remark-refused', 'the remark was not kept');
  }

  private botOf(target: SendTarget) {
    const bot = this.supervisor.botOf(target.accountId);
    if (!bot) throw new ChannelAwayError('the channel is away');
    return bot;
  }

  private async contactOf(target: SendTarget, channelId: string): Promise<Contact> {
    const contact = await this.botOf(target).Contact.find({ id: channelId });
    if (!contact)
      throw new OperationalError('channel.unknown-contact', 'the channel knows no such contact');
    return contact;
  }

  private async sayable(target: SendTarget, content: OutboundContent): Promise<Sayable> {
    if (content.kind === 'text') return content.text;
    if (content.kind !== 'contact-card') return this.box(content);
    const { contactId } = content;
    const known = await this.unitOfWork.autocommit((tx) => this.contacts.find(tx, contactId));
    return this.contactOf(target, known?.channelId ?? '');
  }

  private async box(
    content: Extract<OutboundContent, { media: unknown }>,
  ): Promise<FileBoxInterface> {
    const kept = await this.store.open(content.media.sha256);
    if (!kept) throw new OperationalError('channel.media-gone', 'the file is not in the store');
    const name = fileNameOf(content, kept.ref.mediaType);
    const box =
      kept.ref.bytes > IN_MEMORY_BYTES
        ? FileBox.fromStream(kept.stream(), name)
        : FileBox.fromBase64((await buffer(kept.stream())).toString('base64'), name);
    const seconds = content.kind === 'voice' ? content.seconds : undefined;
    if (seconds !== undefined) box.metadata = { voiceLength: Math.round(seconds * 1000) };
    return box;
  }

  /** What went wrong, without the words of the gateway: they may repeat the message. */
  private explained(target: SendTarget, cause: unknown): Error {
    if (!this.isReady(target.accountId) || isConnectionLoss(cause)) {
      return new ChannelAwayError('the channel is away');
    }
    if (cause instanceof OperationalError) return cause;
    return new OperationalError(
      'channel.send-refused',
      'the gateway refused to send',
      {},
      { cause },
    );
  }
}
