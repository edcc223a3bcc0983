import { PassThrough, type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Message } from 'wechaty';
import { OperationalError } from '../../kernel/errors.js';
import { MediaStore } from '../../messages/media/media-store.service.js';
import type { MediaFault, MediaRef } from '../../messages/messages.types.js';
import { within } from '../deadline.js';

/** How long a gateway may take until the first byte of a file, and how long it may then fall silent. */
const PATIENCE_MS = 60_000;

/** What became of a file that somebody sent. */
export type MediaRead =
  | { readonly media: MediaRef; readonly name: string; readonly seconds?: number }
  | { readonly fault: MediaFault; readonly name?: string };

/** Streams the files of messages into the media store; a file never stands in memory as a whole. */
@Injectable()
export class MediaReader {
  constructor(private readonly store: MediaStore) {}

  /**
   * A file that cannot be had is a fault to be told of.
   * @throws OperationalError `database.…` while the store cannot write: the message is to be read again
   */
  async read(message: Message, kind: 'picture' | 'voice' | 'video' | 'file'): Promise<MediaRead> {
    let name: string | undefined;
    try {
      const box = await within(PATIENCE_MS, 'a file', message.toFileBox());
      name = box.name;
      const bytes = watched(await within(PATIENCE_MS, 'a file', box.toStream()));
      const media = await this.store.keep(kind, bytes, { name });
      return { media, name, seconds: secondsOf(box.metadata.voiceLength) };
    } catch (cause) {
      if (isOurs(cause)) throw cause;
      return { fault: faultOf(cause), name };
    }
  }
}

/** The same bytes; ends with an error when none come for too long or the source breaks off. */
function watched(source: Readable): Readable {
  const out = new PassThrough();
  const fail = () => out.destroy(new Error('the file stopped coming'));
  let timer = setTimeout(fail, PATIENCE_MS);
  source.on('data', () => {
    clearTimeout(timer);
    timer = setTimeout(fail, PATIENCE_MS);
  });
  source.on('error', (cause) => out.destroy(cause));
  out.on('close', () => {
    clearTimeout(timer);
    source.unpipe(out);
    source.destroy();
  });
  // The store may stop reading before anybody listens for errors; they are told through `keep`.
  out.on('error', () => undefined);
  return source.pipe(out);
}

function secondsOf(voiceLength: unknown): number | undefined {
  return typeof voiceLength === 'number' && voiceLength > 0 ? voiceLength / 1000 : undefined;
}

/** Whether it is our own house that is in trouble rather than the file. */
export function isOurs(cause: unknown): boolean {
  return cause instanceof OperationalError && cause.code.startsWith('database.');
}

function faultOf(cause: unknown): MediaFault {
  const fault = cause instanceof Error && 'fault' in cause ? cause.fault : undefined;
  return fault === 'too-large' || fault === 'unreadable' ? fault : 'unavailable';
}
