import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { MemoryVersions } from '../persistence/memory-versions.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import { isHeldOut, type LessonPlan, type Matters } from './category-lesson.rules.js';
import { type LessonOutcome, LessonStoppedError, LessonThread } from './category-lesson-thread.js';
import { CategoryModelRepository } from './category-model.repository.js';
import {
  type Correction,
  CorrectionRepository,
  type KeptCorrection,
} from './correction.repository.js';

/** A solved case with the class that was let stand. */
export interface StandingMatter {
  readonly caseNumber: string;
  readonly text: string;
  readonly category: string;
}

/** What came of a lesson; `overtaken`: somebody chose another model meanwhile. */
export type LessonResult = 'kept' | 'refused' | 'overtaken' | 'stopped';

/** Corrections read at a time: opening this many seals takes a few milliseconds. */
const PAGE = 500;
/** Older versions can be listed, but not gone back to. */
const VERSIONS_KEPT = 10;

/** Keeps corrections, and gives lessons on them beside the service. */
@Injectable()
export class CategoryTeacher implements BeforeApplicationShutdown {
  private readonly logger = new Logger(CategoryTeacher.name);
  private lesson: Promise<LessonResult> | undefined;

  constructor(
    private readonly corrections: CorrectionRepository,
    private readonly models: CategoryModelRepository,
    private readonly versions: MemoryVersions,
    private readonly unitOfWork: UnitOfWork,
    private readonly thread: LessonThread,
  ) {}

  /** Keeps a correction, within the turn that makes it. */
  keep(tx: Tx, correction: Correction): void {
    this.corrections.upsert(tx, correction);
  }

  /** Takes the next lesson when one is due. @returns the version in use; undefined when there is nothing to do */
  claim(now: Date): Promise<number | undefined> {
    return this.unitOfWork.autocommit((tx) => this.models.claimLesson(tx, now));
  }

  /**
   * Gives the lesson that was claimed; nothing is locked while it runs.
   * @param inUse the version in use when it was claimed: when it is another one in the end, the lesson is dropped
   * @param standing solved cases, with the class they were left with
   */
  teach(inUse: number, standing: readonly StandingMatter[], now: Date): Promise<LessonResult> {
    this.lesson = this.give(inUse, standing, now).finally(() => {
      this.lesson = undefined;
    });
    return this.lesson;
  }

  /** What is cut off is begun anew by whoever comes next: the corrections still wait. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.thread.stop();
    await this.lesson?.catch(() => undefined);
  }

  private async give(
    inUse: number,
    standing: readonly StandingMatter[],
    now: Date,
  ): Promise<LessonResult> {
    try {
      const corrections = await this.listCorrections();
      const plan = planOf(corrections, standing);
      const { weights } = await this.unitOfWork.autocommit((tx) => this.models.getInUse(tx));
      const outcome = await this.thread.run(plan, weights);
      return await this.unitOfWork.run((tx) =>
        this.conclude(tx, inUse, { plan, corrections, outcome, now }),
      );
    } catch (error) {
      await this.unitOfWork.autocommit((tx) => this.models.releaseLesson(tx));
      if (error instanceof LessonStoppedError) return 'stopped';
      throw error;
    }
  }

  private async listCorrections(): Promise<KeptCorrection[]> {
    const all: KeptCorrection[] = [];
    for (;;) {
      const last = all.at(-1);
      const page = await this.unitOfWork.autocommit((tx) =>
        this.corrections.listAfter(tx, last, PAGE),
      );
      all.push(...page);
      if (page.length < PAGE) return all;
    }
  }

  private async conclude(
    tx: Tx,
    inUse: number,
    { plan, corrections, outcome, now }: FinishedLesson,
  ): Promise<LessonResult> {
    await this.versions.lock(tx, 'category-model');
    await this.models.releaseLesson(tx);
    if ((await this.models.getInUse(tx)).version !== inUse) return 'overtaken';
    const { weights, figures } = outcome;
    const version = await this.models.insert(tx, {
      ...figures,
      madeAt: now,
      corrected: plan.taught.corrected.length,
      standing: plan.taught.standing.length,
      ...(weights && { weights }),
    });
    await this.corrections.markLearned(
      tx,
      corrections.filter((one) => !one.setAside),
      version,
    );
    this.logger.log(`lesson ${version}: ${weights ? 'kept' : 'refused'}`);
    if (!weights) return 'refused';
    await this.models.markInUse(tx, version);
    await this.models.dropOldWeights(tx, VERSIONS_KEPT);
    await this.versions.raise(tx, 'category-model');
    return 'kept';
  }
}

interface FinishedLesson {
  readonly plan: LessonPlan;
  readonly corrections: readonly KeptCorrection[];
  readonly outcome: LessonOutcome;
  readonly now: Date;
}

/** What is taught and what is held out. A case that was ever corrected stands for nothing but its correction. */
function planOf(
  corrections: readonly KeptCorrection[],
  standing: readonly StandingMatter[],
): LessonPlan {
  const corrected = new Set(corrections.map((one) => one.caseNumber));
  const usable = corrections.filter((one) => !one.setAside);
  const untouched = standing.filter((one) => !corrected.has(one.caseNumber));
  const part = (isWanted: (one: { readonly caseNumber: string }) => boolean): Matters => ({
    corrected: usable.filter(isWanted).map(({ words, category }) => ({ text: words, category })),
    standing: untouched.filter(isWanted).map(({ text, category }) => ({ text, category })),
  });
  return {
    taught: part(({ caseNumber }) => !isHeldOut(caseNumber)),
    heldOut: part(({ caseNumber }) => isHeldOut(caseNumber)),
  };
}
