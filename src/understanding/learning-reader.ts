import { Inject, Injectable, Logger } from '@nestjs/common';
import { OperationalError } from '../kernel/errors.js';
import { MemoryVersions } from '../persistence/memory-versions.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Territory } from '../territory/territory.types.js';
import type { CategoryTable } from './category.rules.js';
import { CategoryModelRepository } from './category-model.repository.js';
import type { LearnedModel } from './category-model.rules.js';
import { unpackModel } from './category-model-file.js';
import { CATEGORY_TABLE } from './category-table.js';
import { RuleReader } from './rule-reader.js';
import { type Meaning, Reader, type Utterance } from './understanding.types.js';

/** The reader of a running service: it takes up what this deployment's corrections taught. */
@Injectable()
export class LearningReader extends Reader {
  private readonly logger = new Logger(LearningReader.name);
  private reader: RuleReader;
  /** Version of the topic; 0 is a database in which nothing was ever learned. */
  private version = 0;

  constructor(
    @Inject(CATEGORY_TABLE) private readonly table: CategoryTable,
    private readonly models: CategoryModelRepository,
    private readonly versions: MemoryVersions,
  ) {
    super();
    this.reader = new RuleReader(table);
  }

  override read(utterance: Utterance, territory?: Territory): Meaning {
    return this.reader.read(utterance, territory);
  }

  /** Takes up the model in use when it is a newer choice than the one known here; asks nothing otherwise. */
  async refresh(tx: Tx): Promise<void> {
    const version = await this.versions.of(tx, 'category-model');
    if (version <= this.version) return;
    const { weights } = await this.models.getInUse(tx);
    this.version = version;
    this.reader = new RuleReader(this.table, weights && this.unpacked(weights));
  }

  /** A model of another release is no reason to answer nobody: words and examples still read. */
  private unpacked(weights: Buffer): LearnedModel | undefined {
    try {
      return unpackModel(weights, this.table);
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      this.logger.warn('the category model in use is of another version; read without it');
      return undefined;
    }
  }
}
