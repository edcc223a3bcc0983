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

/** Readings kept: a turn reads the same words for what they point at and for what they mean, others between. Ours. */
const KEPT_READINGS = 64;

/** The reader of a running service: it takes up what this deployment's corrections taught. */
@Injectable()
export class LearningReader extends Reader {
  private readonly logger = new Logger(LearningReader.name);
  private reader: RuleReader;
  /** Version of the topic; 0 is a database in which nothing was ever learned. */
  private version = 0;
  private readonly readings = new Map<string, { territory?: Territory; meaning: Meaning }>();

  constructor(
    @Inject(CATEGORY_TABLE) private readonly table: CategoryTable,
    private readonly models: CategoryModelRepository,
    private readonly versions: MemoryVersions,
  ) {
    super();
    this.reader = new RuleReader(table);
  }

  override read(utterance: Utterance, territory?: Territory): Meaning {
    const key = `${utterance.speaker} ${utterance.context} ${utterance.text}`;
    const known = this.readings.get(key);
    if (known && known.territory === territory) return known.meaning;
    const meaning = this.reader.read(utterance, territory);
    if (this.readings.size >= KEPT_READINGS) this.readings.clear();
    this.readings.set(key, { territory, meaning });
    return meaning;
  }

  /** Takes up the model in use when it is a newer choice than the one known here; asks nothing otherwise. */
  async refresh(tx: Tx): Promise<void> {
    const version = await this.versions.of(tx, 'category-model');
    if (version <= this.version) return;
    const { weights } = await this.models.getInUse(tx);
    this.version = version;
    this.readings.clear();
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
