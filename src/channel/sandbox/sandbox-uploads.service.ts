import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadRequestException, Injectable, PayloadTooLargeException } from '@nestjs/common';
import { SandboxFolder } from './sandbox-folder.js';
import { pageTexts } from './sandbox-page.texts.js';

/** One more than the largest file the house keeps, so that its own refusal can be seen too. */
export const UPLOAD_LIMIT_BYTES = 60 * 1024 * 1024;

/** A file on its way in, as the multipart parser hands it over. */
export interface UploadedPart {
  readonly filename?: string;
  readonly file: Readable & { readonly truncated?: boolean };
}

/** Takes a file to the disk without holding it in memory. */
@Injectable()
export class SandboxUploads {
  constructor(private readonly folder: SandboxFolder) {}

  /**
   * Hands the path of the file to the work; the file is gone afterwards.
   * @throws PayloadTooLargeException
   */
  async receive<T>(part: UploadedPart | undefined, use: (path: string) => T): Promise<T> {
    if (!part) throw new BadRequestException({ error: pageTexts.noFile });
    const folder = join(this.folder.path, 'uploads');
    await mkdir(folder, { recursive: true });
    const path = join(folder, randomUUID());
    try {
      await pipeline(part.file, createWriteStream(path));
      if (part.file.truncated)
        throw new PayloadTooLargeException({ error: pageTexts.fileTooLarge });
      return use(path);
    } finally {
      await rm(path, { force: true });
    }
  }
}
