import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { TerritoryRepository } from './territory.repository.js';
import type { Territory } from './territory.types.js';

/** The map of responsibility, kept in memory and read anew when a roster import changed it. */
@Injectable()
export class TerritoryService {
  private cached: Territory | undefined;

  constructor(private readonly repository: TerritoryRepository) {}

  /**
   * The map as it is now; asks the database only for its version while that stays the same.
   * Not for the transaction that imports a roster: a map that may be rolled back must not be kept (use `load`).
   */
  async current(tx: Tx): Promise<Territory> {
    const version = await this.repository.getVersion(tx);
    const cached = this.currentIfVersion(version);
    if (cached) return cached;
    this.cached = await this.repository.get(tx);
    return this.cached;
  }

  /** The map in memory if it has that version: for callers that read the version along with something else. */
  currentIfVersion(version: number): Territory | undefined {
    return this.cached?.version === version ? this.cached : undefined;
  }

  /** The map as the transaction sees it, past the memory. */
  load(tx: Tx): Promise<Territory> {
    return this.repository.get(tx);
  }
}
