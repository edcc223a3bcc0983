import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { AssignmentService } from './assignment.service.js';
import { CaseRepository } from './case.repository.js';
import { CaseService } from './case.service.js';
import { CaseJoiningService } from './case-joining.service.js';
import { CaseNumbers } from './case-numbers.repository.js';
import { CaseQueryRepository } from './case-query.repository.js';
import { CaseRecorder } from './case-recorder.service.js';
import { CaseReporterRepository } from './case-reporter.repository.js';
import { CaseWorkService } from './case-work.service.js';
import { DeadlineMovesService } from './deadline-moves.service.js';
import { LedgerReadModel } from './ledger.read-model.js';
import { LedgerService } from './ledger.service.js';
import { MethodRulesRepository } from './method-rules.repository.js';
import { MethodRules } from './method-rules.service.js';
import { RaisedCasesReadModel } from './raised-cases.read-model.js';

/** Cases, from the first word to the last. Needs `Cipher`, `UnitOfWork` and `MethodProfile` from global modules. */
@Module({
  imports: [TerritoryModule, PeopleModule],
  providers: [
    CaseRepository,
    CaseNumbers,
    CaseQueryRepository,
    CaseRecorder,
    MethodRules,
    MethodRulesRepository,
    AssignmentService,
    CaseService,
    CaseWorkService,
    DeadlineMovesService,
    CaseReporterRepository,
    CaseJoiningService,
    LedgerReadModel,
    RaisedCasesReadModel,
    LedgerService,
  ],
  exports: [
    MethodRules,
    CaseService,
    CaseWorkService,
    CaseJoiningService,
    LedgerService,
    DeadlineMovesService,
  ],
})
export class CasesModule {}
