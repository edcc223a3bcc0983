import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseChange } from '../cases/cases.types.js';
import { Clock } from '../kernel/clock.js';
import { withoutSelfNaming } from '../kernel/self-naming.rules.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import { CategoryTeacher, type LessonResult } from '../understanding/category-teacher.service.js';

/** So many solved cases, the newest, stand beside the corrections; learning from them takes about a second and a half. */
const MOST_STANDING = 5000;

/** Takes what people corrected in the ledger to where it is learned from. */
@Injectable()
export class CategoryLessonsService {
  constructor(
    private readonly cases: CaseService,
    private readonly teacher: CategoryTeacher,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Keeps a corrected class as an example, in the transaction that changes it. Without words there is nothing to learn. */
  keep(tx: Tx, { before, after, actor, reporters, at }: CaseChange): void {
    if (!before || actor.kind !== 'staff' || before.text === '') return;
    const { communityId, number, category, subcategory } = after;
    this.teacher.keep(tx, {
      communityId,
      caseNumber: number,
      category,
      ...(subcategory !== undefined && { subcategory }),
      was: before.category,
      words: withoutSelfNaming(
        before.text,
        reporters.map((one) => one.name),
      ),
      staffNo: actor.staffNo,
      at,
    });
  }

  /** Gives a lesson when one is due; ticked. @returns what came of it; undefined when none was due */
  async poll(): Promise<LessonResult | undefined> {
    const now = this.clock.now();
    const inUse = await this.teacher.claim(now);
    if (inUse === undefined) return undefined;
    const settled = await this.unitOfWork.autocommit((tx) => this.cases.settled(tx, MOST_STANDING));
    const standing = settled.map(({ number, text, category }) => ({
      caseNumber: number,
      text,
      category,
    }));
    return this.teacher.teach(inUse, standing, now);
  }
}
