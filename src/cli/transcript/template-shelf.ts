import { existsSync } from 'node:fs';
import type { ScratchDatabase, ScratchServer } from '../../persistence/scratch-database.js';
import type { ServicePool } from './service-pool.js';
import { PLAY_TEXTS } from './transcript.texts.js';

/** Databases to copy from: one with the newest schema, and one more for each roster, loaded once for all files of its world. */
export class TemplateShelf {
  private migrated: Promise<ScratchDatabase> | undefined;
  private readonly worlds = new Map<string, Promise<ScratchDatabase>>();

  constructor(
    private readonly server: ScratchServer,
    private readonly pool: ServicePool,
    private readonly secretKey: string,
    private readonly dataDir: string,
  ) {}

  /**
   * A fresh database for one play.
   * @param world absolute path of a workbook or folder; undefined = nobody is in the roster
   * @throws Error when the roster cannot be loaded
   */
  async copy(world: string | undefined): Promise<ScratchDatabase> {
    return this.server.createDatabase(await (world ? this.world(world) : this.empty()));
  }

  private empty(): Promise<ScratchDatabase> {
    this.migrated ??= this.server.createMigrated();
    return this.migrated;
  }

  private world(path: string): Promise<ScratchDatabase> {
    const world = this.worlds.get(path) ?? this.load(path);
    this.worlds.set(path, world);
    return world;
  }

  private async load(path: string): Promise<ScratchDatabase> {
    if (!existsSync(path)) throw new Error(PLAY_TEXTS.worldMissing(path));
    const database = await this.server.createDatabase(await this.empty());
    const process = this.pool.take();
    const { secretKey, dataDir } = this;
    await process.call('importWorld', { databaseUrl: database.url, path, secretKey, dataDir });
    await this.pool.release(process);
    return database;
  }
}
