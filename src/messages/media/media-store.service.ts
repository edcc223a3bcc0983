import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/errors.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { KeyedQueue } from '../keyed-queue.js';
import type { MediaRef } from '../messages.types.js';
import { MediaRepository } from './media.repository.js';
import { fitsKind, isPicture, MEDIA_LIMITS, type MediaKind, mediaTypeOf } from './media.rules.js';
import { type KeptMedia, MediaRefusedError } from './media.types.js';
import {
  type DraftFile,
  hashed,
  removeAbandonedDrafts,
  settleDraft,
  writeDraft,
} from './media-files.js';
import { cleanPicture } from './picture-cleaner.js';
import { cleanVideo, isBoxed } from './video-cleaner.js';

/** What people sent, as files named by their content under `<data folder>/media`; each content is kept once. */
@Injectable()
export class MediaStore implements OnModuleInit {
  private readonly root: string;
  private readonly drafts: string;
  private readonly decoding = new KeyedQueue();

  constructor(
    settings: Settings,
    private readonly media: MediaRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {
    this.root = join(settings.dataDir, 'media');
    this.drafts = join(this.root, 'drafts');
  }

  async onModuleInit(): Promise<void> {
    await removeAbandonedDrafts(this.drafts);
  }

  /**
   * Keeps a file. Pictures, also those sent as files, are decoded and written anew without place and other data that
   * cameras put in; films lose the same without being encoded anew. The stream is read to its end or destroyed. An edge: writes its own row.
   * @param hint what the channel claims; only tells office documents apart, which all look like archives
   * @throws MediaRefusedError when it is too large, unreadable, or the channel did not deliver it
   */
  async keep(
    kind: MediaKind,
    source: Readable | Buffer,
    hint: { readonly name?: string } = {},
  ): Promise<MediaRef> {
    const limit = MEDIA_LIMITS[kind];
    const stream = Buffer.isBuffer(source) ? Readable.from([source]) : source;
    const draft = await writeDraft(this.drafts, stream, limit);
    try {
      const mediaType = mediaTypeOf(draft.head, hint.name);
      if (draft.bytes === 0 || !fitsKind(kind, mediaType)) {
        throw new MediaRefusedError('unreadable');
      }
      if (isPicture(mediaType)) return await this.keepPicture(draft);
      const isCleaned = isBoxed(draft.head) && (await cleanVideo(draft.path));
      return await this.settle(isCleaned ? await hashed(draft) : draft, mediaType);
    } finally {
      await rm(draft.path, { force: true });
    }
  }

  /** A kept file; undefined when there is none of that content. */
  async open(sha256: string): Promise<KeptMedia | undefined> {
    const ref = await this.unitOfWork.autocommit((tx) => this.media.find(tx, sha256));
    return ref && { ref, stream: () => createReadStream(this.path(sha256)) };
  }

  /**
   * Where the content is on disk, absolute.
   * @throws DomainError `media.no-such-name` when it is no SHA-256
   */
  path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      throw new DomainError('media.no-such-name', 'media are named by their SHA-256');
    }
    return join(this.root, sha256.slice(0, 2), sha256);
  }

  /** One at a time: a decoded picture takes a hundred times the memory of its file. */
  private keepPicture(original: DraftFile): Promise<MediaRef> {
    return this.decoding.run('picture', async () => {
      const { bytes, mediaType } = await cleanPicture(await readFile(original.path));
      const clean = await writeDraft(this.drafts, Readable.from([bytes]), Infinity);
      return this.settle(clean, mediaType);
    });
  }

  private async settle(draft: DraftFile, mediaType: string): Promise<MediaRef> {
    const ref = { sha256: draft.sha256, mediaType, bytes: draft.bytes };
    await settleDraft(draft, this.path(ref.sha256));
    const now = this.clock.now();
    await this.unitOfWork.autocommit((tx) => this.media.insert(tx, ref, now));
    return ref;
  }
}
