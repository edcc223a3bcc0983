import type { Readable } from 'node:stream';
import type { MediaFault, MediaRef } from '../messages.types.js';

/** A file in the store. */
export interface KeptMedia {
  readonly ref: MediaRef;
  /** Its content; each call reads anew. */
  stream(): Readable;
}

/** The file was not kept; `fault` goes into the message in its place. */
export class MediaRefusedError extends Error {
  override readonly name = 'MediaRefusedError';

  constructor(
    readonly fault: MediaFault,
    options?: ErrorOptions,
  ) {
    super(`media refused: ${fault}`, options);
  }
}
