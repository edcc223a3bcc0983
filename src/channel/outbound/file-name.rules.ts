import type { OutboundContent } from '../../messages/messages.types.js';

/** Endings by which gateways decide how to show a file. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/vnd.wave': 'wav',
  'audio/mpeg': 'mp3',
  'audio/amr': 'amr',
  'audio/silk': 'sil',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'audio/mp4': 'm4a',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
};

/** What a kept file is called when it is sent: its own name, or its kind with the ending of its media type. */
export function fileNameOf(
  content: Extract<OutboundContent, { media: unknown }>,
  mediaType: string,
): string {
  if (content.kind === 'file') return content.name;
  const ending = ENDINGS[mediaType] ?? ENDINGS[mediaType.split(';')[0] ?? ''];
  return `${content.kind}.${ending ?? 'bin'}`;
}
