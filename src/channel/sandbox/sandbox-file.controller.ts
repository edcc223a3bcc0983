import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  Headers,
  NotFoundException,
  Param,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { parseRange } from './byte-range.rules.js';
import type { SandboxFile } from './sandbox.types.js';
import { SandboxNetwork } from './sandbox-network.js';
import { pageTexts } from './sandbox-page.texts.js';

const CHUNK_BYTES = 256 * 1024;
/** Shown within the page; everything else is only ever downloaded, whatever it claims to be. */
const SHOWN = /^(image\/(jpeg|png|gif|webp)|audio\/[\w.+-]+|video\/(mp4|webm))$/;

/** What we use of the reply. */
interface Reply {
  code(status: number): Reply;
  headers(values: Readonly<Record<string, string | number>>): Reply;
}

/** The files that went over the phones. */
@Controller('api/sandbox/files')
export class SandboxFileController {
  constructor(private readonly network: SandboxNetwork) {}

  /** The file of a message. One byte range is served, since players ask for it. */
  @Get(':messageId')
  async file(
    @Param('messageId') messageId: string,
    @Headers('range') rangeHeader: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<StreamableFile> {
    const file = await this.find(messageId);
    const range = parseRange(rangeHeader, file.bytes);
    const { start, end } = range ?? { start: 0, end: file.bytes };
    const isShown = SHOWN.test(file.mediaType);
    reply.code(range ? 206 : 200).headers({
      'content-type': isShown ? file.mediaType : 'application/octet-stream',
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, max-age=3600',
      'accept-ranges': 'bytes',
      'content-length': end - start,
      ...(range && { 'content-range': `bytes ${start}-${end - 1}/${file.bytes}` }),
    });
    return new StreamableFile(
      Readable.from(this.chunks(file.id, start, end), { objectMode: false }),
    );
  }

  private async find(messageId: string): Promise<SandboxFile> {
    try {
      const { content } = this.network.message(messageId);
      if ('file' in content) {
        await this.network.files.chunk(content.file.id, 0, 1);
        return content.file;
      }
    } catch {
      // The message or its file is not there any more.
    }
    throw new NotFoundException({ error: pageTexts.fileGone });
  }

  private async *chunks(id: string, start: number, end: number): AsyncGenerator<Buffer> {
    for (let offset = start; offset < end; ) {
      const chunk = await this.network.files.chunk(id, offset, Math.min(CHUNK_BYTES, end - offset));
      if (chunk.length === 0) return;
      yield chunk;
      offset += chunk.length;
    }
  }
}
