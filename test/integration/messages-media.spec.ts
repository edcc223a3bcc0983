import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { MediaStore } from '../../src/messages/media/media-store.service.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { type MessagesHouse, openMessagesHouse, query } from '../support/messages-house.js';

const MB = 1024 * 1024;

const photo = () => sharp({ create: { width: 60, height: 40, channels: 3, background: '#3a7' } });

describe('media store', () => {
  let database: TestDatabase;
  let house: MessagesHouse;
  let dataDir: string;
  let store: MediaStore;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'linli-media-'));
    house = await openMessagesHouse(database, { dataDir });
    store = house.module.get(MediaStore);
  });
  afterEach(async () => {
    await house.close();
    await rm(dataDir, { recursive: true });
  });
  afterAll(() => database.drop());

  const drafts = () => readdir(join(dataDir, 'media', 'drafts'));

  it('takes place, time and device out of a photo and turns it upright', async () => {
    const original = await photo()
      .withExif({
        IFD0: { Make: 'ACME', Orientation: '6' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '31/1 51/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '117/1 16/1 0/1',
        },
      })
      .jpeg()
      .toBuffer();
    const turned = await sharp(original).withMetadata({ orientation: 6 }).keepExif().toBuffer();
    expect(turned.includes('ACME')).toBe(true);
    const ref = await store.keep('picture', turned);
    const kept = await readFile(store.path(ref.sha256));
    const metadata = await sharp(kept).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', width: 40, height: 60 });
    expect(metadata.exif).toBeUndefined();
    expect(kept.includes('ACME')).toBe(false);
    expect(ref).toEqual({
      sha256: createHash('sha256').update(kept).digest('hex'),
      mediaType: 'image/jpeg',
      bytes: kept.length,
    });
  });

  it('cleans a photo that was sent as a file too', async () => {
    const original = await photo()
      .withExif({ IFD0: { Make: 'ACME' } })
      .jpeg()
      .toBuffer();
    const ref = await store.keep('file', original, { name: '原图.jpg' });
    expect((await readFile(store.path(ref.sha256))).includes('ACME')).toBe(false);
  });

  it('keeps the same content once', async () => {
    const png = await photo().png().toBuffer();
    const [first, second] = await Promise.all([
      store.keep('picture', png),
      store.keep('picture', png),
    ]);
    expect(second).toEqual(first);
    const rows = await query(database, 'select 1 from media where sha256 = $1', [first.sha256]);
    expect(rows).toHaveLength(1);
    expect(await drafts()).toEqual([]);
  });

  it('gives back what it kept, with the type that the content shows', async () => {
    const ref = await store.keep('voice', Buffer.from('#!AMR\nvoice'), { name: 'x.exe' });
    expect(ref.mediaType).toBe('audio/amr');
    const kept = await store.open(ref.sha256);
    const read = await kept?.stream().toArray();
    expect(Buffer.concat(read ?? []).toString()).toBe('#!AMR\nvoice');
    expect(await store.open('0'.repeat(64))).toBeUndefined();
    expect(() => store.path('../../etc/passwd')).toThrow();
  });

  const refused: [string, 'picture' | 'video' | 'voice', () => Promise<Buffer>][] = [
    ['an empty file', 'voice', async () => Buffer.alloc(0)],
    ['words that claim to be a picture', 'picture', async () => Buffer.from('no picture')],
    ['a picture that breaks off', 'picture', async () => (await noise()).subarray(0, 2_000)],
    ['a picture that claims to be a film', 'video', () => photo().png().toBuffer()],
  ];
  it.each(refused)(
    'refuses %s as unreadable and leaves nothing behind',
    async (_what, kind, make) => {
      await expect(store.keep(kind, await make())).rejects.toMatchObject({ fault: 'unreadable' });
      expect(await drafts()).toEqual([]);
    },
  );

  it('refuses a file of 200 MB after its limit, without holding it in memory', async () => {
    let produced = 0;
    const source = Readable.from(
      (function* () {
        for (; produced < 200; produced += 1) yield Buffer.alloc(MB);
      })(),
      { objectMode: false },
    );
    const before = process.memoryUsage().rss;
    await expect(store.keep('file', source)).rejects.toMatchObject({ fault: 'too-large' });
    expect(produced).toBeLessThan(60);
    expect(source.destroyed).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * MB);
    expect(await drafts()).toEqual([]);
  });

  it('says that a file is unavailable when its stream breaks off', async () => {
    const source = new Readable({ read: () => undefined });
    source.push(Buffer.alloc(10));
    const kept = store.keep('file', source);
    source.destroy(new Error('gateway gone'));
    await expect(kept).rejects.toMatchObject({ fault: 'unavailable' });
    expect(await drafts()).toEqual([]);
  });

  it('removes at start what a killed process left half written', async () => {
    await store.keep('file', Buffer.from('x'));
    await writeFile(join(dataDir, 'media', 'drafts', '999999999-half'), 'half');
    await store.onModuleInit();
    expect(await drafts()).toEqual([]);
  });
});

/** A picture large enough to break off in the middle. */
function noise(): Promise<Buffer> {
  return sharp({
    create: {
      width: 200,
      height: 200,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer();
}
