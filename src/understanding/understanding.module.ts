import { Module } from '@nestjs/common';
import { AdviceUseRepository } from './advice/advice-use.repository.js';
import { AdviceUses } from './advice/advice-uses.service.js';
import { LessonThread } from './category-lesson-thread.js';
import { CategoryModelRepository } from './category-model.repository.js';
import { CATEGORY_TABLE, loadCategoryTable } from './category-table.js';
import { CategoryTeacher } from './category-teacher.service.js';
import { CategoryVersions } from './category-versions.service.js';
import { CorrectionRepository } from './correction.repository.js';
import { LearningReader } from './learning-reader.js';
import { Reader } from './understanding.types.js';

/**
 * Gives the house its reader; the category table is read once. Needs `UnitOfWork`, `Cipher` and `MemoryVersions` from
 * global modules.
 */
@Module({
  providers: [
    { provide: CATEGORY_TABLE, useFactory: () => loadCategoryTable() },
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
