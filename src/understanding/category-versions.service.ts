import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/errors.js';
import { MemoryVersions } from '../persistence/memory-versions.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { CategoryModelRepository } from './category-model.repository.js';
import type { LessonRecord, StepBack } from './category-model.types.js';
import { CorrectionRepository } from './correction.repository.js';

/** There is no such version to go back to. */
export class NoEarlierModelError extends DomainError {
  constructor(version?: number) {
    super('category-model.no-earlier', 'there is no such model to go back to', { version });
  }
}

/** The models of a deployment: which there are, and how to go back. */
@Injectable()
export class CategoryVersions {
  constructor(
    private readonly models: CategoryModelRepository,
    private readonly corrections: CorrectionRepository,
    private readonly versions: MemoryVersions,
  ) {}

  /** Every lesson with its exam, newest first. */
  list(tx: Tx): Promise<LessonRecord[]> {
    return this.models.list(tx);
  }

  /**
   * Goes back to an earlier model. What was first learned after it is set aside, or the next lesson would learn the
   * same again; a case that is corrected once more counts again.
   * @param to 0: what is shipped; undefined: the kept version before the one in use
   * @throws NoEarlierModelError when what is shipped is in use already, or the version cannot be gone back to
   */
  async rollBack(tx: Tx, now: Date, to?: number): Promise<StepBack> {
    await this.versions.lock(tx, 'category-model');
    const lessons = await this.models.list(tx);
    const from = lessons.find((one) => one.isInUse)?.version ?? 0;
    const earlier = lessons.filter((one) => one.version < from && isThere(one));
    const target = to ?? earlier[0]?.version ?? 0;
    const exists = target === 0 || earlier.some((one) => one.version === target);
    if (from === 0 || !exists) throw new NoEarlierModelError(to);
    await this.models.markInUse(tx, target);
    await this.models.markTakenBack(tx, target, now);
    const setAside = await this.corrections.setAsideAfter(tx, target);
    await this.versions.raise(tx, 'category-model');
    return { from, to: target, setAside };
  }
}

function isThere({ verdict, hasWeights, takenBackAt }: LessonRecord): boolean {
  return verdict === 'kept' && hasWeights && takenBackAt === undefined;
}
