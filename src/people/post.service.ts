import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import type { PartnerUnit, StationPost } from './people.types.js';
import { PostRepository } from './post.repository.js';

/** Who is posted to a community (驻点) and which units share in its work (共建单位). */
@Injectable()
export class PostService {
  constructor(private readonly posts: PostRepository) {}

  stationsOf(tx: Tx, communityId: string): Promise<StationPost[]> {
    return this.posts.listStations(tx, communityId);
  }

  partnersOf(tx: Tx, communityId: string): Promise<PartnerUnit[]> {
    return this.posts.listPartners(tx, communityId);
  }
}
