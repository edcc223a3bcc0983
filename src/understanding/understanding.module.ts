import { Module } from '@nestjs/common';
import { AdviceUseRepository } from './advice/advice-use.repository.js';
import { AdviceUses } from './advice/advice-uses.service.js';
import type { CategoryTable } from './category.rules.js';
import { LessonThread } from './category-lesson-thread.js';
import { CategoryModelRepository } from './category-model.repository.js';
import { CATEGORY_TABLE, loadCategoryTable } from './category-table.js';
import { CategoryTeacher } from './category-teacher.service.js';
import { CategoryVersions } from './category-versions.service.js';
import { CorrectionRepository } from './correction.repository.js';
import { LearningReader } from './learning-reader.js';
import { Reader } from './understanding.types.js';

/** The shipped table never changes while a process lives, and reading it costs a tenth of a second: houses share it. */
let shipped: CategoryTable | undefined;
function shippedTable(): CategoryTable {
  shipped ??= loadCategoryTable();
  return shipped;
}

/**
 * Gives the house its reader; the category table is read once. Needs `UnitOfWork`, `Cipher` and `MemoryVersions` from
 * global modules.
 */
@Module({
  providers: [
    { provide: CATEGORY_TABLE, useFactory: shippedTable },
    { provide: LessonThread, useFactory: () => new LessonThread() },
    CorrectionRepository,
    CategoryModelRepository,
    CategoryTeacher,
    CategoryVersions,
    AdviceUseRepository,
    AdviceUses,
    LearningReader,
    { provide: Reader, useExisting: LearningReader },
  ],
  exports: [Reader, LearningReader, CategoryTeacher, CategoryVersions, AdviceUses, CATEGORY_TABLE],
})
export class UnderstandingModule {}
