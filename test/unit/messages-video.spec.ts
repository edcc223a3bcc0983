import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanVideo, isBoxed } from '../../src/messages/media/video-cleaner.js';

/** Where a film was taken, in every spelling below. */
const PLACE = '+31.8612+117.2831+040.000/';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-video-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    content.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(part, 'latin1'))),
  );
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

/** The same with its length in 64 bits. */
function longBox(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(1);
  header.write(type, 4, 'latin1');
  header.writeBigUInt64BE(BigInt(16 + content.length), 8);
  return Buffer.concat([header, content]);
}

const FTYP = box('ftyp', 'isom\0\0\0\0');
const SOUND_AND_PICTURE = box('mdat', 'points and tones, moov udta \xa9xyz among them');
const MVHD = box('mvhd', Buffer.alloc(100, 1));
const track = (kind: string, ...more: Buffer[]) =>
  box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box('mdia', box('hdlr', `\0\0\0\0\0\0\0\0${kind}\0`)),
    ...more,
  );
const XYZ = box('\xa9xyz', `\0\x1a\x15\xc7${PLACE}`);
const KEYS = box('keys', '\0\0\0\0\0\0\0\x01', box('mdta', 'com.apple.quicktime.location.ISO6709'));
const ILST = box('ilst', box('\0\0\0\x01', box('data', `\0\0\0\x01\0\0\0\0${PLACE}`)));

async function cleaned(film: Buffer): Promise<{ isChanged: boolean; bytes: Buffer }> {
  const path = join(folder, 'film');
  writeFileSync(path, film);
  const isChanged = await cleanVideo(path);
  return { isChanged, bytes: readFileSync(path) };
}

describe('a film that tells its place', () => {
  it.each<[string, Buffer]>([
    ['as ©xyz', box('moov', MVHD, box('udta', XYZ))],
    ['as loci', box('moov', MVHD, box('udta', box('loci', `\0\0\0\0${PLACE}`)))],
    ['by the keys of an iPhone', box('moov', MVHD, box('meta', KEYS, ILST))],
    ['in a meta inside udta', box('moov', MVHD, box('udta', box('meta', '\0\0\0\0', ILST)))],
    ['in a track', box('moov', MVHD, track('vide', box('udta', XYZ)))],
    [
      'in a track of measurements',
      box('moov', MVHD, track('vide'), track('meta', box('note', PLACE))),
    ],
    ['as XMP', box('uuid', `\xbe\x7a\xcf\xcb${PLACE}`)],
    ['in a fragment', box('moof', box('traf', box('udta', XYZ)))],
    ['behind a length of 64 bits', longBox('moov', Buffer.concat([MVHD, longBox('udta', XYZ)]))],
    [
      'in a box that lasts to the end',
      Buffer.concat([Buffer.alloc(4), box('moov', MVHD, box('udta', XYZ)).subarray(4)]),
    ],
  ])('%s: loses it, and nothing moves', async (_how, told) => {
    const film = Buffer.concat([FTYP, SOUND_AND_PICTURE, told]);
    const { isChanged, bytes } = await cleaned(film);
    expect(isChanged).toBe(true);
    expect(bytes.includes(PLACE)).toBe(false);
    expect(bytes).toHaveLength(film.length);
    const kept = FTYP.length + SOUND_AND_PICTURE.length;
    expect(bytes.subarray(0, kept)).toEqual(film.subarray(0, kept));
    expect(bytes.includes(MVHD)).toBe(film.includes(MVHD));
    expect(await cleaned(bytes)).toEqual({ isChanged: false, bytes });
  });
});

describe('a film that tells no place, or is broken', () => {
  const film = Buffer.concat([
    FTYP,
    SOUND_AND_PICTURE,
    box('moov', MVHD, track('vide'), track('soun')),
  ]);
  const huge = Buffer.from(box('moov', box('udta', XYZ)));
  huge.writeUInt32BE(0x7fffffff);
  const endless = Buffer.alloc(16);
  endless.writeUInt32BE(1);
  endless.write('moov', 4);
  endless.writeBigUInt64BE(2n ** 64n - 1n, 8);

  it.each<[string, Buffer]>([
    ['whole', film],
    ['cut off', film.subarray(0, film.length - 30)],
    ['longer than itself', Buffer.concat([FTYP, huge])],
    ['of a length nobody can write', Buffer.concat([FTYP, endless])],
    ['a length of 64 bits cut off', Buffer.concat([FTYP, endless.subarray(0, 12)])],
    [
      'of boxes shorter than their head',
      Buffer.concat([FTYP, Buffer.from([0, 0, 0, 4, 1, 2, 3, 4])]),
    ],
    ['of a few bytes', Buffer.from('ftyp')],
    ['of no bytes', Buffer.alloc(0)],
  ])('%s: stays as it is', async (_how, bytes) => {
    expect(await cleaned(bytes)).toEqual({ isChanged: false, bytes });
  });

  it('made of nothing but boxes is left after so many', async () => {
    const boxes = Buffer.concat(Array.from({ length: 20_000 }, () => box('free')));
    const bytes = Buffer.concat([FTYP, boxes, box('udta', XYZ)]);
    expect(await cleaned(bytes)).toEqual({ isChanged: false, bytes });
  });
});

it.each<[string, boolean]>([
  ['\0\0\0\x18ftypisom', true],
  ['\0\0\0\x08wide\0\0', true],
  ['\0\0\0\x08moov', true],
  ['RIFF....AVI ', false],
  ['', false],
])('%j is an MP4 or QuickTime film: %s', (head, expected) => {
  expect(isBoxed(Buffer.from(head, 'latin1'))).toBe(expected);
});
