import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { TerritoryRepository } from './territory.repository.js';
import type { Territory } from './territory.types.js';

/** The map of responsibility, kept in memory and read anew when a roster import changed it. */
@Injectable()
export class TerritoryService {
  private cached: Territory | undefined;
  private readonly versions = new WeakMap<Tx, Promise<number>>();

  constructor(private readonly repository: TerritoryRepository) {}

  /**
   * The map as it is now; asks the database only for its version while that stays the same.
   * Not for the transaction that imports a roster: a map that may be rolled back must not be kept (use `load`).
   */
  async current(tx: Tx): Promise<Territory> {
    const version = await this.versionIn(tx);
    if (this.cached?.version === version) return this.cached;
    this.cached = await this.repository.get(tx);
    return this.cached;
  }

  /** The roster's version as the transaction saw it first: asked once, however many rooms want to know. */
  versionIn(tx: Tx): Promise<number> {
    const known = this.versions.get(tx) ?? this.repository.getVersion(tx);
    this.versions.set(tx, known);
    return known;
  }

  /** The map as the transaction sees it, past the memory. */
  load(tx: Tx): Promise<Territory> {
    return this.repository.get(tx);
  }
}
