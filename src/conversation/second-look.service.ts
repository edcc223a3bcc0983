import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/errors.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import type { Enquiry } from '../understanding/advice/advice.types.js';
import { Advisor } from '../understanding/advice/advisor.service.js';
import type { NamedCategory } from '../understanding/category-names.rules.js';
import { Reader } from '../understanding/understanding.types.js';
import { isUnsureOf } from './doubt.rules.js';

/** More than this are not remembered: a class stays as it was read. */
const MOST_WAITING = 100;

/**
 * A case whose class the built-in reading is unsure of is opened at once all the same: nobody the class is for waits in
 * the chat. A large model is asked afterwards, one matter at a time, and what it says is put right as an event. What a
 * stop or a crash cuts off is not taken up again: the class that was read stays.
 */
@Injectable()
export class SecondLookService implements BeforeApplicationShutdown {
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly advisor: Advisor,
    private readonly cases: CaseService,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Whether the class of the case is rather wrong than right. */
  isWanted(file: CaseFile): boolean {
    if (file.text === '' || this.waiting >= MOST_WAITING) return false;
    const said = { text: file.text, speaker: 'resident', context: 'none' } as const;
    return isUnsureOf(this.reader.read(said).category);
  }

  /** Looks at the case when the transaction that opened it is committed. */
  after(tx: Tx, file: CaseFile, enquiry: Enquiry): void {
    this.unitOfWork.afterCommit(tx, () => {
      this.waiting += 1;
      this.last = this.last
        .then(() => this.look(file, enquiry))
        .catch(() => undefined)
        .finally(() => {
          this.waiting -= 1;
        });
    });
  }

  /** Resolves when everything asked for so far was looked at. */
  idle(): Promise<void> {
    return this.last;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.idle();
  }

  private async look(file: CaseFile, enquiry: Enquiry): Promise<void> {
    const consultation = await this.advisor.ask(enquiry);
    const { advice } = consultation;
    const isUsed = advice !== undefined && (await this.putRight(file, advice.category));
    await this.advisor.count(consultation, isUsed);
  }

  /** @returns false when nothing was to be changed: it is the same class, or somebody decided meanwhile */
  private async putRight(file: CaseFile, right: NamedCategory): Promise<boolean> {
    const { category, subcategory } = right;
    const isSame =
      category === file.category && (subcategory ?? file.subcategory) === file.subcategory;
    if (isSame) return false;
    try {
      return await this.unitOfWork.run(async (tx) => {
        const now = await this.cases.find(tx, file.number);
        if (now?.category !== file.category || now.subcategory !== file.subcategory) return false;
        const actor = { kind: 'system' } as const;
        await this.cases.changeCategory(tx, now, category, subcategory, actor, this.clock.now());
        return true;
      });
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
