import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { RosterService } from './roster.service.js';

/** Loads the roster workbook. */
@Module({
  imports: [TerritoryModule, PeopleModule],
  providers: [RosterService],
  exports: [RosterService],
})
export class RosterModule {}
