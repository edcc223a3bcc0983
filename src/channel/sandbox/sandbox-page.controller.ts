import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Controller, Get, Headers, NotFoundException, Param, Res } from '@nestjs/common';

const FOLDER = new URL('./page/', import.meta.url);
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Asset {
  readonly body: Buffer;
  readonly etag: string;
  readonly mediaType: string;
}

/** What we use of the reply. */
interface Reply {
  code(status: number): Reply;
  headers(values: Readonly<Record<string, string>>): Reply;
  send(body?: unknown): Reply;
}

/** The files of the page, read once at start: a path is only ever a name in that list. */
@Controller()
export class SandboxPageController {
  private readonly assets = readAssets();

  @Get()
  index(@Headers('if-none-match') known: string | undefined, @Res() reply: Reply): void {
    this.send('index.html', known, reply);
  }

  @Get('page/:name')
  asset(
    @Param('name') name: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: Reply,
  ): void {
    this.send(name, known, reply);
  }

  private send(name: string, known: string | undefined, reply: Reply): void {
    const asset = this.assets.get(name);
    if (!asset) throw new NotFoundException();
    const { body, etag, mediaType } = asset;
    reply.headers({ 'content-type': mediaType, etag, 'cache-control': 'no-cache' });
    if (known === etag) reply.code(304).send();
    else reply.code(200).send(body);
  }
}

function readAssets(): ReadonlyMap<string, Asset> {
  const names = readdirSync(FOLDER).filter((name) => extname(name) in MEDIA_TYPES);
  return new Map(
    names.map((name) => {
      const body = readFileSync(new URL(name, FOLDER));
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`;
      return [name, { body, etag, mediaType: MEDIA_TYPES[extname(name)] ?? '' }];
    }),
  );
}
