import { Injectable } from '@nestjs/common';
import { sql } from '../../persistence/sql.js';
import type { Tx } from '../../persistence/unit-of-work.js';
import type { MediaRef } from '../messages.types.js';

@Injectable()
export class MediaRepository {
  async insert(tx: Tx, ref: MediaRef, now: Date): Promise<void> {
    await sql(tx).run(
      `insert into media (sha256, media_type, bytes, stored_at) values ($1, $2, $3, $4)
       on conflict (sha256) do nothing`,
      [ref.sha256, ref.mediaType, ref.bytes, now],
    );
  }

  async find(tx: Tx, sha256: string): Promise<MediaRef | undefined> {
    const row = await sql(tx).first<{ media_type: string; bytes: string }>(
      'select media_type, bytes from media where sha256 = $1',
      [sha256],
    );
    return row && { sha256, mediaType: row.media_type, bytes: Number(row.bytes) };
  }
}
