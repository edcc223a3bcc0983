import { Global, Module, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { CaseService } from '../../src/cases/case.service.js';
import { CasesModule } from '../../src/cases/cases.module.js';
import { MethodProfile } from '../../src/config/method-profile.js';
import { CategoryLessonsService } from '../../src/conversation/category-lessons.service.js';
import { Clock, MovableClock } from '../../src/kernel/clock.js';
import { Cipher } from '../../src/persistence/cipher.js';
import { MemoryVersions } from '../../src/persistence/memory-versions.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import type { LessonPlan } from '../../src/understanding/category-lesson.rules.js';
import {
  type LessonOutcome,
  LessonThread,
} from '../../src/understanding/category-lesson-thread.js';
import { CategoryTeacher } from '../../src/understanding/category-teacher.service.js';
import { CategoryVersions } from '../../src/understanding/category-versions.service.js';
import { LearningReader } from '../../src/understanding/learning-reader.js';
import { UnderstandingModule } from '../../src/understanding/understanding.module.js';
import type { CaseWorld } from './case-world.js';

const THREAD = new URL('./lesson-worker.mjs', import.meta.url);

/** Tells when the lesson has left for its thread. */
class WatchedThread extends LessonThread {
  private begin: () => void = () => undefined;
  readonly begun = new Promise<void>((resolve) => {
    this.begin = resolve;
  });

  override run(plan: LessonPlan, inUse?: Uint8Array): Promise<LessonOutcome> {
    const outcome = super.run(plan, inUse);
    this.begin();
    return outcome;
  }
}

/** The rooms that learn, as one process has them; any number of them on one database. */
export class LessonHouse {
  readonly clock: MovableClock;

  private constructor(
    private readonly module: TestingModule,
    private readonly world: CaseWorld,
    clock: MovableClock,
  ) {
    this.clock = clock;
  }

  static async open(world: CaseWorld, at: Date): Promise<LessonHouse> {
    const clock = new MovableClock();
    clock.standAt(at);
    const module = await Test.createTestingModule({
      imports: [groundOf(world, clock), CasesModule, UnderstandingModule],
      providers: [CategoryLessonsService],
    })
      .overrideProvider(LessonThread)
      .useValue(new WatchedThread(THREAD))
      .compile();
    return new LessonHouse(module, world, clock);
  }

  get lessons(): CategoryLessonsService {
    return this.module.get(CategoryLessonsService);
  }

  get teacher(): CategoryTeacher {
    return this.module.get(CategoryTeacher);
  }

  get versions(): CategoryVersions {
    return this.module.get(CategoryVersions);
  }

  /** What the process takes a text for, after it looked which model is in use, as at the beginning of a turn. */
  async categoryOf(text: string): Promise<string> {
    const reader = this.module.get(LearningReader);
    await this.world.run((tx) => reader.refresh(tx));
    return reader.read({ text, speaker: 'resident', context: 'none' }).category.category;
  }

  /** Resolves when the thread of the first lesson is at work. */
  lessonBegun(): Promise<void> {
    return (this.module.get(LessonThread) as WatchedThread).begun;
  }

  /** 改类别, as the dialog does it. */
  async correct(number: string, category: string, staffNo: string, at: Date): Promise<void> {
    await this.world.run(async (tx) => {
      const cases = this.module.get(CaseService);
      const change = await cases.correctCategory(
        tx,
        await cases.get(tx, number),
        { category },
        staffNo,
        at,
      );
      if (change) this.lessons.keep(tx, change);
    });
  }

  close(): Promise<void> {
    return this.module.close();
  }
}

function groundOf({ database, profile }: CaseWorld, clock: MovableClock): Type {
  const given = [
    { provide: Cipher, useValue: database.cipher },
    { provide: UnitOfWork, useValue: database.unitOfWork },
    { provide: MethodProfile, useValue: profile },
    { provide: Clock, useValue: clock },
    MemoryVersions,
  ];
  @Global()
  @Module({ providers: given, exports: given })
  class LessonGroundModule {}
  return LessonGroundModule;
}
