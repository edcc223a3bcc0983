import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { MethodProfile } from '../config/method-profile.js';
import {
  keptForm,
  keptProfile,
  MethodProfileError,
  profileNamed,
} from '../config/method-profile-loader.js';
import { OperationalError } from '../kernel/errors.js';
import { type Tx, UnitOfWork } from '../persistence/unit-of-work.js';
import type { CaseFile } from './cases.types.js';
import { type KeptRules, MethodRulesRepository } from './method-rules.repository.js';

/** Whose rules are asked for. */
export type RulesOf = Pick<CaseFile, 'method' | 'rules'>;

/**
 * The rules of each case: those of its profile as they were when it was opened. A handful of versions, held in memory, so
 * that no turn asks the database for them.
 */
@Injectable()
export class MethodRules implements OnModuleInit {
  private readonly logger = new Logger(MethodRules.name);
  private readonly known = new Map<string, MethodProfile>();
  private readonly own: KeptRules;

  constructor(
    private readonly today: MethodProfile,
    private readonly repository: MethodRulesRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {
    this.own = { ...keptForm(today), name: today.name };
    this.known.set(this.own.hash, today);
  }

  /** Keeps today's rules, before the first case is opened under them. */
  onModuleInit(): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const before = await this.repository.list(tx);
      await this.repository.insert(tx, this.own);
      if (!before.some(({ name }) => name === this.own.name))
        await this.repository.markOlderCases(tx, this.own);
      this.learn(before);
    });
  }

  /** Under which rules a case is opened now. */
  current(): Required<RulesOf> {
    return { method: this.own.name, rules: this.own.hash };
  }

  /**
   * The rules of a case.
   * @throws OperationalError when another process opened it under rules that are not read yet; the next try has them
   */
  of({ method, rules }: RulesOf): MethodProfile {
    if (rules === undefined) return profileNamed(method, this.today);
    const found = this.known.get(rules);
    if (found) return found;
    void this.unitOfWork
      .autocommit(async (tx: Tx) => this.learn(await this.repository.list(tx)))
      .catch((error: unknown) => this.logger.warn(`rules not read: ${String(error)}`));
    throw new OperationalError('case.rules-unread', `rules ${rules} are not read yet`, { rules });
  }

  private learn(kept: readonly KeptRules[]): void {
    for (const { hash, name, rules } of kept) {
      if (!this.known.has(hash)) this.known.set(hash, this.readable(name, rules));
    }
  }

  /** Rules that an older version kept and this one cannot use: the profile's present ones, and an operator is told. */
  private readable(name: string, rules: string): MethodProfile {
    try {
      return keptProfile(rules);
    } catch (error) {
      if (!(error instanceof MethodProfileError)) throw error;
      this.logger.error(`kept rules of ${name} cannot be used, present ones are: ${error.message}`);
      return profileNamed(name, this.today);
    }
  }
}
