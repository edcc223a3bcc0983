import { type FileHandle, open } from 'node:fs/promises';

/** What boxes (atoms) of the ISO base media file format and of QuickTime begin with, where a film may. */
const FIRST_BOXES = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);
/** Boxes that hold only what is told about a film: place, device, names, XMP. Nothing that is needed to play it. */
const TELLING = new Set(['udta', 'meta', 'uuid', 'Xtra', 'XMP_']);
/** Boxes in which others are looked for. */
const OPENED = new Set(['moov', 'trak', 'moof', 'traf']);
/** Kind of a track that carries measurements beside the picture: where the camera went, which way it looked. */
const MEASURED = 'meta';
/** A film has dozens of boxes, one in fragments some thousands; more is made to keep us busy. */
const MOST_BOXES = 20_000;
const HEADER_BYTES = 16;
const NOTHING = Buffer.alloc(64 * 1024);

interface Box {
  readonly type: string;
  readonly start: number;
  /** Where its content begins. */
  readonly content: number;
  readonly end: number;
}

/** Whether the beginning of a file is that of an MP4 or QuickTime film. */
export function isBoxed(head: Uint8Array): boolean {
  return FIRST_BOXES.has(Buffer.from(head.subarray(4, 8)).toString('latin1'));
}

/**
 * Takes out of an MP4 or QuickTime file what tells where, when and with what it was taken: such boxes become free space
 * of the same length, so that everything else stays where the film looks for it. Nothing is encoded anew. A file that
 * is broken is cleaned as far as it can be read.
 * @returns whether anything was changed
 */
export async function cleanVideo(path: string): Promise<boolean> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const cleaner = new Cleaner(file);
    await cleaner.clean(0, size);
    if (cleaner.isChanged) await file.sync();
    return cleaner.isChanged;
  } finally {
    await file.close();
  }
}

class Cleaner {
  isChanged = false;
  private seen = 0;

  constructor(private readonly file: FileHandle) {}

  async clean(start: number, end: number): Promise<void> {
    for await (const box of this.boxes(start, end)) {
      if (TELLING.has(box.type) || (await this.isMeasured(box))) await this.empty(box);
      else if (OPENED.has(box.type)) await this.clean(box.content, box.end);
    }
  }

  /** The boxes of a stretch, up to the first that cannot be one. */
  private async *boxes(start: number, end: number): AsyncGenerator<Box> {
    for (let at = start; at + 8 <= end && this.seen < MOST_BOXES; ) {
      this.seen += 1;
      const box = boxOf(await this.read(at, HEADER_BYTES), at, end);
      if (!box) return;
      yield box;
      at = box.end;
    }
  }

  private async isMeasured(track: Box): Promise<boolean> {
    if (track.type !== 'trak') return false;
    for await (const media of this.boxes(track.content, track.end)) {
      if (media.type !== 'mdia') continue;
      for await (const handler of this.boxes(media.content, media.end)) {
        // Version and flags, then a word that QuickTime uses otherwise, then the kind.
        if (handler.type === 'hdlr')
          return (await this.read(handler.content + 8, 4)).toString('latin1') === MEASURED;
      }
    }
    return false;
  }

  private async empty({ start, content, end }: Box): Promise<void> {
    await this.file.write(Buffer.from('free', 'latin1'), 0, 4, start + 4);
    for (let at = content; at < end; at += NOTHING.length) {
      await this.file.write(NOTHING, 0, Math.min(NOTHING.length, end - at), at);
    }
    this.isChanged = true;
  }

  private async read(at: number, length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  }
}

/** Undefined where no box can be: too short, or longer than what it lies in. */
function boxOf(header: Buffer, start: number, limit: number): Box | undefined {
  if (header.length < 8) return undefined;
  const type = header.toString('latin1', 4, 8);
  const short = header.readUInt32BE(0);
  if (short === 0) return { type, start, content: start + 8, end: limit };
  const isLong = short === 1;
  if (isLong && header.length < 16) return undefined;
  const length = isLong ? Number(header.readBigUInt64BE(8)) : short;
  const content = start + (isLong ? 16 : 8);
  const end = start + length;
  return end < content || end > limit ? undefined : { type, start, content, end };
}
