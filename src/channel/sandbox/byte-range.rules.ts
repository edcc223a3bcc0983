/** Bytes of a file, `end` not included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Reads a `Range` header with one range of bytes; undefined = send the whole file (RFC 9110 allows to ignore it). */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return undefined;
  const last = match[1] && match[2] ? Number(match[2]) : size - 1;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = Math.min(last + 1, size);
  return start < end ? { start, end } : undefined;
}
