/** Kinds of media that people send. */
export type MediaKind = 'picture' | 'voice' | 'video' | 'file';

const MB = 1024 * 1024;

/**
 * The largest of each kind that is kept, bytes. Pictures and videos: what the WeChat client lets people send (25 MB an
 * original picture, 25 MB a video without "file", seen 2026) with room to spare. Voice: 60 seconds are below 0.2 MB.
 * Files: a contract or a plan, not a film; the issue names 200 MB as what is refused.
 */
export const MEDIA_LIMITS: Readonly<Record<MediaKind, number>> = {
  picture: 30 * MB,
  voice: 2 * MB,
  video: 50 * MB,
  file: 50 * MB,
};

/** Points of a picture that is decoded; more would need more memory than one sender may cost us (about 400 MB). */
export const PICTURE_POINTS_LIMIT = 100_000_000;

/** Bytes of the beginning that are enough to recognise a type. */
export const HEAD_BYTES = 4_100;

interface Signature {
  readonly mediaType: string;
  readonly offset: number;
  readonly bytes: string;
}

/** Beginnings of files, latin-1; the first that fits counts. */
const SIGNATURES: readonly Signature[] = [
  { mediaType: 'image/jpeg', offset: 0, bytes: '\xff\xd8\xff' },
  { mediaType: 'image/png', offset: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { mediaType: 'image/gif', offset: 0, bytes: 'GIF8' },
  { mediaType: 'image/webp', offset: 8, bytes: 'WEBP' },
  { mediaType: 'image/tiff', offset: 0, bytes: 'II*\0' },
  { mediaType: 'image/tiff', offset: 0, bytes: 'MM\0*' },
  { mediaType: 'image/heic', offset: 4, bytes: 'ftyphei' },
  { mediaType: 'image/heic', offset: 4, bytes: 'ftypmif1' },
  { mediaType: 'image/avif', offset: 4, bytes: 'ftypavif' },
  { mediaType: 'audio/silk', offset: 0, bytes: '#!SILK' },
  { mediaType: 'audio/silk', offset: 1, bytes: '#!SILK' },
  { mediaType: 'audio/amr', offset: 0, bytes: '#!AMR' },
  { mediaType: 'audio/mpeg', offset: 0, bytes: 'ID3' },
  { mediaType: 'audio/ogg', offset: 0, bytes: 'OggS' },
  { mediaType: 'audio/wav', offset: 8, bytes: 'WAVE' },
  { mediaType: 'audio/mp4', offset: 4, bytes: 'ftypM4A' },
  { mediaType: 'video/quicktime', offset: 4, bytes: 'ftypqt' },
  { mediaType: 'video/mp4', offset: 4, bytes: 'ftyp' },
  { mediaType: 'video/webm', offset: 0, bytes: '\x1aE\xdf\xa3' },
  { mediaType: 'video/x-msvideo', offset: 8, bytes: 'AVI ' },
  { mediaType: 'application/pdf', offset: 0, bytes: '%PDF-' },
  { mediaType: 'application/msword', offset: 0, bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { mediaType: 'application/zip', offset: 0, bytes: 'PK\x03\x04' },
];

/** Office documents are archives; only the name tells which. */
const ARCHIVES_BY_ENDING: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** The IANA media type that the beginning of a file shows, whatever the sender claims. */
export function mediaTypeOf(head: Uint8Array, name = ''): string {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const known = SIGNATURES.find(({ offset, bytes }) => text.startsWith(bytes, offset));
  if (known?.mediaType === 'application/zip') {
    return ARCHIVES_BY_ENDING[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? known.mediaType;
  }
  if (known) return known.mediaType;
  if (/^\xff[\xe0-\xff]/.test(text)) return 'audio/mpeg';
  return isText(head) ? 'text/plain' : 'application/octet-stream';
}

/** Whether a file of that type can carry the place where it was taken, and can be cleaned of it. */
export function isPicture(mediaType: string): boolean {
  return mediaType.startsWith('image/');
}

/** Whether a file of that type can be what the message says it is. */
export function fitsKind(kind: MediaKind, mediaType: string): boolean {
  switch (kind) {
    case 'picture':
      return isPicture(mediaType);
    case 'voice':
      // A few gateways hand voice over in a film container or without any header.
      return !isPicture(mediaType);
    case 'video':
      return mediaType.startsWith('video/') || mediaType === 'application/octet-stream';
    case 'file':
      return true;
  }
}

function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  try {
    // Streaming: the last character may be cut in the middle.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
