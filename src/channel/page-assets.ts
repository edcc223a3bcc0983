import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { NotFoundException } from '@nestjs/common';

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
export interface AssetReply {
  code(status: number): AssetReply;
  headers(values: Readonly<Record<string, string>>): AssetReply;
  send(body?: unknown): AssetReply;
}

/** The files of a page, read once: a path is only ever a name in that list. */
export class PageAssets {
  private assets: ReadonlyMap<string, Asset> | undefined;

  constructor(private readonly folder: URL) {}

  /** @param known the version that the browser has @throws NotFoundException */
  send(name: string, known: string | undefined, reply: AssetReply): void {
    this.assets ??= read(this.folder);
    const asset = this.assets.get(name);
    if (!asset) throw new NotFoundException();
    const { body, etag, mediaType } = asset;
    reply.headers({ 'content-type': mediaType, etag, 'cache-control': 'no-cache' });
    if (known === etag) reply.code(304).send();
    else reply.code(200).send(body);
  }
}

function read(folder: URL): ReadonlyMap<string, Asset> {
  const names = readdirSync(folder).filter((name) => extname(name) in MEDIA_TYPES);
  return new Map(
    names.map((name) => {
      const body = readFileSync(new URL(name, folder));
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`;
      return [name, { body, etag, mediaType: MEDIA_TYPES[extname(name)] ?? '' }];
    }),
  );
}
