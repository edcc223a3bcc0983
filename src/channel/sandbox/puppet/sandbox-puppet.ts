import { Readable } from 'node:stream';
import { FileBox, type FileBoxInterface } from 'file-box';
import { type payloads, throwUnsupportedError } from 'wechaty-puppet';
import type { SandboxFile } from '../sandbox.types.js';
import { claimedMediaType } from '../sandbox-files.js';
import type { SandboxMessageView, SandboxServer } from '../sandbox-server.js';
import { locationPayload, messagePayload } from './sandbox-payload.js';
import { SandboxPuppetRooms } from './sandbox-puppet-rooms.js';

/** Files up to this size travel inside the message about them, as over a puppet service. */
const INLINE_BYTES = 64 * 1024;
const CHUNK_BYTES = 256 * 1024;

/** A complete Wechaty puppet for one account of the make-believe WeChat. */
export class SandboxPuppet extends SandboxPuppetRooms {
  override async conversationReadMark(_conversationId: string, _hasRead?: boolean): Promise<void> {}

  override messageRawPayload(messageId: string): Promise<SandboxMessageView> {
    return this.server.message(messageId);
  }

  override async messageRawPayloadParser(view: SandboxMessageView): Promise<payloads.Message> {
    return messagePayload(view);
  }

  override async messageContact(messageId: string): Promise<string> {
    const { cardId } = await this.server.message(messageId);
    if (!cardId) throw new Error('sandbox: no contact card');
    return cardId;
  }

  override async messageFile(messageId: string): Promise<FileBoxInterface> {
    const { content } = await this.server.message(messageId);
    if (!('file' in content)) throw new Error('sandbox: no file');
    const box = await this.box(content.file);
    if (content.kind === 'voice') box.metadata = { voiceLength: content.seconds * 1000 };
    return box;
  }

  override messageImage(messageId: string): Promise<FileBoxInterface> {
    return this.messageFile(messageId);
  }

  override async messageMiniProgram(messageId: string): Promise<payloads.MiniProgram> {
    const { content } = await this.server.message(messageId);
    if (content.kind !== 'mini-program') throw new Error('sandbox: no mini program');
    return { title: content.title };
  }

  override async messageUrl(messageId: string): Promise<payloads.UrlLink> {
    const { content } = await this.server.message(messageId);
    if (content.kind !== 'link') throw new Error('sandbox: no link');
    const { title, description, url } = content;
    return { title, description, url };
  }

  override async messageLocation(messageId: string): Promise<payloads.Location> {
    return locationPayload((await this.server.message(messageId)).content);
  }

  override messageForward(conversationId: string, messageId: string): Promise<string> {
    return this.server.forward(conversationId, messageId);
  }

  override messageSendText(conversationId: string, text: string): Promise<string> {
    return this.server.send(conversationId, { kind: 'text', text });
  }

  override messageSendContact(conversationId: string, contactId: string): Promise<string> {
    return this.server.send(conversationId, { kind: 'contact-card', contactId });
  }

  override async messageSendFile(conversationId: string, box: FileBoxInterface): Promise<string> {
    const base64 = await box.toBase64();
    const length = Number(box.metadata.voiceLength ?? Number.NaN);
    return this.server.send(conversationId, {
      kind: 'file',
      name: box.name,
      mediaType: claimedMediaType(box.name),
      base64,
      seconds: Number.isFinite(length) ? length / 1000 : undefined,
    });
  }

  override messageSendLocation(
    conversationId: string,
    payload: payloads.Location,
  ): Promise<string> {
    const { longitude: lng, latitude: lat, name, address } = payload;
    return this.server.send(conversationId, { kind: 'location', lng, lat, name, address });
  }

  override messageSendMiniProgram(
    conversationId: string,
    payload: payloads.MiniProgram,
  ): Promise<string> {
    return this.server.send(conversationId, { kind: 'mini-program', title: payload.title ?? '' });
  }

  override messageSendUrl(conversationId: string, payload: payloads.UrlLink): Promise<string> {
    const { title, description = '', url } = payload;
    return this.server.send(conversationId, { kind: 'link', title, description, url });
  }

  override async messageSendPost(_conversationId: string, _post: payloads.Post): Promise<void> {
    return throwUnsupportedError('the sandbox has no posts');
  }

  override messageRecall(messageId: string): Promise<boolean> {
    return this.server.recall(messageId);
  }

  override async postPublish(_post: payloads.Post): Promise<void> {
    return throwUnsupportedError('the sandbox has no posts');
  }

  override async postRawPayload(_postId: string): Promise<never> {
    return throwUnsupportedError('the sandbox has no posts');
  }

  override async postRawPayloadParser(payload: payloads.Post): Promise<payloads.Post> {
    return payload;
  }

  override async postSearch(): Promise<{ response: string[] }> {
    return { response: [] };
  }

  override async tap(_postId: string): Promise<boolean> {
    return false;
  }

  override async tapSearch(_postId: string): Promise<{ response: Record<string, never> }> {
    return { response: {} };
  }

  private async box(file: SandboxFile): Promise<FileBoxInterface> {
    if (file.bytes > INLINE_BYTES) return FileBox.fromStream(chunks(this.server, file), file.name);
    const bytes = await this.server.fileChunk(file.id, 0, file.bytes);
    return FileBox.fromBase64(bytes.toString('base64'), file.name);
  }
}

/** The bytes of a file, asked for piece by piece as they are read. */
function chunks(server: SandboxServer, file: SandboxFile): Readable {
  async function* read() {
    let offset = 0;
    while (offset < file.bytes) {
      const chunk = await server.fileChunk(file.id, offset, CHUNK_BYTES);
      if (chunk.length === 0) return;
      offset += chunk.length;
      yield chunk;
    }
  }
  return Readable.from(read(), { objectMode: false });
}
