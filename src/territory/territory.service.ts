import { Injectable } from '@nestjs/common';
import { MemoryVersions } from '../persistence/memory-versions.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { TerritoryRepository } from './territory.repository.js';
import type { Territory } from './territory.types.js';

/** The map of responsibility, kept in memory and read anew when a roster import changed it. */
@Injectable()
export class TerritoryService {
  private cached: Territory | undefined;

  constructor(
    private readonly repository: TerritoryRepository,
    private readonly versions: MemoryVersions,
  ) {}

  /**
   * The map as it is now; asks the database only for its version while that stays the same.
   * Not for the transaction that imports a roster: a map that may be rolled back must not be kept (use `load`).
   */
  async current(tx: Tx): Promise<Territory> {
    const version = await this.versions.of(tx, 'roster');
    if (this.cached?.version === version) return this.cached;
    this.cached = await this.repository.get(tx);
    return this.cached;
  }

  /** The map as the transaction sees it, past the memory. */
  load(tx: Tx): Promise<Territory> {
    return this.repository.get(tx);
  }
}
