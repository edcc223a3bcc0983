import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RatingRepository } from './rating.repository.js';
import { RatingService } from './rating.service.js';

/** What residents think of results. Needs `TimerService` and `MethodProfile` from global modules. */
@Module({
  imports: [CasesModule, PeopleModule],
  providers: [RatingRepository, RatingService],
  exports: [RatingService],
})
export class RatingsModule {}
