import { Module } from '@nestjs/common';
import { loadCategoryTable } from './category-table.js';
import { RuleReader } from './rule-reader.js';
import { Reader } from './understanding.types.js';

/** Token of the category table, for whoever offers categories to choose from. */
export const CATEGORY_TABLE = Symbol('CATEGORY_TABLE');

/** Gives the house its reader; the category table is read once. */
@Module({
  providers: [
    { provide: CATEGORY_TABLE, useFactory: () => loadCategoryTable() },
    {
      provide: Reader,
      useFactory: (table: ReturnType<typeof loadCategoryTable>) => new RuleReader(table),
      inject: [CATEGORY_TABLE],
    },
  ],
  exports: [Reader, CATEGORY_TABLE],
})
export class UnderstandingModule {}
