import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { SandboxFile, SandboxSource } from './sandbox.types.js';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.heic': 'image/heic',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.amr': 'audio/amr',
  '.sil': 'audio/silk',
  '.silk': 'audio/silk',
  '.ogg': 'audio/ogg',
  '.webm': 'audio/webm',
  '.m4a': 'audio/mp4',
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
};

/** The media type that the ending of a file's name claims; what the bytes are is for others to find out. */
export function claimedMediaType(name: string): string {
  return MEDIA_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
}

type Held = { readonly bytes: Uint8Array } | { readonly path: string } | { readonly zeros: number };

/** The bytes of what was sent through the make-believe WeChat: in memory, or in a folder that outlives the process. */
export class SandboxFiles {
  private readonly held = new Map<string, Held>();

  /** @param folder where files are kept; undefined = in memory only */
  constructor(private readonly folder?: string) {
    if (folder) mkdirSync(folder, { recursive: true });
  }

  /** Takes a file in. */
  add(source: SandboxSource): SandboxFile {
    const id = randomUUID();
    const mediaType = source.mediaType ?? claimedMediaType(source.name);
    const held = this.take(id, source);
    this.held.set(id, held);
    return { id, name: source.name, mediaType, bytes: sizeOf(held) };
  }

  /** Bytes from the offset, at most `length`; empty at the end. @throws Error when no such file is held */
  async chunk(id: string, offset: number, length: number): Promise<Buffer> {
    const held = this.find(id);
    if ('bytes' in held) return Buffer.from(held.bytes.slice(offset, offset + length));
    if ('zeros' in held) return Buffer.alloc(Math.max(0, Math.min(length, held.zeros - offset)));
    const file = await open(held.path);
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  private find(id: string): Held {
    const held = this.held.get(id);
    if (held) return held;
    const path = this.folder && /^[\w-]+$/.test(id) ? join(this.folder, id) : undefined;
    if (!path || !existsSync(path)) throw new Error(`sandbox: no file ${id}`);
    return { path };
  }

  private take(id: string, source: SandboxSource): Held {
    if ('zeros' in source) return { zeros: source.zeros };
    if (!this.folder) return 'bytes' in source ? { bytes: source.bytes } : { path: source.path };
    const path = join(this.folder, id);
    if ('bytes' in source) writeFileSync(path, source.bytes);
    else copyFileSync(source.path, path);
    return { path };
  }
}

function sizeOf(held: Held): number {
  if ('bytes' in held) return held.bytes.byteLength;
  return 'zeros' in held ? held.zeros : statSync(held.path).size;
}
