import sharp, { type Sharp } from 'sharp';
import { PICTURE_POINTS_LIMIT } from './media.rules.js';
import { MediaRefusedError } from './media.types.js';

/** Quality of pictures that are written anew: no difference to the eye, about the size they had. */
const JPEG_QUALITY = 90;

/** Pictures come once; keeping decoded ones in memory gains nothing. */
sharp.cache(false);

/** A picture without anything but its points. */
export interface CleanPicture {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/**
 * Decodes a picture and writes it anew, turned upright: place, time, device and whatever hangs behind the picture's end
 * are gone. Pictures that browsers do not show become JPEG.
 * @throws MediaRefusedError `unreadable` when it cannot be decoded, `too-large` when it has too many points
 */
export async function cleanPicture(original: Buffer): Promise<CleanPicture> {
  try {
    const picture = sharp(original, {
      animated: true,
      failOn: 'error',
      limitInputPixels: PICTURE_POINTS_LIMIT,
    });
    const { format, pages } = await picture.metadata();
    const upright = (pages ?? 1) > 1 ? picture : picture.rotate();
    const { data, info } = await encoded(upright, format).toBuffer({ resolveWithObject: true });
    return { bytes: data, mediaType: `image/${info.format}` };
  } catch (error) {
    const tooLarge = error instanceof Error && error.message.includes('pixel limit');
    throw new MediaRefusedError(tooLarge ? 'too-large' : 'unreadable', { cause: error });
  }
}

function encoded(picture: Sharp, format: string | undefined): Sharp {
  switch (format) {
    case 'png':
      return picture.png();
    case 'gif':
      return picture.gif();
    case 'webp':
      return picture.webp({ quality: JPEG_QUALITY });
    default:
      return picture.jpeg({ quality: JPEG_QUALITY });
  }
}
