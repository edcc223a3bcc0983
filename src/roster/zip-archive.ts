import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

interface Entry {
  readonly method: number;
  readonly compressedBytes: number;
  readonly headerAt: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const HEADER_SIGNATURE = 0x04034b50;
/** The end record is 22 bytes plus a comment of at most 65,535. */
const LONGEST_END = 22 + 0xffff;
/** Names of a workbook's parts, at most; a real one has some dozens. */
const MOST_ENTRIES = 10_000;
/** Inflated bytes of one part: room for a full sheet (1,048,576 rows), an end to a bomb. */
const LARGEST_PART_BYTES = 2_000_000_000;

/**
 * The parts of an `.xlsx` by name, inflated while they are read. Reads the directory at the file's end, so that parts
 * can be taken in the order we need them, whatever order the writing program chose.
 */
export class ZipArchive {
  private constructor(
    private readonly file: FileHandle,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws Error when the file is no readable archive; close it afterwards */
  static async open(path: string): Promise<ZipArchive> {
    const file = await open(path, 'r');
    try {
      return new ZipArchive(file, await readDirectory(file));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The text of a part in pieces, UTF-8; undefined when there is no such part. */
  text(name: string): AsyncIterable<string> | undefined {
    const entry = this.entries.get(name);
    return entry && this.inflate(entry);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async *inflate(entry: Entry): AsyncGenerator<string> {
    const raw = Readable.from(this.bytesOf(entry));
    // A fault of either end reaches the loop below through the last stream.
    const plain = entry.method === 0 ? raw : pipeline(raw, createInflateRaw(), () => undefined);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let bytes = 0;
    for await (const piece of plain as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > LARGEST_PART_BYTES) throw new Error('part too large');
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder.decode();
  }

  private async *bytesOf(entry: Entry): AsyncGenerator<Buffer> {
    const header = await readAt(this.file, entry.headerAt, 30);
    if (header.readUInt32LE(0) !== HEADER_SIGNATURE) throw new Error('part not where it should be');
    let at = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const end = at + entry.compressedBytes;
    while (at < end) {
      const piece = await readAt(this.file, at, Math.min(65_536, end - at));
      at += piece.length;
      yield piece;
    }
  }
}

async function readDirectory(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat();
  const tailAt = Math.max(0, size - LONGEST_END);
  const tail = await readAt(file, tailAt, size - tailAt);
  const endAt = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (endAt < 0 || tail.readUInt32LE(endAt) !== END_SIGNATURE) throw new Error('no archive');
  const count = tail.readUInt16LE(endAt + 10);
  const bytes = tail.readUInt32LE(endAt + 12);
  if (count > MOST_ENTRIES) throw new Error('too many parts');
  return parseDirectory(await readAt(file, tail.readUInt32LE(endAt + 16), bytes), count);
}

function parseDirectory(directory: Buffer, count: number): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let i = 0, at = 0; i < count; i += 1) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new Error('damaged directory');
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
    const method = directory.readUInt16LE(at + 10);
    if (isEncrypted || (method !== 0 && method !== 8)) throw new Error('encrypted or unknown');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((o) =>
      directory.readUInt16LE(at + o),
    );
    const nameEnd = at + 46 + (nameBytes ?? 0);
    const name = directory.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/');
    entries.set(name, {
      method,
      compressedBytes: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at = nameEnd + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
  return entries;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead < length) throw new Error('file ends early');
  return buffer;
}
